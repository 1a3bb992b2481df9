import type { Identity } from '../auth/model';
import { fail, isFailure } from '../errors/failure';
import { SCREEN_REFUSAL_CODES } from '../errors/screen-refusal-codes';
import type { GenesysCloudApi } from '../genesys-cloud/api';
import { holdsPermission } from '../genesys-cloud/grants';
import type { MonitoringTarget, ScreenMonitoring } from '../genesys-cloud/screen-monitoring';
import type { Monitoring } from '../genesys-cloud/screen-monitoring-path';
import type { EarlyTargets } from './early-targets';
import type { SessionMonitoring } from './model';
import type { CobrowseService, LiveSession, SessionRef, SessionRequest } from './service';
import type { SessionStore } from './session-store';
import { requireWanted, unlessAborted } from './wanted';

/** The calls of Live Screen Monitoring that this service uses. */
export type ScreenApi = Pick<
  GenesysCloudApi,
  | 'endScreenMonitoring'
  | 'findMonitoringTarget'
  | 'getScreenMonitoring'
  | 'listScreenMonitorings'
  | 'startScreenMonitoring'
>;

/**
 * The page that shows the screens, as this service needs it. The platform proposes a session only
 * to clients that are connected, so the page must be connected before a session is created.
 */
export type ScreenViewer = {
  /**
   * Opens the page unless it is open, and waits until it is connected. Returns the id of this load
   * of the page. Throws `screen-unreachable`.
   */
  ready(): Promise<string>;
  /** The id of the connected page; `null` if there is none. */
  connectedPage(): Promise<string | null>;
  /** The id of the page that lives, connected or not; `null` if there is none. */
  livingPage(): Promise<string | null>;
  /** The page's address. */
  url(): string;
};

/**
 * What is recorded on disk before a session is created, so that a session whose answer was lost, in
 * whatever crash, is found again.
 */
export type ScreenIntents = {
  of(conversationId: string): Promise<ScreenIntent | null>;
  record(conversationId: string, intent: ScreenIntent): Promise<void>;
  forget(conversationId: string): Promise<void>;
};

type ScreenIntent = {
  agentUserId: string;
  participantId: string | null;
  /** The load of the page that the session was to be shown in. */
  page: string;
};

const MONITOR_CONVERSATION = 'realtimeMonitor:screen:monitorConversation';
const MONITOR_AGENT = 'realtimeMonitor:screen:monitorAgent';

/** The service, with what only it has. */
export type ScreenService = Required<CobrowseService> & {
  /**
   * Ends own sessions with an agent that are not in the store: nobody watches them. Returns `false`
   * and leaves them if a start is about to store one.
   */
  endUnwatched(
    conversationId: string,
    agentUserId: string,
    isStarting: () => Promise<boolean>,
  ): Promise<boolean>;
};

/**
 * The agent's screens by Live Screen Monitoring. At the level of the interaction, where the
 * supervisor may; otherwise at the level of the agent. It has no time limit and no link: the
 * extension ends a session in time, and shows it in a page of its own.
 */
