import type { Identity } from '../auth/model';
import { type Failure, FailureError, fail, isFailure } from '../errors/failure';
import type { GenesysCloudApi } from '../genesys-cloud/api';
import type { Conversation } from '../genesys-cloud/conversation-model';
import type { SessionSettings } from '../settings/settings';
import type { CurrentAgent, DatedConversation } from './current-agent';
import { explainNotFound } from './explain-not-found';
import { markOf } from './join-page';
import type { Session } from './model';
import { changedElsewhere, type OwnLimit, ownLimitOf } from './own-limit';
import type { Preparations } from './preparations';
import type { CobrowseService, LiveSession } from './service';
import { SERVICE_TRAITS, type StartView } from './service-traits';
import type { SessionStore } from './session-store';
import type { StartEvent } from './start-machine';
import type { Running, RunningState } from './start-states';
import type { StartStore } from './start-store';
import { unlessAborted } from './wanted';

export type StartRequest = {
  conversationId: string;
  settings: SessionSettings;
  /** The purpose; kept for every retry. */
  purpose?: string | null;
  /**
   * Whether to end a live session first whose agent has left the conversation, and create one with
   * the current agent.
   */
  startOver?: boolean | undefined;
  /**
   * The agent who was named at the press, `null` for none: no session is created with anybody else.
   * Missing if nobody was named.
   */
  agentUserId?: string | null | undefined;
  /** What the supervisor chose to see; missing if the service decides. */
  view?: StartView | undefined;
};

export type StepDependencies = {
  service: CobrowseService;
  /** The port for a start that shows what the supervisor chose; if missing, `service`. */
  serviceShowing?(view: StartView): CobrowseService;
  sessionStore: Pick<
    SessionStore,
    'session' | 'keepSession' | 'setTab' | 'joinLink' | 'keepJoinLink' | 'forgetJoinLink' | 'endSession'
  >;
  starts: StartStore;
  preparations: Preparations;
  api: Pick<GenesysCloudApi, 'getUser'>;
  getIdentity(): Promise<Identity>;
  getConversation(conversationId: string): Promise<Conversation>;
  /** Returns the conversation from a listing that is seconds old, or `null`. */
  recentConversation(conversationId: string): Promise<DatedConversation | null>;
  /** Whether a conversation is known to have ended. */
  isKnownOver(conversationId: string): Promise<boolean>;
  currentAgent: CurrentAgent;
  /**
   * Shows the supervisor's join page: in the session's tab if that still shows it, in a tab that
   * already shows this exact link, otherwise in a new one. Returns the tab.
   */
  showJoinPage(url: string, session: Session): Promise<number | null>;
  /** Ends a stored session for everybody; `left` if its service cannot. */
  endSession(sessionId: string): Promise<'ended' | 'left'>;
  /** Limits the settings to what is allowed now: a start can be older than the policy. */
  limitSettings(settings: SessionSettings): Promise<SessionSettings>;
  /** Called with the session of a start that is done. */
  onStarted?(session: Session): void;
  now(): number;
};

/** What one run has learnt. It need not be recorded: all of it can be read again. */
export type Knowledge = {
  request: StartRequest;
  conversation?: Conversation;
  me?: Identity;
  /** The look-up that is sent together with a create. */
  lookUp?: Promise<LiveSession | null>;
  /** The write of the supervisor's link to the store. */
  linkKept?: Promise<void>;
  /**
   * True if prefetched data must not be used: for a resumed start, or after a wrong preparation.
   */
  cautious: boolean;
  /** Aborted once the supervisor has canceled the start. */
  signal: AbortSignal;
};

/** Does the work of one state; returns its outcome as an event. */
type Step = (knowledge: Knowledge, state: Running) => Promise<StartEvent>;

/** Do not wait silently for longer than this, in milliseconds: daily limits ask for hours. */
const MAX_WAIT_MS = 10 * 60_000;

/**
 * Creates the steps: the work of each state of a start.
 * @returns `unfinished`: the creates in progress, each until its session is stored or refused, and
 *   the messages to agents that are being sent; none of them rejects
 */
