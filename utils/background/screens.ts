import type { Session, SessionEnding } from '../cobrowse/model';
import type { ScreenService } from '../cobrowse/screen-service';
import type { StopReason, StreamingAccess, ViewerState } from '../cobrowse/screen-viewer';
import type { SessionStore } from '../cobrowse/session-store';
import type { StartStore } from '../cobrowse/start-store';
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
  /** A tab was closed: if it was the page, nobody watches any more. */
  noteTabClosed(tabId: number): Promise<void>;
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

  async function endAll(sessions: Session[], how: SessionEnding): Promise<void> {
    await Promise.allSettled(sessions.map((session) => end(session, how)));
  }

  /** The start tells the agent; this is for a start that was dismissed or lost meanwhile. */
  async function tell(session: Session): Promise<void> {
    if (await notices.tellBegun(session.id)) return;
    await end(session, 'agent-not-told');
    const { conversationId, settings, purpose, customerName } = session;
    await starts.fail({ conversationId, settings, purpose, customerName }, { code: 'agent-not-told' });
  }

  /** Ends sessions whose page is gone: a crash closes no tab. */
  async function endUnwatched(): Promise<void> {
    const live = await liveOnes();
    if (live.length === 0 || (await viewer.isAlive())) return;
    await viewer.forget();
    await endAll(live, 'page-closed');
  }

  /** Ends what was created, or may have been, and is neither in the store nor about to be. */
  async function settleIntents(): Promise<void> {
    const all = await intents.all();
    if (all.length === 0) return;
    const [sessions, started] = await Promise.all([sessionStore.sessions(), running()]);
    const busy = new Set([...sessions, ...started].map(({ conversationId }) => conversationId));
    for (const { conversationId, agentUserId, at, isOurs } of all) {
      if (busy.has(conversationId)) continue;
      const isOld = now() - at > INTENT_LASTS_MS;
      const isSettled =
        isOurs &&
        (await service.endUnwatched(conversationId, agentUserId).then(
          () => true,
          () => false,
        ));
      if (isSettled || isOld) await intents.forget(conversationId);
    }
  }

  return {
    async access(page, tabId) {
      if (tabId === null) throw fail('invalid-message', { subject: 'get-streaming-access' });
      const [live, started, isAwaited] = await Promise.all([liveOnes(), running(), viewer.isAwaited()]);
      const isNeeded = live.length > 0 || isAwaited || started.some(({ monitored }) => monitored);
      if (!isNeeded) return null;
      const { admitted, isNew } = await viewer.admit(page, tabId);
      if (!admitted) return null;
      // They were shown by an earlier load of the page: their media are gone with it.
      if (isNew) await endAll(live, 'page-closed');
      return await readAccess();
    },
    report: (page, state) => viewer.note(page, state),
    async stop(sessionId, why) {
      const session = await sessionStore.session(sessionId);
      if (!session || !isOnScreen(session)) return;
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
      await viewer.forget();
      await endAll(await liveOnes(), 'page-closed');
    },
    async maintain() {
      await endUnwatched().catch(() => undefined);
      const busy = new Set((await running()).map(({ conversationId }) => conversationId));
      const untold = (await liveOnes()).filter(
        ({ agentNotice, conversationId }) => agentNotice?.state === 'pending' && !busy.has(conversationId),
      );
      await Promise.allSettled([...untold.map(tell), notices.repeat(), settleIntents()]);
    },
    async next() {
      const [live, left] = await Promise.all([liveOnes(), intents.all()]);
      return live.length > 0 || left.some(({ isOurs }) => isOurs) ? now() + LOOK_EVERY_MS : null;
    },
  };
}

const isOnScreen = ({ service }: Session): boolean => service === 'screen';
