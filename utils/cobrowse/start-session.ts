import type { Identity } from '../auth/model';
import { fail, isFailure, toFailure } from '../errors/failure';
import type { Conversation } from '../genesys-cloud/conversation';
import type { SessionSettings } from '../settings/settings';
import { explainNotFound } from './explain-not-found';
import type { Session } from './model';
import type { Preparations } from './preparations';
import type { CobrowseService, LiveSession } from './service';
import type { SessionBook } from './session-book';

/**
 * The use case of the product: from "start cobrowse for this conversation" to the supervisor's open join page.
 *
 *   checking        who am I, who is the agent, is a session live?   known before the click where it was read ahead
 *   creating        POST session ∥ look-up, or nothing: one is live        round trip 1
 *   issuing-links   join tokens of supervisor ∥ agent                      round trip 2
 *   opening         the supervisor's tab; the agent's link may come later
 *
 * A create and the look-up travel together when nothing was read ahead: the service refuses a second session (409), and the look-up then
 * answers which one is live, so that joining costs no more than creating. A create whose answer was lost is looked for, never repeated.
 */

export type StartRequest = { conversationId: string; settings: SessionSettings };

export type StartDependencies = {
  service: CobrowseService;
  book: SessionBook;
  preparations: Preparations;
  getIdentity(): Promise<Identity>;
  getConversation(conversationId: string): Promise<Conversation>;
  /** Throws `conversation-not-found` for an unknown user. */
  getUser(userId: string): Promise<Identity>;
  /** The conversation from a listing that is seconds old, or `null`. */
  recentConversation(conversationId: string): Promise<Conversation | null>;
  /** Shows the supervisor's join page in `tabId` if that tab is there, else in a new one; answers the tab. */
  showJoinPage(url: string, tabId: number | null): Promise<number | null>;
  now(): number;
};

export type StartSession = {
  /** Starts or joins; callers for a conversation that is starting share that start. Throws the catalogue's failures. */
  start(request: StartRequest): Promise<Session>;
  /** Takes up starts that a worker's death cut off. They look before they create. */
  resumeInterrupted(): Promise<void>;
  /** Goes on with starts that waited for a sign-in. */
  resumeAfterSignIn(): Promise<void>;
  /** Goes on with starts whose wait is over; answers when the next one is due, in milliseconds since the epoch, or `null`. */
  resumeDue(): Promise<number | null>;
};

/** A wait longer than this is not kept up silently, in milliseconds: daily limits answer with hours. */
const LONGEST_WAIT_MS = 10 * 60_000;