export function createStartSteps(dependencies: StepDependencies): {
  steps: Readonly<Record<RunningState, Step>>;
  unfinished(): Promise<unknown>[];
} {
  const { sessionStore, starts, preparations, api, getConversation, now } = dependencies;
  const unfinished = new Set<Promise<unknown>>();
  const serviceOf = ({ request: { view } }: Knowledge): CobrowseService =>
    (view && dependencies.serviceShowing?.(view)) ?? dependencies.service;

  return {
    steps: {
      checking: check,
      creating: (knowledge) => noted(create(knowledge)),
      verifying: verify,
      'issuing-links': issueLinks,
      opening: open,
    },
    unfinished: () => [...unfinished],
  };

  /**
   * Finds the agent and the live session, unless the look-up is sent together with the create.
   * Where something must be open before a create, it is opened meanwhile.
   */
  async function check(knowledge: Knowledge): Promise<StartEvent> {
    const { conversationId } = knowledge.request;
    knowledge.me = await dependencies.getIdentity();
    const service = serviceOf(knowledge);
    const early = service.makeReady?.(conversationId);
    early?.catch(() => undefined);
    const event = await look(knowledge, service);
    if (event.type !== 'checked' || event.sessionId !== null) return event;
    await unlessAborted(Promise.resolve(early), knowledge.signal);
    // Only the look-up may have shown which service it is.
    await unlessAborted(Promise.resolve(service.makeReady?.(conversationId)), knowledge.signal);
    return event;
  }

  async function look(knowledge: Knowledge, service: CobrowseService): Promise<StartEvent> {
    const { conversationId, view } = knowledge.request;
    const pressedAt = now();
    // What was prefetched is about the service that is used without a choice.
    const isElsewhere = view === 'customer';
    const prepared = knowledge.cautious || isElsewhere ? null : preparations.fresh(conversationId);
    const pending = knowledge.cautious ? null : preparations.pendingConversation(conversationId);
    if (prepared) preparations.forget(conversationId);
    const refusesSecond = await service.refusesSecondSession(conversationId);
    const isSure = prepared !== null && (await dependencies.currentAgent.isCurrent(prepared, pressedAt));
    // With a live session, its agent is already decided. Knowing that none was live seconds ago is
    // enough only if a second session is refused.
    const isOpen = prepared !== null && prepared.conversation.state !== 'ended';
    if (isOpen && (prepared.live || (refusesSecond && (isSure || !prepared.conversation.agent)))) {
      await learn(knowledge, prepared.conversation);
      knowledge.lookUp = Promise.resolve(prepared.live);
      return await checked(knowledge, prepared.live);
    }
    const lookUp = service.findLive(conversationId);
    // Callers that need the answer await it. If none does, a rejection must not count as unhandled.
    lookUp.catch(() => undefined);
    knowledge.lookUp = lookUp;
    const recent = isSure ? prepared.conversation : await currentListed(knowledge, prepared, pressedAt);
    if (recent && refusesSecond) {
      await learn(knowledge, recent);
      return { type: 'checked', sessionId: null };
    }
    const reading = recent ? Promise.resolve(recent) : readAfterPress(conversationId, pending, pressedAt);
    const [conversation, live] = await Promise.all([about('conversation', reading), lookUp]);
    await learn(knowledge, conversation);
    return await checked(knowledge, live);
  }

  /** Returns the conversation as listed, if nothing was prefetched and its agent is certain. */
  async function currentListed(
    { request, cautious }: Knowledge,
    prepared: DatedConversation | null,
    pressedAt: number,
  ): Promise<Conversation | null> {
    if (cautious || prepared) return null;
    const listed = await dependencies.recentConversation(request.conversationId);
    if (!listed || !(await dependencies.currentAgent.isCurrent(listed, pressedAt))) return null;
    return listed.conversation;
  }

  /**
   * A read that began just before the press, and is still in progress, is as good as one that
   * begins now.
   */
  async function readAfterPress(
    conversationId: string,
    pending: ReturnType<Preparations['pendingConversation']>,
    pressedAt: number,
  ): Promise<Conversation> {
    if (!pending) return await getConversation(conversationId);
    const early = await pending.reading.catch(() => null);
    const isGood = early && (await dependencies.currentAgent.isCurrent(early, pressedAt));
    return isGood ? early.conversation : await getConversation(conversationId);
  }

  async function learn(knowledge: Knowledge, conversation: Conversation): Promise<void> {
    if (conversation.state === 'ended') throw fail('not-found', { subject: 'conversation' });
    knowledge.conversation = conversation;
    // Written with the next state; the name is not awaited.
    void starts.name(conversation.id, conversation.customerName).catch(() => undefined);
  }

  async function checked(knowledge: Knowledge, found: LiveSession | null): Promise<StartEvent> {
    const live = found && knowledge.request.startOver ? await startOver(knowledge, found) : found;
    if (live) return { type: 'checked', sessionId: await keep(knowledge, live, true) };
    // A listing is seconds old; an agent may have answered since.
    if (!knowledge.conversation?.agent) {
      knowledge.conversation = await getConversation(knowledge.request.conversationId);
      if (!knowledge.conversation.agent) throw fail('no-agent');
    }
    return { type: 'checked', sessionId: null };
  }

  /** Tracks work that a sign-out must wait for. */
  async function noted<T>(work: Promise<T>): Promise<T> {
    const ended = work.then(
      () => undefined,
      () => undefined,
    );
    unfinished.add(ended);
    return await work.finally(() => unfinished.delete(ended));
  }

  /**
   * Ends a session with another agent than the current one; returns a session with the current
   * agent, to be joined.
   */
  async function startOver(knowledge: Knowledge, live: LiveSession): Promise<LiveSession | null> {
    const { conversation, me } = knowledge;
    const agent = live.participants.find(({ role }) => role === 'agent');
    if (!conversation?.agent) throw fail('no-agent');
    requireNamed(knowledge.request, conversation.agent.userId);
    if (agent?.userId.toLowerCase() === conversation.agent.userId) return live;
    const outcome = await dependencies.endSession(await keep(knowledge, live, true));
    if (outcome === 'left') throw fail('conflict', { subject: 'session', ...(me && { owner: me.name }) });
    knowledge.lookUp = Promise.resolve(null);
    return null;
  }

  /** Creates the session, or finds the live one. Sent once per visit to this state. */
  async function create(knowledge: Knowledge): Promise<StartEvent> {
    const { conversation, me, request } = knowledge;
    const service = serviceOf(knowledge);
    if (!conversation?.agent || !me) throw fail('unexpected-error');
    requireNamed(request, conversation.agent.userId);
    const wanted = {
      conversationId: conversation.id,
      agentUserId: conversation.agent.userId,
      supervisorUserId: me.userId,
      settings: await dependencies.limitSettings(request.settings),
      signal: knowledge.signal,
    };
    try {
      const made = await service.create(wanted);
      return { type: 'created', sessionId: await keep(knowledge, made, false) };
    } catch (error) {
      if (isFailure(error, 'conflict')) {
        const live = (await knowledge.lookUp?.catch(() => null)) ?? (await service.findLive(conversation.id));
        knowledge.lookUp = Promise.resolve(null);
        return live ? { type: 'found', sessionId: await keep(knowledge, live, true) } : { type: 'none' };
      }
      if (isFailure(error, 'timed-out', 'unreachable', 'server-error', 'unexpected-response')) {
        return { type: 'answer-lost', failure: error.failure };
      }
      if (isFailure(error, 'not-found')) {
        throw await explainNotFound(error.failure, wanted, { getConversation, getUser: api.getUser });
      }
      throw error;
    }
  }

  /**
   * A create was sent and its outcome is unknown: look up the session before sending anything
   * again.
   */
  async function verify(knowledge: Knowledge, { lost }: Running): Promise<StartEvent> {
    knowledge.me ??= await dependencies.getIdentity();
    knowledge.cautious = true;
    let live: LiveSession | null;
    try {
      live = await serviceOf(knowledge).findLive(knowledge.request.conversationId);
    } catch (error) {
      // Show the first failure, unless the user can fix this one.
      if (lost && !resumesAutomatically(error, now())) throw new FailureError(lost, { cause: error });
      throw error;
    }
    if (!live) return { type: 'none' };
    // Only for showing who it is with: a read that fails must not lose the session.
    const conversation = knowledge.conversation ?? (await readConversation(knowledge).catch(() => undefined));
    if (conversation) knowledge.conversation = conversation;
    // Only this start has asked for a session with us in it, unless it allows more than was asked
    // for: then it is a different one.
    const asked = await dependencies.limitSettings(knowledge.request.settings);
    return { type: 'found', sessionId: await keep(knowledge, live, !isWithin(live.settings, asked)) };
  }

  /** Reads the conversation again, for a worker that does not have it. */
  async function readConversation({ request }: Knowledge): Promise<Conversation> {
    const { conversationId } = request;
    const recent = await dependencies.recentConversation(conversationId);
    return recent?.conversation ?? (await getConversation(conversationId));
  }

  /**
   * Stores a live session; throws `conflict` if it is somebody else's.
   * @param isFound whether it was live before this start; for a stored session, the store's value
   *   counts
   */
  async function keep(knowledge: Knowledge, live: LiveSession, isFound: boolean): Promise<string> {
    const { me, conversation, request } = knowledge;
    const isMe = ({ userId }: { userId: string }) => userId.toLowerCase() === me?.userId.toLowerCase();
    const untold = live.participants.length === 0 && !SERVICE_TRAITS[live.service].tellsParticipants;
    const mayJoin = untold || live.participants.some(isMe);
    if (!me || !mayJoin) {
      const owner = live.participants.find(({ role }) => role === 'supervisor')?.name;
      throw fail('conflict', { subject: 'session', ...(owner && { owner }) });
    }
    const agentPart = live.participants.find(({ role }) => role === 'agent');
    const agentUserId = agentPart?.userId ?? conversation?.agent?.userId;
    if (!agentUserId) throw fail('no-agent');
    // Keep the limits here that the service does not store: joining again does not extend a
    // session.
    const known = await sessionStore.session(live.id);
    const joinedExisting = known?.joinedExisting ?? isFound;
    const own = await dependencies.limitSettings(request.settings);
    await refuseForbiddenControl(live, own, joinedExisting);
    const joinedAt = known?.joinedAt ?? now();
    const limit = known ? knownLimit(known, live) : firstLimit(live, own, joinedAt, !joinedExisting);
    const offer = live.offer && known?.offer ? known.offer : live.offer;
    await sessionStore.keepSession({
      id: live.id,
      service: live.service,
      conversationId: live.conversationId,
      supervisorUserId: me.userId,
      agent: { userId: agentUserId, name: agentPart?.name ?? conversation?.agent?.name ?? null },
      customerName: conversation?.customerName ?? null,
      queueName: conversation?.queueName ?? null,
      ...limit,
      joinedExisting,
      startedAt: live.startedAt,
      joinedAt,
      tabId: null,
      ...(offer && { offer }),
      purpose: knowledge.request.purpose ?? null,
      invitation: null,
      ...(live.monitoring && {
        monitoring: live.monitoring,
        agentNotice: { state: 'pending' as const, at: null },
      }),
    });
    return live.id;
  }

  /**
   * Throws `session-not-allowed` for a session with control if the organization forbids it: neither
   * the call for a join token nor the page can disable control. Ends a session again that was just
   * created and got control anyway.
   */
  async function refuseForbiddenControl(
    live: LiveSession,
    own: SessionSettings,
    joinedExisting: boolean,
  ): Promise<void> {
    if (!live.settings?.allowRemoteControl) return;
    const most = await dependencies.limitSettings({ ...own, allowRemoteControl: true });
    if (most.allowRemoteControl) return;
    if (!joinedExisting) await dependencies.service.end(live).catch(() => undefined);
    throw fail('session-not-allowed');
  }

  /**
   * Requests both tokens at once. The supervisor does not wait for the agent's, which is created
   * again if it is missing when needed.
   */
  async function issueLinks(knowledge: Knowledge, state: Running): Promise<StartEvent> {
    const session = await storedSession(state);
    if (!session) return await sessionGone(knowledge, state);
    const { service } = dependencies;
    if (service.announce) await noted(service.announce(session));
    const supervisorLink = service.createJoinLink(session, session.supervisorUserId);
    if (SERVICE_TRAITS[session.service].agentLink) {
      service
        .createJoinLink(session, session.agent.userId)
        .then((link) => sessionStore.keepJoinLink(session.id, session.agent.userId, link))
        .catch(() => undefined);
    }
    try {
      const link = await about('session', supervisorLink);
      knowledge.linkKept = sessionStore.keepJoinLink(session.id, session.supervisorUserId, link);
      // Written with the next state; awaited before the link is opened.
      knowledge.linkKept.catch(() => undefined);
      return { type: 'link-issued' };
    } catch (error) {
      // The prefetched session had ended: start over from checking.
      if (!isFailure(error, 'not-found')) throw error;
      return await sessionGone(knowledge, state, error.failure);
    }
  }

  async function sessionGone(
    knowledge: Knowledge,
    { sessionId }: Running,
    failure: Failure = { code: 'not-found', subject: 'session' },
  ): Promise<StartEvent> {
    knowledge.cautious = true;
    if (sessionId !== undefined) await sessionStore.endSession(sessionId, 'ended-elsewhere');
    return { type: 'session-gone', failure };
  }

  async function open(knowledge: Knowledge, state: Running): Promise<StartEvent> {
    const session = await storedSession(state);
    if (!session) return await sessionGone(knowledge, state);
    await knowledge.linkKept;
    const link = await sessionStore.joinLink(session.id, session.supervisorUserId);
    // Only a resumed start can have an old link; trust a fresh one, whatever the clocks say.
    if (!link || (knowledge.cautious && link.expiresAt <= now())) {
      return { type: 'link-stale', failure: { code: 'join-token-expired' } };
    }
    const tabId = await dependencies.showJoinPage(link.url, session);
    // A tab that still shows the page keeps the address that it was opened with.
    const isOpened = tabId === null || tabId !== session.tabId;
    await sessionStore.setTab(session.id, tabId, isOpened ? markOf(link.url) : null);
    // The link is used: returning to the session creates another.
    await sessionStore.forgetJoinLink(session.id, session.supervisorUserId);
    return { type: 'opened' };
  }

  async function storedSession({ sessionId }: { sessionId?: string | undefined }): Promise<Session | null> {
    return sessionId === undefined ? null : await sessionStore.session(sessionId);
  }
}

