import type { Session, SessionEnding } from '../cobrowse/model';
import type { ScreenService } from '../cobrowse/screen-service';
import type { StopReason, StreamingAccess, ViewerState } from '../cobrowse/screen-viewer';
import type { SessionStore } from '../cobrowse/session-store';
import type { StartStore } from '../cobrowse/start-store';
import { passedSince } from '../concurrency/passed-since';
import { fail } from '../errors/failure';
import type { AgentNotices } from '../invite/agent-notices';
import type { StoredScreenIntents } from './screen-intents';
import type { ScreenViewerPage } from './screen-viewer';

/**
 * Looks after the sessions of Live Screen Monitoring and the page that shows them. No agent's
 * screens are viewed without that page, without their knowledge, or beyond the time limit.
 */
export type Screens = {
  /** Returns what the page needs to connect; `null` if there is nothing to watch in it. */
  access(page: string, tabId: number | null): Promise<StreamingAccess | null>;
  report(page: string, state: ViewerState): Promise<void>;
  stop(sessionId: string, why: StopReason): Promise<void>;
  addNote(sessionId: string, text: string, at: number): Promise<void>;
  /**
   * A tab was closed: if it was the page, nobody watches any more, and starts that have made a
   * session fail.
   */
  noteTabClosed(tabId: number): Promise<void>;
  /** A tab loads another page, or the same one again: if the page was in it, it is gone. */
  noteTabLoads(tabId: number): Promise<void>;
  /**
   * Ends sessions that nobody watches, tells agents who were not told yet, and ends what an earlier
   * crash has left. Never throws.
   */
  maintain(): Promise<void>;
  /** When to look again, in milliseconds since the epoch; `null` if there is nothing to do. */
  next(): Promise<number | null>;
};

/** Milliseconds from one look to the next. */
const LOOK_EVERY_MS = 30_000;
/**
 * An intent is kept for this long even if nothing was found, in milliseconds: a create whose answer
 * was lost may still arrive.
 */
const MAY_ARRIVE_MS = 90_000;
/** An intent that could not be followed up is forgotten after this time, in milliseconds. */
const INTENT_LASTS_MS = 24 * 60 * 60_000;

