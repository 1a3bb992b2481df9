import type { JoinLink, Session } from '../cobrowse/model';
import { SERVICE_TRAITS } from '../cobrowse/service-traits';
import type { SessionStore } from '../cobrowse/session-store';
import { type Failure, FailureError, fail, isFailure, toFailure } from '../errors/failure';
import type { GenesysCloudApi } from '../genesys-cloud/api';
import type { Delivery } from './delivery';
import { writeInvitation } from './invitation';

/**
 * Invites the agent of a live session. Both methods throw `not-found` with subject `session` if it
 * has ended, and `invalid-message` if its service has no link for the agent.
 */
export type Invitations = {
  /**
   * Returns the text of an invitation in the agent's language, with a link that stays valid for a
   * while.
   */
  text(sessionId: string): Promise<string>;
  /**
   * Sends it as a chat message, and records that on the session. Never sent twice for one press;
   * concurrent callers for a session share one message. Throws what the user can fix or wait for:
   * `signed-out`, `rate-limited`, `host-access-missing`.
   */
  send(sessionId: string): Promise<Delivery>;
};

/**
 * A chat message may be read minutes later: its link must still be valid for this long, in
 * milliseconds.
 */
const INVITATION_LINK_MARGIN_MS = 5 * 60_000;

/** Creates the invitations. They touch browser and network only through their dependencies. */
export function createInvitations(dependencies: {
  api: Pick<GenesysCloudApi, 'getLanguagePreference' | 'sendChatMessage'>;
  sessionStore: Pick<SessionStore, 'session' | 'noteInvitation'>;
  /** Throws `not-found` if the agent of a session has left its conversation. */
  requireAgent(session: Session): Promise<void>;
  /** Returns a link for the agent that is valid for at least this many milliseconds. */
  getAgentLink(session: Session, atLeast: number): Promise<JoinLink>;
  getSupervisorName(): Promise<string>;
  /** The organization's own sentence; empty for none. */
  getNotice(): Promise<string>;
  /** Whether the organization has switched sending off. */
  isChatOff(): Promise<boolean>;
  /** Converts a time of this computer's clock to one that is right for the agent too. */
  toServer(time: number): number;
  now(): number;
}): Invitations {
  const { api, sessionStore, requireAgent, getAgentLink, getSupervisorName, getNotice, isChatOff } =
    dependencies;
  const { toServer, now } = dependencies;
  const underWay = new Map<string, Promise<Delivery>>();

  async function known(sessionId: string): Promise<Session> {
    const session = await sessionStore.session(sessionId);
    if (!session) throw fail('not-found', { subject: 'session' });
    // The only link would then lead to the supervisor's own viewer.
    if (!SERVICE_TRAITS[session.service].agentLink) throw fail('invalid-message');
    return session;
  }

  async function write(session: Session): Promise<string> {
    const { agent, purpose, settings, joinedExisting, ownLimit } = session;
    // A session made by others continues for the agent after the supervisor has left it.
    const expiresAt = (joinedExisting ? ownLimit?.sessionEndsAt : undefined) ?? session.expiresAt;
    const [, { url }, who, notice, language] = await Promise.all([
      // Do not invite somebody who no longer has the conversation.
      requireAgent(session),
      getAgentLink(session, INVITATION_LINK_MARGIN_MS),
      getSupervisorName(),
      getNotice(),
      // An invitation in another language is still useful.
      api.getLanguagePreference(agent.userId).catch(() => null),
    ]);
    const { allowRemoteControl } = settings;
    return writeInvitation(
      { who, purpose, allowRemoteControl, expiresAt: toServer(expiresAt), notice, link: url },
      language,
      toServer(now()),
    );
  }

  async function deliver(sessionId: string): Promise<Delivery> {
    const session = await known(sessionId);
    const text = await write(session);
    if (await isChatOff()) return { how: 'not-sent', why: 'off', text };
    // Record it before the call: if the worker dies during it, "may have been sent" is what is
    // known.
    await sessionStore.noteInvitation(sessionId, { at: now(), certain: false });
    try {
      await api.sendChatMessage(session.agent.userId, text);
    } catch (error) {
      const why = withoutWords(toFailure(error));
      if (isLost(error)) return { how: 'unsure', why, text };
      await sessionStore.noteInvitation(sessionId, session.invitation);
      if (isImpossible(error)) return { how: 'not-sent', why, text };
      throw new FailureError(why, { cause: error });
    }
    await sessionStore.noteInvitation(sessionId, { at: now(), certain: true });
    return { how: 'sent' };
  }

  return {
    text: async (sessionId) => await write(await known(sessionId)),
    send(sessionId) {
      const sending = underWay.get(sessionId);
      if (sending) return sending;
      const delivery = deliver(sessionId).finally(() => underWay.delete(sessionId));
      underWay.set(sessionId, delivery);
      return delivery;
    },
  };
}

/** Whether the call was sent and its outcome is unknown. */
const isLost = (error: unknown) =>
  isFailure(error, 'timed-out', 'unreachable', 'server-error', 'unexpected-response');

/**
 * Whether a retry would change nothing. A 404 means an agent without chat, or a platform without
 * it.
 */
const isImpossible = (error: unknown) =>
  isFailure(error, 'permission-denied', 'not-found', 'invalid-request', 'conflict');

/** Removes the API's message, which may quote the refused text, and with it the link. */
function withoutWords({ apiMessage: _, fieldPath: __, ...failure }: Failure): Failure {
  return failure;
}
