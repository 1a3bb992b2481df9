import type { EndNotice, Session } from '../cobrowse/model';
import type { SessionStore } from '../cobrowse/session-store';
import { isFailure } from '../errors/failure';
import type { GenesysCloudApi } from '../genesys-cloud/api';
import type { Store } from '../storage/store';
import { mayKnow } from './may-know';
import { writeMonitoringBegun, writeMonitoringEnded } from './monitoring-message';

/**
 * Tells agents, by a Genesys chat message in their language, that their screens are viewed and when
 * that has ended. Nobody is viewed without being told: if the first message cannot be sent, its
 * session must be ended.
 */
export type AgentNotices = {
  /**
   * Reads the language of an agent who is about to be told, while their session is created. Never
   * throws.
   */
  prepare(agentUserId: string): void;
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

const UNTOLD = { state: 'pending', at: null } as const;

/** Creates the notices. They touch browser and network only through their dependencies. */
export function createAgentNotices(dependencies: {
  api: Pick<GenesysCloudApi, 'getLanguagePreference' | 'sendChatMessage' | 'tellsMonitoredAgents'>;
  sessionStore: Pick<SessionStore, 'session' | 'noteAgentTold'>;
  ends: Pick<Store<EndNotice[]>, 'get' | 'update'>;
  getSupervisorName(): Promise<string>;
  /** The organization's own sentence; empty for none. */
  getNotice(): Promise<string>;
  /** Whether the organization's policy has switched the messages off. */
  isOff(): Promise<boolean>;
  sleep(ms: number): Promise<void>;
  /** Converts a time of this computer's clock to one that is right for the agent too. */
  toServer(time: number): number;
  now(): number;
}): AgentNotices {
  const { api, sessionStore, ends, getSupervisorName, getNotice, isOff, sleep, toServer, now } = dependencies;
  const underWay = new Map<string, Promise<boolean>>();
  const endsUnderWay = new Map<string, Promise<void>>();
  /** Sessions that ended while the message was sent, which was then refused. */
  const untold = new Set<string>();

  // A message in another language is still understood better than none.
  const languageOf = (userId: string) => api.getLanguagePreference(userId).catch(() => null);
  /** Languages that were read early, by agent; each serves one message. */
  const languages = new Map<string, Promise<string | null>>();

  function takeLanguage(userId: string): Promise<string | null> {
    const early = languages.get(userId);
    languages.delete(userId);
    return early ?? languageOf(userId);
  }

  /** Sends a message; repeats what may pass. */
  async function send(userId: string, text: string): Promise<'sent' | 'refused' | 'unclear'> {
    let isUnclear = false;
    for (let attempt = 1; ; attempt += 1) {
      try {
        await api.sendChatMessage(userId, text);
        return 'sent';
      } catch (error) {
        isUnclear ||= !isRefusal(error);
        if (attempt === BEGIN_TRIES || !mayPass(error)) return isUnclear ? 'unclear' : 'refused';
        await sleep(BEGIN_PAUSE_MS * attempt);
      }
    }
  }

  async function tellBegunOnce(sessionId: string): Promise<boolean> {
    const session = await sessionStore.session(sessionId);
    if (!session || !(await mustBeTold(session))) return true;
    // The page covers the picture until the agent knows.
    if (session.agentNotice?.state === 'off') await sessionStore.noteAgentTold(sessionId, UNTOLD);
    if (await isOff()) {
      await sessionStore.noteAgentTold(sessionId, { ...session.agentNotice, state: 'off', at: null });
      return true;
    }
    const { agent, purpose } = session;
    const [who, notice, language] = await Promise.all([
      getSupervisorName(),
      getNotice(),
      takeLanguage(agent.userId),
    ]);
    const expiresAt = toServer(session.expiresAt);
    const text = writeMonitoringBegun({ who, purpose, expiresAt, notice }, language, toServer(now()));
    // Recorded first: an end that comes while it is sent, a sign-out too, must be told as well.
    const trying = { ...UNTOLD, tried: true };
    if (!(await sessionStore.noteAgentTold(sessionId, trying))) return true;
    const sent = await send(agent.userId, text);
    if (sent === 'sent') {
      await sessionStore.noteAgentTold(sessionId, { state: 'sent', at: now() });
      return true;
    }
    // An earlier message may have arrived.
    const tried = sent === 'unclear' || session.agentNotice?.tried === true;
    // Then the agent is told all the same.
    const isTold = (await api.tellsMonitoredAgents().catch(() => null)) === true;
    const state = isTold ? 'by-platform' : 'pending';
    const isLive = await sessionStore.noteAgentTold(sessionId, { state, at: null, ...(tried && { tried }) });
    if (!isLive && !tried) untold.add(sessionId);
    return isTold;
  }

  async function mustBeTold({ agentNotice }: Session): Promise<boolean> {
    if (agentNotice?.state === 'pending') return true;
    return agentNotice?.state === 'off' && !(await isOff());
  }

  async function tellEnded({ id, agent, agentNotice }: Session): Promise<void> {
    if (!agentNotice || !mayKnow(agentNotice)) return;
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
    // First that it has begun, if that is being sent.
    await underWay.get(one.sessionId)?.catch(() => undefined);
    const knowsNothing = untold.delete(one.sessionId);
    if (knowsNothing) return await forgetEnd(one);
    try {
      const language = await languageOf(one.agentUserId);
      const text = writeMonitoringEnded(toServer(one.endedAt), language);
      await api.sendChatMessage(one.agentUserId, text);
    } catch (error) {
      if (isCutOff(error)) return;
      if (mayPass(error) && one.tries + 1 < END_TRIES) {
        await ends.update((all) =>
          all.map((each) => (each.sessionId === one.sessionId ? { ...each, tries: each.tries + 1 } : each)),
        );
        return;
      }
    }
    await forgetEnd(one);
  }

  async function forgetEnd({ sessionId: id }: EndNotice): Promise<void> {
    await ends.update((all) => all.filter(({ sessionId }) => sessionId !== id));
  }

  async function repeat(): Promise<void> {
    await Promise.allSettled((await ends.get()).map(tellEndOnce));
  }

  return {
    prepare: (agentUserId) => void languages.set(agentUserId, languageOf(agentUserId)),
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

/** Whether a message was certainly not delivered; without an answer, it may have been. */
const isRefusal = (error: unknown): boolean =>
  isFailure(error, 'permission-denied', 'not-found', 'invalid-request', 'conflict', 'rate-limited');