/** Creates it. */
export function createScreens(dependencies: {
  viewer: ScreenViewerPage;
  service: Pick<ScreenService, 'endUnwatched' | 'end'>;
  sessionStore: SessionStore;
  starts: Pick<StartStore, 'all' | 'fail'>;
  notices: AgentNotices;
  intents: Pick<StoredScreenIntents, 'all' | 'forget'>;
  /** Asks whether a session is live; removes it from the store, with the reason, if not. */
  check(session: Session): Promise<boolean>;
  /** What the page needs, from the sign-in; throws its failures. */
  readAccess(): Promise<StreamingAccess>;
  now(): number;
}): Screens {
  const { viewer, service, sessionStore, starts, notices, intents, check, readAccess, now } = dependencies;

  const liveOnes = async () => (await sessionStore.sessions()).filter(isOnScreen);
  const running = async () => (await starts.all()).filter(({ state }) => state.phase === 'running');

  /** Ends a session for real; it stays in the store if that fails, to be ended later. */
  async function end(session: Session, how: SessionEnding): Promise<void> {
    await service.end(session);
    await sessionStore.endSession(session.id, how);
  }

  /** The start tells the agent; this is for a start that was dismissed or lost meanwhile. */
  async function tell(session: Session): Promise<void> {
    tried.add(session.id);
    if (await notices.tellBegun(session.id)) return;
    await end(session, 'agent-not-told');
    const { conversationId, settings, purpose, customerName } = session;
    await starts.fail({ conversationId, settings, purpose, customerName }, { code: 'agent-not-told' });
  }

  /**
   * Ends sessions that no page shows: their page has crashed, or was loaded again, or an earlier
   * attempt to end them failed.
   */
  async function endUnwatched(): Promise<void> {
    const page = await viewer.livingPage();
    const live = await liveOnes();
    await Promise.allSettled(
      live.map(async (session) => {
        const { page: shownIn, stopped } = session.monitoring ?? {};
        if (stopped) await end(session, stopped);
        else if (page === null || shownIn !== page) await end(session, 'page-closed');
      }),
    );
  }

  /** Whoever closes the page does not want it opened again by a start that misses its session. */
  async function giveUpStarts(): Promise<void> {
    const watched = new Set((await liveOnes()).map(({ conversationId }) => conversationId));
    const made = (await running()).filter(({ conversationId }) => watched.has(conversationId));
    await Promise.all(
      made.map(({ state: _, ...start }) =>
        starts.fail(start, { code: 'screen-unreachable', subject: 'page' }),
      ),
    );
  }

  const isStarting = async (conversationId: string) =>
    (await running()).some((start) => start.conversationId === conversationId);

  /** Ends what was created, or may have been, and is neither in the store nor about to be. */
  async function settleIntents(): Promise<void> {
    const all = await intents.all();
    if (all.length === 0) return;
    const watched = new Set((await liveOnes()).map(({ conversationId }) => conversationId));
    await Promise.allSettled(
      all.map(async ({ conversationId, agentUserId, at, isOurs }) => {
        if (watched.has(conversationId) || (await isStarting(conversationId))) return;
        const age = now() - at;
        const isSettled =
          isOurs &&
          (await service
            .endUnwatched(conversationId, agentUserId, () => isStarting(conversationId))
            .catch(() => false));
        // A start may have recorded another one meanwhile.
        if (await isStarting(conversationId)) return;
        if ((isSettled && age > MAY_ARRIVE_MS) || age > INTENT_LASTS_MS) await intents.forget(conversationId);
      }),
    );
  }

  /** Sessions whose agents must be told, and that no start is about to tell. */
  async function untold(): Promise<Session[]> {
    const [live, started] = await Promise.all([liveOnes(), running()]);
    const busy = new Set(started.map(({ conversationId }) => conversationId));
    const idle = live.filter(({ conversationId }) => !busy.has(conversationId));
    const mustBeTold = await Promise.all(idle.map(notices.mustBeTold));
    return idle.filter((_, index) => mustBeTold[index]);
  }

  /** Sessions whose agents this worker has tried to tell. */
  const tried = new Set<string>();
  let lookedAt: number | null = null;

  return {
    async access(page, tabId) {
      if (tabId === null) throw fail('invalid-message', { subject: 'get-streaming-access' });
      const [live, started] = await Promise.all([liveOnes(), running()]);
      const isOpening = started.some(({ monitored }) => monitored) || (await viewer.isAwaited(tabId));
      if (live.length === 0 && !(started.length > 0 && isOpening)) return null;
      if (!(await viewer.admit(page, tabId))) return null;
      // The media of an earlier load of the page are gone with it.
      await endUnwatched();
      return await readAccess();
    },
    report: (page, state) => viewer.note(page, state),
    async stop(sessionId, why) {
      const session = await sessionStore.session(sessionId);
      if (!session || !isOnScreen(session)) return;
      // If it cannot be ended now, it must be later: the page shows it no more.
      await sessionStore.noteStopped(sessionId, why);
      // The platform may know more: the end of the conversation, or somebody else's.
      const isLive = why !== 'media-ended' || (await check(session).catch(() => true));
      if (isLive) await end(session, why);
    },
    async addNote(sessionId, text, at) {
      if (!(await sessionStore.addNote(sessionId, { text, at })))
        throw fail('not-found', { subject: 'session' });
    },
    async noteTabClosed(tabId) {
      if ((await viewer.tabId()) !== tabId) return;
      await giveUpStarts();
      await viewer.forget();
      await endUnwatched();
    },
    async noteTabLoads(tabId) {
      if ((await viewer.tabId()) === tabId) await endUnwatched();
    },
    async maintain() {
      lookedAt = now();
      await endUnwatched().catch(() => undefined);
      await Promise.allSettled([...(await untold()).map(tell), notices.repeat(), settleIntents()]);
    },
    async next() {
      const [live, left, mustTell] = await Promise.all([liveOnes(), intents.all(), notices.isBehind()]);
      // Nobody waits for the next look to be told that they are viewed.
      if ((await untold()).some(({ id }) => !tried.has(id))) return now();
      if (live.length === 0 && !mustTell && !left.some(({ isOurs }) => isOurs)) return null;
      // Somebody has just signed in: what an earlier crash has left ends now. Otherwise it counts
      // from the last look, so that news does not put the next one off.
      const passed = lookedAt === null ? LOOK_EVERY_MS : passedSince(lookedAt, now());
      return now() + Math.max(0, LOOK_EVERY_MS - passed);
    },
  };
}

const isOnScreen = ({ service }: Session): boolean => service === 'screen';