/** Makes the use case. Nothing here touches the browser or the network by itself. */
export function createStartSession(dependencies: StartDependencies): StartSession {
  const {
    service,
    book,
    preparations,
    getIdentity,
    getConversation,
    getUser,
    recentConversation,
    showJoinPage,
    now,
  } = dependencies;
  const underWay = new Map<string, Promise<Session>>();

  /** Whom to cobrowse with, and the live session as far as it is known: `undefined` while the look-up is still travelling. */
  async function check(conversationId: string, cautious: boolean) {
    const prepared = cautious ? null : preparations.fresh(conversationId);
    if (prepared) {
      return {
        conversation: prepared.conversation,
        live: prepared.live,
        lookUp: Promise.resolve(prepared.live),
      };
    }
    const lookUp = service.findLive(conversationId);
    // Whoever needs the answer awaits it; nobody needing it is no unhandled rejection.
    lookUp.catch(() => undefined);
    const recent = await recentConversation(conversationId);
    if (recent?.agent && !cautious && service.refusesSecondSession) {
      return { conversation: recent, live: undefined, lookUp };
    }
    const reading = preparations.pendingConversation(conversationId) ?? getConversation(conversationId);
    const [conversation, live] = await Promise.all([
      reading.catch((error: unknown) => {
        throw isFailure(error, 'conversation-not-found')
          ? fail('conversation-not-found', { ...error.failure, subject: 'conversation' })
          : error;
      }),
      lookUp,
    ]);
    return { conversation, live, lookUp };
  }

  /** Makes the session, or finds the one that is live. */
  async function createOrFind(
    conversation: Conversation,
    supervisorUserId: string,
    settings: SessionSettings,
    lookUp: Promise<LiveSession | null>,
    again = true,
  ): Promise<{ live: LiveSession; joinedExisting: boolean }> {
    const agent = conversation.agent;
    if (!agent) throw fail('no-agent');
    const request = {
      conversationId: conversation.id,
      agentUserId: agent.userId,
      supervisorUserId,
      settings,
    };
    try {
      return { live: await service.create(request), joinedExisting: false };
    } catch (error) {
      if (isFailure(error, 'session-conflict')) {
        const live = (await lookUp.catch(() => null)) ?? (await service.findLive(conversation.id));
        if (live) return { live, joinedExisting: true };
        // The session in the way ended between the two calls: the refusal was a definite answer, so asking again is not blind.
        if (!again) throw error;
        return await createOrFind(conversation, supervisorUserId, settings, Promise.resolve(null), false);
      }
      if (isFailure(error, 'timed-out', 'unreachable', 'server-error', 'unexpected-response')) {
        const live = await service.findLive(conversation.id).catch(() => null);
        if (live && takesPart(live, supervisorUserId)) return { live, joinedExisting: false };
        throw error;
      }
      if (isFailure(error, 'conversation-not-found')) {
        throw await explainNotFound(error.failure, request, { getConversation, getUser });
      }
      throw error;
    }
  }

  async function takeSteps({ conversationId, settings }: StartRequest, cautious: boolean): Promise<Session> {
    const me = await getIdentity();
    const checked = await check(conversationId, cautious);
    let { conversation } = checked;
    preparations.forget(conversationId);
    if (conversation.state === 'ended') throw fail('conversation-not-found', { subject: 'conversation' });
    await book.nameStart(conversationId, conversation.customerName);

    let found = checked.live ? { live: checked.live, joinedExisting: true } : null;
    if (!found) {
      // A listing is seconds old; an agent may have answered since.
      if (!conversation.agent) conversation = await getConversation(conversationId);
      await book.reach(conversationId, 'creating');
      found = await createOrFind(conversation, me.userId, settings, checked.lookUp);
    }
    try {
      return await join(found, conversation, me);
    } catch (error) {
      // What was read ahead had ended by now; a session that was just made cannot have.
      if (!found.joinedExisting || !isFailure(error, 'conversation-not-found')) throw error;
      await book.forgetSession(found.live.id);
      await book.reach(conversationId, 'creating');
      return await join(
        await createOrFind(conversation, me.userId, settings, Promise.resolve(null)),
        conversation,
        me,
      );
    }
  }

  async function join(
    { live, joinedExisting }: { live: LiveSession; joinedExisting: boolean },
    conversation: Conversation,
    me: Identity,
  ): Promise<Session> {
    if (!takesPart(live, me.userId)) {
      const owner = live.participants.find(({ role }) => role === 'supervisor')?.name;
      throw fail('session-conflict', owner ? { subject: owner } : {});
    }
    const agentPart = live.participants.find(({ role }) => role === 'agent');
    const agentUserId = agentPart?.userId ?? conversation.agent?.userId;
    if (!agentUserId) throw fail('no-agent');

    // Both tokens travel together; the agent's never holds the supervisor up, and is minted again when it is asked for and missing.
    const supervisorLink = service.createJoinLink(live, me.userId);
    const agentLink = service.createJoinLink(live, agentUserId);
    agentLink.then(
      (link) => book.keepJoinLink(live.id, agentUserId, link),
      () => undefined,
    );
    supervisorLink.catch(() => undefined);
    const session = await book.keepSession({
      id: live.id,
      conversationId: conversation.id,
      supervisorUserId: me.userId,
      agent: { userId: agentUserId, name: agentPart?.name ?? conversation.agent?.name ?? null },
      customerName: conversation.customerName,
      queueName: conversation.queueName,
      settings: live.settings,
      joinedExisting,
      startedAt: live.startedAt,
      expiresAt: live.expiresAt,
      tabId: null,
    });
    await book.reach(conversation.id, 'issuing-links');
    const link = await supervisorLink.catch((error: unknown) => {
      throw isFailure(error, 'conversation-not-found')
        ? fail('conversation-not-found', { ...error.failure, subject: 'session' })
        : error;
    });
    await book.reach(conversation.id, 'opening');
    const tabId = await showJoinPage(link.url, session.tabId);
    await book.setTab(session.id, tabId);
    return { ...session, tabId };
  }

  /** Runs a start and books its outcome. */
  async function run(request: StartRequest, startedAt: number, cautious: boolean): Promise<Session> {
    const { conversationId, settings } = request;
    await book.beginStart({ conversationId, settings, startedAt, customerName: null });
    try {
      const session = await takeSteps(request, cautious);
      await book.forgetStart(conversationId);
      return session;
    } catch (error) {
      preparations.forget(conversationId);
      const failure = toFailure(error);
      if (goesOnByItself(error, now())) await book.suspend(conversationId, failure);
      else await book.failStart(conversationId, failure);
      throw error;
    }
  }

  function start(request: StartRequest, startedAt = now(), cautious = false): Promise<Session> {
    const { conversationId } = request;
    const running = underWay.get(conversationId);
    if (running) return running;
    const started = run(request, startedAt, cautious).finally(() => underWay.delete(conversationId));
    underWay.set(conversationId, started);
    return started;
  }

  async function resumeWhere(
    applies: (start: Awaited<ReturnType<SessionBook['starts']>>[number]) => boolean,
  ) {
    const starts = (await book.starts()).filter((one) => !underWay.has(one.conversationId) && applies(one));
    await Promise.allSettled(starts.map((one) => start(one, one.startedAt, true)));
  }

  return {
    start: (request) => start(request),
    resumeInterrupted: () => resumeWhere(({ state }) => state.phase === 'running'),
    resumeAfterSignIn: () =>
      resumeWhere(({ state }) => state.phase === 'waiting' && state.failure.code === 'signed-out'),
    async resumeDue() {
      const dueAt = ({ state }: { state: { phase: string; failure?: { retryAt?: number } } }) =>
        state.phase === 'waiting' ? state.failure?.retryAt : undefined;
      await resumeWhere((one) => (dueAt(one) ?? Number.POSITIVE_INFINITY) <= now());
      const times = (await book.starts()).flatMap((one) => dueAt(one) ?? []);
      return times.length > 0 ? Math.min(...times) : null;
    },
  };
}

function takesPart(live: LiveSession, userId: string): boolean {
  return live.participants.some((participant) => participant.userId === userId);
}

function goesOnByItself(error: unknown, now: number): boolean {
  if (isFailure(error, 'signed-out')) return true;
  // Without a time nothing would ever wake it.
  return (
    isFailure(error, 'rate-limited') &&
    (error.failure.retryAt ?? Number.POSITIVE_INFINITY) - now <= LONGEST_WAIT_MS
  );
}