/** @throws FailureError `no-agent` if the agent is not the one named at the press */
function requireNamed({ agentUserId }: StartRequest, current: string): void {
  if (agentUserId === undefined || agentUserId?.toLowerCase() === current.toLowerCase()) return;
  throw fail('no-agent', { subject: 'changed' });
}

/**
 * Whether a session allows no more than was asked for; always true if the service stores no
 * settings.
 */
function isWithin(settings: SessionSettings | null, asked: SessionSettings): boolean {
  if (!settings) return true;
  const { allowRemoteControl, timeoutInMinutes } = settings;
  return (asked.allowRemoteControl || !allowRemoteControl) && timeoutInMinutes <= asked.timeoutInMinutes;
}

/**
 * The limit of a session that is stored for the first time. Limits that the service does not store
 * are kept here.
 */
function firstLimit(live: LiveSession, own: SessionSettings, joinedAt: number, made: boolean): OwnLimit {
  const { settings, expiresAt } = live;
  if (settings && expiresAt !== null)
    return ownLimitOf({ ...live, settings, expiresAt }, own, joinedAt, made);
  return {
    settings: settings ?? { ...own, allowRemoteControl: false },
    expiresAt: expiresAt ?? joinedAt + own.timeoutInMinutes * 60_000,
  };
}

/** Joining again does not extend a session, even if somebody else has extended it. */
function knownLimit(session: Session, live: LiveSession): OwnLimit {
  const { settings, expiresAt } = session;
  const ownLimit = changedElsewhere(session, live)?.ownLimit ?? session.ownLimit;
  return {
    settings: live.settings ?? settings,
    expiresAt: Math.min(expiresAt, live.expiresAt ?? expiresAt),
    ...(ownLimit && { ownLimit }),
  };
}

/** Adds a subject to a 404. */
async function about<T>(subject: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!isFailure(error, 'not-found')) throw error;
    throw fail('not-found', { ...error.failure, subject });
  }
}

/** Whether a failed start resumes after a sign-in, after granting access, or after a wait. */
export function resumesAutomatically(error: unknown, now: number): boolean {
  if (isFailure(error, 'signed-out', 'host-access-missing')) return true;
  // Without a time, nothing would ever resume it.
  return (
    isFailure(error, 'rate-limited') &&
    (error.failure.retryAt ?? Number.POSITIVE_INFINITY) - now <= MAX_WAIT_MS
  );
}
