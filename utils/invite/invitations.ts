import type { JoinLink, Session } from '../cobrowse/model';
import { SERVICE_TRAITS } from '../cobrowse/service-traits';
import type { SessionStore } from '../cobrowse/session-store';
import { type Failure, FailureError, fail, isFailure, toFailure } from '../errors/failure';
import type { GenesysCloudApi } from '../genesys-cloud/api';
import type { Delivery } from './delivery';
import { writeInvitation } from './invitation';

/**
 * Invites the agent of a live session. Both throw `not-found` with subject `session`
 * when it has ended, and `invalid-message` where its service has no link for the agent.
 */
export type Invitations = {
  /**
   * The text of an invitation in the agent's language, with a link that is good for a while yet.
   */
  text(sessionId: string): Promise<string>;
  /**
   * Sends it as a chat message, and records on the session that and when. Never sent twice for one
   * press; callers for a session that is being sent to share that. Throws what the user can mend or
   * wait for: `signed-out`, `rate-limited`, `host-access-missing`.
   */
  send(sessionId: string): Promise<Delivery>;
};

/**
 * A message that was chatted may be read minutes later: the link in it should still have this much
 * left, in milliseconds.
 */
const INVITATION_LINK_MARGIN_MS = 5 * 60_000;

/** Makes them. Nothing here touches the browser or the network by itself. */
export function createInvitations(dependencies: {
  api: Pick<GenesysCloudApi, 'getLanguagePreference' | 'sendChatMessage'>;
  sessionStore: Pick<SessionStore, 'session' | 'noteInvitation'>;
  /** Throws `not-found` when the agent of a session has left its conversation. */
  requireAgent(session: Session): Promise<void>;
  /** A link for the agent with at least so many milliseconds left. */
  getAgentLink(session: Session, atLeast: number): Promise<JoinLink>;
  getSupervisorName(): Promise<string>;
  /** The organisation's own sentence; empty for none. */
  getNotice(): Promise<string>;
  /** Whether the organisation has switched sending off. */
  isChatOff(): Promise<boolean>;
  now(): number;
}): Invitations {
  const { api, sessionStore, requireAgent, getAgentLink, getSupervisorName, getNotice, isChatOff, now } =
    dependencies;
  const underWay = new Map<string, Promise<Delivery>>();

  async function known(sessionId: string): Promise<Session> {
    const session = await sessionStore.session(sessionId);
    if (!session) throw fail('not-found', { subject: 'session' });
    // The only link there is then leads to the supervisor's own viewer.
    if (!SERVICE_TRAITS[session.service].agentLink) throw fail('invalid-message');
    return session;
  }

  async function write(session: Session): Promise<string> {
    const { agent, purpose, settings, joinedExisting, ownLimit } = session;
    // A session of others goes on for the agent when the supervisor has left it.
    const expiresAt = (joinedExisting ? ownLimit?.sessionEndsAt : undefined) ?? session.expiresAt;
    const [, { url }, who, notice, language] = await Promise.all([
      // No invitation for somebody whose conversation it is not any more.
      requireAgent(session),
      getAgentLink(session, INVITATION_LINK_MARGIN_MS),
      getSupervisorName(),
      getNotice(),
      // In another language than theirs it is still an invitation.
      api.getLanguagePreference(agent.userId).catch(() => null),
    ]);
    const { allowRemoteControl } = settings;
    return writeInvitation(
      { who, purpose, allowRemoteControl, expiresAt, notice, link: url },
      language,
      now(),
    );
  }

  async function deliver(sessionId: string): Promise<Delivery> {
    const session = await known(sessionId);
    const text = await write(session);
    if (await isChatOff()) return { how: 'not-sent', why: 'off', text };
    // Noted before the call: a worker that dies over it leaves "may have been sent", which is what
    // is known then.
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

/** The call was sent and nobody knows what became of it. */
const isLost = (error: unknown) =>
  isFailure(error, 'timed-out', 'unreachable', 'server-error', 'unexpected-response');

/** Asking again would change nothing. A 404 is an agent without chat, or a platform without it. */
const isImpossible = (error: unknown) =>
  isFailure(error, 'permission-denied', 'not-found', 'invalid-request', 'conflict');

/** The API's own sentence may quote the message that it refused, and with it the link. */
function withoutWords({ apiMessage: _, fieldPath: __, ...failure }: Failure): Failure {
  return failure;
}
