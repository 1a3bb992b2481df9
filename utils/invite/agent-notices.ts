import type { AgentNotice, EndNotice, Session } from '../cobrowse/model';
import type { SessionStore } from '../cobrowse/session-store';
import { isFailure } from '../errors/failure';
import type { GenesysCloudApi } from '../genesys-cloud/api';
import type { Store } from '../storage/store';
import { writeMonitoringBegun, writeMonitoringEnded } from './monitoring-message';

/**
 * Tells agents, by a Genesys chat message in their language, that their screens are viewed and when
 * that has ended. Nobody is viewed without being told: if the first message cannot be sent, its
 * session must be ended.
 */
export type AgentNotices = {
  /**
   * Whether the agent of a session must be told that it has begun: they were not yet, or the policy
   * that switched the messages off has changed.
   */
  mustBeTold(session: Session): Promise<boolean>;
  /**
   * Tells the agent of a session, once; concurrent calls share a message. Returns whether the
   * session may go on. Never throws.
   */
  tellBegun(sessionId: string): Promise<boolean>;
  /** Records that the agent of an ended session must be told, and tells them. Never throws. */
  tellEnded(session: Session): Promise<void>;
  /** Repeats what could not be sent. Never throws. */
  repeat(): Promise<void>;
  /** Whether an agent must still be told of an end. */
  isBehind(): Promise<boolean>;
};

/** A message that the agent must get is tried this often before the session ends. */
const BEGIN_TRIES = 3;
/** Between two of these tries, in milliseconds. */
const BEGIN_PAUSE_MS = 1_500;
/**
 * How often the platform is asked at most to tell an end; it is asked about twice a minute. While
 * it cannot be asked at all, nothing counts.
 */
const END_TRIES = 6;

/** Creates the notices. They touch browser and network only through their dependencies. */
export function createAgentNotices(dependencies: {
  api: Pick<GenesysCloudApi, 'getLanguagePreference' | 'sendChatMessage' | 'tellsMonitoredAgents'>;
  sessionStore: Pick<SessionStore, 'session' | 'noteAgentTold'>;
  ends: Pick<Store<EndNotice[]>, 'get' | 'update'>;
  getSupervisorName(): Promise<string>;
  /** The organisation's own sentence; empty for none. */
  getNotice(): Promise<string>;
  /** Whether the organisation's policy has switched the messages off. */
  isOff(): Promise<boolean>;
  sleep(ms: number): Promise<void>;
  now(): number;
}): AgentNotices {
  const { api, sessionStore, ends, getSupervisorName, getNotice, isOff, sleep, now } = dependencies;
  const underWay = new Map<string, Promise<boolean>>();
  const endsUnderWay = new Map<string, Promise<void>>();

  // A message in another language is still understood better than none.
  const languageOf = (userId: string) => api.getLanguagePreference(userId).catch(() => null);

  /** Sends a message; repeats what may pass. */
  async function send(userId: string, text: string): Promise<boolean> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await api.sendChatMessage(userId, text);
        return true;
      } catch (error) {
        if (attempt === BEGIN_TRIES || !mayPass(error)) return false;
        await sleep(BEGIN_PAUSE_MS * attempt);
      }
    }
  }

  async function tell(session: Session): Promise<AgentNotice['state'] | null> {
    if (await isOff()) return 'off';
    const { agent, purpose, expiresAt } = session;
    const [who, notice, language] = await Promise.all([
      getSupervisorName(),
      getNotice(),
      languageOf(agent.userId),
    ]);
    const text = writeMonitoringBegun({ who, purpose, expiresAt, notice }, language, now());
    if (await send(agent.userId, text)) return 'sent';
    // Then the agent is told all the same.
    return (await api.tellsMonitoredAgents().catch(() => null)) ? 'by-platform' : null;
  }

  async function tellBegunOnce(sessionId: string): Promise<boolean> {
    const session = await sessionStore.session(sessionId);
    if (!session || !(await mustBeTold(session))) return true;
    // The page covers the picture until the agent knows.
    if (session.agentNotice?.state === 'off')
      await sessionStore.noteAgentTold(sessionId, { state: 'pending', at: null });
    const state = await tell(session).catch(() => null);
    if (state === null) return false;
    const agentNotice = { state, at: state === 'sent' ? now() : null };
    // It ended while the message was sent, so that nobody told of its end.
    if (!(await sessionStore.noteAgentTold(sessionId, agentNotice)))
      await tellEnded({ ...session, agentNotice });
    return true;
  }

  async function mustBeTold({ agentNotice }: Session): Promise<boolean> {
    if (agentNotice?.state === 'pending') return true;
    return agentNotice?.state === 'off' && !(await isOff());
  }

  async function tellEnded({ id, agent, agentNotice }: Session): Promise<void> {
    if (agentNotice?.state !== 'sent') return;
    const notice = { sessionId: id, agentUserId: agent.userId, endedAt: now(), tries: 0 };
    await ends.update((all) => (all.some(({ sessionId }) => sessionId === id) ? all : [...all, notice]));
    await tellEndOnce(notice);
  }

  /** Concurrent calls share a message. */
  function tellEndOnce(one: EndNotice): Promise<void> {
    const telling = endsUnderWay.get(one.sessionId);
    if (telling) return telling;
    const told = tellEnd(one).finally(() => endsUnderWay.delete(one.sessionId));
    endsUnderWay.set(one.sessionId, told);
    return told;
  }

  async function tellEnd(one: EndNotice): Promise<void> {
    try {
      const language = await languageOf(one.agentUserId);
      await api.sendChatMessage(one.agentUserId, writeMonitoringEnded(one.endedAt, language));
    } catch (error) {
      if (isCutOff(error)) return;
      if (mayPass(error) && one.tries + 1 < END_TRIES) {
        await ends.update((all) =>
          all.map((each) => (each.sessionId === one.sessionId ? { ...each, tries: each.tries + 1 } : each)),
        );
        return;
      }
    }
    await ends.update((all) => all.filter(({ sessionId }) => sessionId !== one.sessionId));
  }

  async function repeat(): Promise<void> {
    await Promise.allSettled((await ends.get()).map(tellEndOnce));
  }

  return {
    mustBeTold,
    tellBegun(sessionId) {
      const telling = underWay.get(sessionId);
      if (telling) return telling;
      const told = tellBegunOnce(sessionId).finally(() => underWay.delete(sessionId));
      underWay.set(sessionId, told);
      return told;
    },
    tellEnded: (session) => tellEnded(session).catch(() => undefined),
    repeat: () => repeat().catch(() => undefined),
    isBehind: async () => (await ends.get()).length > 0,
  };
}

/** Whether the platform was not asked: there is no network, no sign-in or no access to it. */
const isCutOff = (error: unknown): boolean =>
  isFailure(error, 'unreachable', 'signed-out', 'host-access-missing');

/** Whether a message may get through later. */
const mayPass = (error: unknown): boolean =>
  isFailure(error, 'timed-out', 'unreachable', 'server-error', 'unexpected-response', 'rate-limited');