export function createScreenService(dependencies: {
  api: ScreenApi;
  getIdentity(): Promise<Identity | null>;
  /** Whether a user is signed in: a client without a user has no streaming connection. */
  isUser(): Promise<boolean>;
  /** The agent as listed, if known; otherwise it is read. */
  knownAgent(conversationId: string): Promise<string | null>;
  viewer: ScreenViewer;
  intents: ScreenIntents;
  targets: EarlyTargets;
  /** The person's sessions. What is in the store and in a living page is watched. */
  sessionStore: Pick<SessionStore, 'session' | 'sessions' | 'endSession'>;
  /** An agent is about to be told: what the message needs is read while the session is created. */
  prepareToTell(agentUserId: string): void;
  /** Tells the agent of a stored session, once. Returns whether the session may go on. */
  tellAgent(sessionId: string): Promise<boolean>;
  /**
   * Whether a look-up ends own sessions that no page shows. A prefetch must not: somebody only
   * looked at a row.
   */
  endsUnwatched: boolean;
  /** Records whose screens a start is about to show: the page recognizes the proposal by it. */
  noteMonitored(conversationId: string, agent: { userId: string; name: string | null }): Promise<void>;
  now(): number;
}): ScreenService {
  const { api, getIdentity, isUser, knownAgent, viewer, intents, targets, sessionStore, noteMonitored, now } =
    dependencies;

  const { prepareToTell, tellAgent, endsUnwatched } = dependencies;

  async function requireMe(): Promise<Identity> {
    const me = await getIdentity();
    if (!me) throw fail('signed-out');
    return me;
  }

  /** Lists the sessions that watch a user. Also the probe for whether the organization has this. */
  async function list(userId: string): Promise<ScreenMonitoring[]> {
    try {
      return await api.listScreenMonitorings(userId);
    } catch (error) {
      if (!isFailure(error, 'not-found')) throw error;
      const { code: _, ...details } = error.failure;
      throw fail('cobrowse-unavailable', details);
    }
  }

  function toLiveSession(
    session: Pick<ScreenMonitoring, 'id' | 'startedAt'>,
    conversationId: string,
    monitoring: SessionMonitoring,
    supervisor: { userId: string; name: string | null },
  ): LiveSession {
    return {
      id: session.id,
      conversationId,
      service: 'screen',
      participants: [
        { userId: monitoring.agentUserId, role: 'agent', name: null },
        { ...supervisor, role: 'supervisor' },
      ],
      settings: null,
      startedAt: session.startedAt ?? now(),
      expiresAt: null,
      monitoring,
    };
  }

  async function read(session: SessionRef): Promise<LiveSession | null> {
    const { id, conversationId, monitoring } = session;
    if (!monitoring) return null;
    try {
      const found = await api.getScreenMonitoring(conversationId, monitoring, id);
      const who = { userId: found.sourceUserId ?? (await requireMe()).userId, name: found.sourceUserName };
      return toLiveSession(found, conversationId, monitoring, who);
    } catch (error) {
      if (!isFailure(error, 'not-found')) throw error;
      await intents.forget(conversationId);
      return null;
    }
  }

  async function end({ id, conversationId, monitoring }: SessionRef): Promise<'ended'> {
    // Without it there is nothing that could be ended.
    if (!monitoring) return 'ended';
    try {
      await api.endScreenMonitoring(conversationId, monitoring, id);
    } catch (error) {
      if (!isFailure(error, 'not-found')) throw error;
    }
    await intents.forget(conversationId);
    return 'ended';
  }

  /** Own sessions with an agent that are, or may be, about a conversation. */
  async function ownSessions(conversationId: string, agentUserId: string, me: Identity) {
    const own = (await list(agentUserId)).filter(
      (one) =>
        one.sourceUserId === me.userId.toLowerCase() &&
        (one.conversationId === null || one.conversationId === conversationId),
    );
    return own.map((one) =>
      toLiveSession(one, conversationId, { agentUserId, participantId: one.participantId }, me),
    );
  }

  const beginTarget = (conversationId: string) =>
    targets.begin(conversationId, () => api.findMonitoringTarget(conversationId));

  /** The levels to try, best first. */
  function levelsOf({ permissions }: Identity, participantId: string | null): (string | null)[] {
    const holds = (permission: string) => !permissions || holdsPermission(permissions, permission);
    const levels: (string | null)[] = [];
    if (participantId !== null && holds(MONITOR_CONVERSATION)) levels.push(participantId);
    if (holds(MONITOR_AGENT)) levels.push(null);
    // Nothing is held: the platform's refusal names the permission.
    return levels.length > 0 ? levels : [participantId];
  }

  async function createAt(
    { conversationId }: SessionRequest,
    monitoring: Monitoring,
    page: string,
    noted: Promise<void>,
  ): Promise<string> {
    const earlier = await intents.of(conversationId);
    await Promise.all([intents.record(conversationId, { ...monitoring, page }), noted]);
    try {
      return await api.startScreenMonitoring(conversationId, monitoring);
    } catch (error) {
      // After a lost answer there may be a session: then the record leads to it. So does an earlier
      // one to the session that is in the way.
      if (isRefusal(error)) {
        const restored = earlier ? intents.record(conversationId, earlier) : intents.forget(conversationId);
        await restored.catch(() => undefined);
      }
      const failure = asScreenFailure(error);
      const other = isFailure(failure, 'conflict')
        ? await viewedElsewhere(conversationId, monitoring.agentUserId)
        : undefined;
      if (other === undefined || !isFailure(failure)) throw failure;
      const { code: _, ...details } = failure.failure;
      throw fail('screen-refused', { ...details, subject: 'same-agent', sessionId: other.id });
    }
  }

  /** The session that shows the agent's screens here, for another of their conversations. */
  async function viewedElsewhere(conversationId: string, agentUserId: string) {
    return (await sessionStore.sessions()).find(
      (one) => one.monitoring?.agentUserId === agentUserId && one.conversationId !== conversationId,
    );
  }

  /** Takes up an own session that is watched in the living page; ends it if nobody watches it. */
  async function takeUp(live: LiveSession, monitoring: Monitoring): Promise<LiveSession | null> {
    const stored = await sessionStore.session(live.id);
    // The same agent's screens, for another conversation.
    if (stored && stored.conversationId !== live.conversationId) return null;
    // Its answer was lost, but the page was there for its proposal.
    const page = stored ? stored.monitoring?.page : (await intents.of(live.conversationId))?.page;
    const shown = stored ? await viewer.livingPage() : await viewer.connectedPage();
    if (page !== undefined && page === shown && !stored?.monitoring?.stopped)
      return { ...live, monitoring: { ...monitoring, page } };
    if (!endsUnwatched) return null;
    // The proposal is not repeated, so it can only be ended.
    await end(live);
    if (stored) await sessionStore.endSession(live.id, 'page-closed');
    return null;
  }

  return {
    // With `duplicate.session.exists`, for the same agent.
    refusesSecondSession: async () => true,
    async readAhead(conversationId) {
      await beginTarget(conversationId);
    },
    async makeReady(conversationId) {
      const target = beginTarget(conversationId);
      // While the page connects, it shows whom the start is about, and can cancel it.
      void target
        .then((found) => found && noteMonitored(conversationId, agentOf(found)))
        .catch(() => undefined);
      await viewer.ready();
    },
    async findLive(conversationId) {
      if (!(await isUser())) throw fail('cobrowse-unavailable');
      const me = await requireMe();
      const known = await knownAgent(conversationId);
      const agentUserId = known ?? (await api.findMonitoringTarget(conversationId))?.agentUserId;
      if (agentUserId === undefined) {
        await list(me.userId);
        return null;
      }
      for (const live of await ownSessions(conversationId, agentUserId, me)) {
        const watched = live.monitoring && (await takeUp(live, live.monitoring));
        if (watched) return watched;
      }
      return null;
    },
    async create(request) {
      if (!(await isUser())) throw fail('cobrowse-unavailable');
      const { conversationId, agentUserId, supervisorUserId, signal } = request;
      if (agentUserId.toLowerCase() === supervisorUserId.toLowerCase())
        throw fail('no-agent', { subject: 'own' });
      const [me, page] = await Promise.all([requireMe(), unlessAborted(viewer.ready(), signal)]);
      const target = await targets.take(conversationId, () => api.findMonitoringTarget(conversationId));
      // Between two reads another agent may have got the conversation.
      if (target?.agentUserId !== agentUserId.toLowerCase()) throw fail('no-agent', { subject: 'changed' });
      const noted = noteMonitored(conversationId, agentOf(target));
      prepareToTell(target.agentUserId);
      const levels = levelsOf(me, target.participantId);
      for (const [index, participantId] of levels.entries()) {
        const monitoring = { agentUserId: target.agentUserId, participantId };
        requireWanted(signal);
        try {
          const id = await createAt(request, monitoring, page, noted);
          const live = toLiveSession({ id, startedAt: null }, conversationId, { ...monitoring, page }, me);
          if ((await viewer.livingPage()) === page) return live;
          // It was proposed to a page that is gone.
          await end(live);
          throw fail('screen-unreachable', { subject: 'page' });
        } catch (error) {
          const isLast = index === levels.length - 1;
          if (isLast || !isFailure(error, 'permission-denied')) throw error;
        }
      }
      throw fail('unexpected-error');
    },
    async announce(session) {
      if (await tellAgent(session.id)) return;
      await end(session);
      await sessionStore.endSession(session.id, 'agent-not-told');
      throw fail('agent-not-told');
    },
    async endUnwatched(conversationId, agentUserId, isStarting) {
      for (const live of await ownSessions(conversationId, agentUserId, await requireMe())) {
        // A start stores its session before it is done, so this order misses none.
        if (await isStarting()) return false;
        if ((await sessionStore.session(live.id)) === null) await end(live);
      }
      return true;
    },
    createJoinLink: async () => ({ url: viewer.url(), expiresAt: Number.MAX_SAFE_INTEGER }),
    read,
    end,
  };
}

const agentOf = ({ agentUserId, agentName }: MonitoringTarget) => ({ userId: agentUserId, name: agentName });

/** Whether a create was certainly refused. */
const isRefusal = (error: unknown): boolean =>
  isFailure(error) &&
  !isFailure(error, 'timed-out', 'unreachable', 'server-error', 'unexpected-response', 'unexpected-error');

/** Gives a refused create its own message, by the platform's code. */
function asScreenFailure(error: unknown): unknown {
  if (!isFailure(error)) return error;
  const { code, apiMessage: _, ...details } = error.failure;
  const { apiCode = '' } = details;
  if (apiCode === 'duplicate.session.exists') return fail('conflict', { ...details, subject: 'session' });
  // A 5xx is a lost answer, whatever it says: the session may exist.
  if (code === 'server-error' && apiCode !== 'session.creation.failed') return error;
  if (SCREEN_REFUSAL_CODES.some((one) => one === apiCode)) return fail('screen-refused', details);
  return error;
}
