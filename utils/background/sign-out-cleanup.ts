import type { Identity } from '../auth/model';
import type { JoinLink, Session, Start } from '../cobrowse/model';
import type { CobrowseService, LiveSession } from '../cobrowse/service';
import { SERVICE_TRAITS } from '../cobrowse/service-traits';
import type { History, SessionFacts } from '../history/history';
import { mayKnow } from '../invite/may-know';
import { PRACTISING } from '../practice/model';

/** Ends what is unfinished when somebody signs out, or when somebody else signs in instead. */
export type SignOutCleanup = {
  /**
   * Ends a session that was made for somebody who is signing out or has signed out, if still
   * possible. Records that it was made and how it ended. Never throws.
   */
  endSession(session: Session, facts: SessionFacts): Promise<void>;
  /**
   * Waits briefly for what is in progress, ends what unfinished starts have made, closes the
   * supervisor's pages, and records that the supervisor left the live sessions. Takes a few seconds
   * at most and never throws.
   * @param accessToken `null` if no token works any more
   * @param unfinished creates and messages to agents that are in progress; none of them rejects
   */
  run(accessToken: string | null, unfinished: readonly Promise<unknown>[]): Promise<void>;
};

/** How long to wait for a create before looking for its session instead, in milliseconds. */
const WAIT_FOR_UNFINISHED_MS = 3_000;
/** How long ending the sessions may take after that, in milliseconds. */
const WAIT_FOR_ENDS_MS = 3_000;
/**
 * A session that began this long before its start is a different one, in milliseconds: clocks
 * differ.
 */
const CLOCK_TOLERANCE_MS = 5_000;

/**
 * Creates the cleanup. It reads the raw stores: by then, the stores of the person's epoch are
 * closed.
 */
export function createSignOutCleanup(dependencies: {
  history: Pick<History, 'recordEnded' | 'recordLeft'>;
  readStores(): Promise<{
    me: Identity | null;
    starts: Start[];
    sessions: Record<string, Session>;
    joinLinks: Record<string, Record<string, JoinLink>>;
  }>;
  /** Returns the services for a token that is about to be revoked. */
  serviceFor(accessToken: string): Promise<
    Pick<CobrowseService, 'findLive' | 'end'> & {
      /** Tells an agent that their screens are no longer viewed. */
      tellEnded(agentUserId: string): Promise<void>;
      /**
       * Ends sessions of Live Screen Monitoring that an earlier crash may have left, and tells
       * agents who were not told of an end yet.
       */
      settleScreens(): Promise<void>;
    }
  >;
  closePage(session: Session): Promise<void>;
  /** Closes the page for agents' screens. */
  closeScreensPage(): Promise<void>;
  /** Closes each tab that shows one of these addresses. */
  closeTabsAt(urls: ReadonlySet<string>): Promise<void>;
  sleep(ms: number): Promise<void>;
}): SignOutCleanup {
  const { history, readStores, serviceFor, closePage, closeScreensPage, closeTabsAt, sleep } = dependencies;
  /** Set while there is a token that can end sessions. */
  let leaving: { service: Awaited<ReturnType<typeof serviceFor>>; dealtWith: Set<string> } | null = null;

  const within = (ms: number, work: Promise<unknown>) => Promise.race([work, sleep(ms)]);

  async function endSession(session: Session, facts: SessionFacts): Promise<void> {
    if (session.supervisorUserId === PRACTISING.userId) return;
    leaving?.dealtWith.add(session.conversationId);
    const outcome = await leaving?.service.end(session).catch(() => 'left' as const);
    if (session.agentNotice && mayKnow(session.agentNotice))
      await leaving?.service.tellEnded(session.agent.userId).catch(() => undefined);
    // The service has no end call, or it is too late: close the page, and the session or its offer
    // expires.
    await history.recordEnded(session, outcome === 'ended' ? 'ended-by-you' : 'left', facts);
  }

  /** Ends what a start has made but never shown. */
  async function endUnfinished(
    start: Start,
    { me, sessions }: { me: Identity; sessions: Record<string, Session> },
  ): Promise<void> {
    if (start.state.phase !== 'running' || !leaving || leaving.dealtWith.has(start.conversationId)) return;
    const facts = { supervisorName: me.name };
    const { step, sessionId } = start.state;
    const stored = Object.values(sessions).find(
      ({ id, conversationId }) => id === sessionId || conversationId === start.conversationId,
    );
    if (stored) {
      // This start did not make that session, so it must not end it.
      if (!stored.joinedExisting && isOfStart(stored, start)) await endSession(stored, facts);
      return;
    }
    if (step !== 'creating' && step !== 'verifying') return;
    const live = await leaving.service.findLive(start.conversationId);
    const made = live && isOfStart(live, start) ? toSession(live, start, me) : null;
    if (made) await endSession(made, facts);
  }

  return {
    endSession,
    async run(accessToken, unfinished) {
      const { me, starts, sessions, joinLinks } = await readStores();
      if (me?.userId === PRACTISING.userId) return;
      if (accessToken !== null && me) {
        const dealtWith = new Set<string>();
        leaving = { service: await serviceFor(accessToken), dealtWith };
        await within(WAIT_FOR_UNFINISHED_MS, Promise.allSettled(unfinished));
        await within(
          WAIT_FOR_ENDS_MS,
          Promise.allSettled([
            ...starts.map((start) => endUnfinished(start, { me, sessions })),
            ...Object.values(sessions)
              .filter(({ service }) => SERVICE_TRAITS[service].viewedIn === 'own-page')
              // A start that was telling its agent has ended it just above.
              .filter(({ conversationId }) => !dealtWith.has(conversationId))
              .map((session) => endSession(session, { supervisorName: me.name })),
            leaving.service.settleScreens(),
          ]),
        );
        leaving = null;
      }
      const links = Object.values(joinLinks).flatMap((ofSession) => Object.values(ofSession));
      await Promise.allSettled([
        ...Object.values(sessions).map(closePage),
        closeScreensPage(),
        // A page that was opened just now is not stored yet.
        closeTabsAt(new Set(links.map(({ url }) => url))),
      ]);
      await history.recordLeft();
    },
  };
}

function isOfStart({ startedAt }: { startedAt: number }, start: Start): boolean {
  return startedAt >= start.startedAt - CLOCK_TOLERANCE_MS;
}

/**
 * Converts a found session to what its start would have stored; `null` if it may not be this
 * person's.
 */
function toSession(live: LiveSession, start: Start, me: Identity): Session | null {
  const agent = live.participants.find(({ role }) => role === 'agent');
  if (!agent || !live.participants.some(({ userId }) => userId === me.userId)) return null;
  const settings = live.settings ?? start.settings;
  return {
    id: live.id,
    service: live.service,
    conversationId: live.conversationId,
    supervisorUserId: me.userId,
    agent: { userId: agent.userId, name: agent.name },
    customerName: start.customerName,
    queueName: null,
    settings,
    joinedExisting: false,
    startedAt: live.startedAt,
    expiresAt: live.expiresAt ?? live.startedAt + settings.timeoutInMinutes * 60_000,
    tabId: null,
    purpose: start.purpose,
    invitation: null,
    ...(live.monitoring && { monitoring: live.monitoring }),
  };
}
