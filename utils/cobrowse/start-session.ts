import { type Failure, FailureError, fail, toFailure } from '../errors/failure';
import { hasContent } from '../invite/purpose';
import { explainDenied } from './explain-not-found';
import type { Session, Start } from './model';
import { SERVICE_TRAITS } from './service-traits';
import { nextState, type StartEvent } from './start-machine';
import { BEGINNING, type Running, type StartState } from './start-states';
import {
  createStartSteps,
  type Knowledge,
  resumesAutomatically,
  type StartRequest,
  type StepDependencies,
} from './start-steps';
import { requireWanted, unlessAborted } from './wanted';

/**
 * The main use case of the product: from "start cobrowse for this conversation" to the supervisor's
 * open join page. start-machine.ts defines which state follows which, start-steps.ts does the work
 * of each state; this file drives a start from state to state, and resumes it.
 *
 *   checking        who am I, who is the agent, is a session live?         often known before the click
 *   creating        POST session ∥ look-up, or nothing: one is live        round trip 1
 *   issuing-links   join tokens of supervisor ∥ agent                      round trip 2
 *   opening         the supervisor's tab; the agent's link may come later
 *
 * Data that was read before the click saves time, but never decides who is in the session: if the
 * agent may have changed, the conversation is read after the click, together with the look-up. That
 * costs one more round trip.
 *
 * If only the agent is known, the create and the look-up are sent together: the service refuses a
 * second session (409), and the look-up then returns the live one, so that joining costs no more
 * than creating. If the service would create a second session, this start looks it up first; such a
 * service has no join tokens, so this takes two round trips as well.
 */

export type StartDependencies = StepDependencies & {
  /** Whether every start asks for its purpose. */
  asksPurpose(): Promise<boolean>;
  /** Makes sure that a worker wakes up to resume a start, if this one dies. */
  armWatchdog(): Promise<void>;
};

export type StartSession = {
  /**
   * Starts or joins; concurrent callers for one conversation share a start. Throws the failures of
   * the catalog.
   */
  start(request: StartRequest): Promise<Session>;
  /**
   * Cancels a start, whatever it waits for, and ends the session that it has made. A session whose
   * create is still on its way ends as soon as it is there; the next start waits for that. Throws
   * if a session cannot be ended: it stays in the store.
   */
  cancel(conversationId: string): Promise<void>;
  /** Resumes starts that were interrupted by a worker's death. */
  resumeInterrupted(): Promise<void>;
  /** Resumes starts that waited for a sign-in. */
  resumeAfterSignIn(): Promise<void>;
  /** Resumes starts that waited for host access. */
  resumeAfterGrant(): Promise<void>;
  /** Resumes starts whose wait is over. */
  resumeDue(): Promise<void>;
  /**
   * What a sign-out must wait for: the creates in progress, each until its session is stored or
   * refused, and the messages to agents that are being sent. None of them rejects.
   */
  unfinished(): Promise<unknown>[];
};

/** Creates the use case. It touches browser and network only through its dependencies. */
export function createStartSession(dependencies: StartDependencies): StartSession {
  const { sessionStore, starts, preparations, getConversation, now } = dependencies;
  const { steps, unfinished } = createStartSteps(dependencies);
  const underWay = new Map<string, { started: Promise<Session>; abort: AbortController }>();
  /** What canceled starts still wait for, by conversation. None of them rejects. */
  const leftovers = new Map<string, Promise<void>>();
  /** Sessions of canceled starts that are being ended. */
  const endings = new Map<string, Promise<unknown>>();

  return {
    start: (request) => startOnce(request, { type: 'pressed' }),
    cancel,
    resumeInterrupted: () => resumeWhere({ type: 'woken' }, ({ state }) => state.phase === 'running'),
    resumeAfterSignIn: () =>
      resumeWhere({ type: 'signed-in' }, (one) => nextState(one.state, { type: 'signed-in' }) !== one.state),
    resumeAfterGrant: () =>
      resumeWhere({ type: 'granted' }, (one) => nextState(one.state, { type: 'granted' }) !== one.state),
    resumeDue: () =>
      resumeWhere({ type: 'due' }, ({ state }) => {
        const retryAt = state.phase === 'waiting' ? state.failure.retryAt : undefined;
        return retryAt !== undefined && retryAt <= now();
      }),
    unfinished,
  };

  /**
   * Drives a start from its recorded state to its end; records each state before its call.
   * @param armed resolves once the start is recorded and a wake-up is certain, in case this worker
   *   dies
   */
  async function drive(
    recorded: StartState,
    request: StartRequest,
    cautious: boolean,
    signal: AbortSignal,
    armed?: Promise<unknown>,
  ): Promise<Session> {
    const { conversationId } = request;
    const knowledge: Knowledge = { request, cautious, signal };
    let state = recorded;
    let sessionId: string | undefined;
    const leftover = leftovers.get(conversationId);
    if (leftover) await Promise.all([leftover, armed]);
    while (state.phase === 'running') {
      sessionId = state.sessionId;
      requireWanted(signal);
      const step: Promise<StartEvent> = steps[state.step](knowledge, state).catch((error: unknown) => ({
        type: 'refused',
        failure: toFailure(error),
        passes: resumesAutomatically(error, now()),
      }));
      if (sessionId === undefined) leaveBehind(knowledge, state, step);
      const event = await unlessAborted(step, signal);
      if (event.type === 'session-gone') await requireRunning(conversationId, event.failure);
      state = nextState(state, await explained(event, conversationId));
      // Send nothing to the service before a wake-up is certain.
      await Promise.all([starts.reach(conversationId, state), armed]);
    }
    requireWanted(signal);
    preparations.forget(conversationId);
    if (state.phase !== 'done') throw new FailureError(state.failure);
    const session = sessionId === undefined ? null : await sessionStore.session(sessionId);
    if (!session) throw fail('not-found', { subject: 'session' });
    dependencies.onStarted?.(session);
    return session;
  }

  /** If the start is canceled meanwhile: ends the session that a step makes or finds. */
  function leaveBehind(knowledge: Knowledge, state: Running, step: Promise<StartEvent>): void {
    const { request, signal } = knowledge;
    const { conversationId } = request;
    async function undo(): Promise<void> {
      const event = await step;
      const isLost = event.type === 'answer-lost';
      const made = isLost ? await steps.verifying(knowledge, { ...state, step: 'verifying' }) : event;
      if ('sessionId' in made && made.sessionId !== null) await endMade(made.sessionId);
    }
    signal.addEventListener('abort', () => {
      // A session that cannot be ended stays in the store, where the supervisor sees it.
      const undone = undo().catch(() => undefined);
      const all = Promise.all([leftovers.get(conversationId), undone]).then(() => {
        if (leftovers.get(conversationId) === all) leftovers.delete(conversationId);
      });
      leftovers.set(conversationId, all);
    });
  }

  /** Ends a session of a canceled start, unless others have made it and are in it. */
  async function endMade(sessionId: string): Promise<void> {
    const session = await sessionStore.session(sessionId);
    if (!session) return;
    const isOnlyOurs = SERVICE_TRAITS[session.service].viewedIn === 'own-page';
    if (!isOnlyOurs && session.joinedExisting) return;
    const ending = endings.get(sessionId) ?? dependencies.endSession(sessionId);
    endings.set(sessionId, ending);
    await ending.finally(() => endings.delete(sessionId));
  }

  async function cancel(conversationId: string): Promise<void> {
    const recorded = await starts.of(conversationId);
    await starts.forget(conversationId);
    underWay.get(conversationId)?.abort.abort();
    preparations.forget(conversationId);
    if (recorded?.state.phase === 'running' && recorded.state.sessionId !== undefined)
      await endMade(recorded.state.sessionId);
  }

  /**
   * Throws if a start must not make another session: the supervisor has ended the first or closed
   * its page, or the agent could not be told.
   */
  async function requireRunning(conversationId: string, gone: Failure): Promise<void> {
    const state = (await starts.of(conversationId))?.state;
    if (state?.phase === 'running') return;
    preparations.forget(conversationId);
    throw new FailureError(state?.failure ?? gone);
  }

  async function run(request: StartRequest, event: StartEvent, signal: AbortSignal): Promise<Session> {
    const { conversationId, settings, agentUserId, view } = request;
    const [recorded, asksPurpose] = await Promise.all([
      starts.of(conversationId),
      dependencies.asksPurpose(),
    ]);
    // It has ended since it was picked to be resumed.
    if (!recorded && event.type !== 'pressed') throw fail('not-found', { subject: 'session' });
    // A retry of a start that had to end a session first must do that too.
    const startOver = request.startOver || recorded?.startOver || false;
    if (recorded?.state.phase === 'running') {
      // Its worker has died. The original request counts, not the current one.
      const state = nextState(recorded.state, { type: 'woken' });
      if (state.phase === 'done') throw fail('unexpected-error');
      await Promise.all([starts.reach(conversationId, state), dependencies.armWatchdog()]);
      return await drive(state, recorded, true, signal);
    }
    const startedAt = event.type === 'pressed' ? now() : (recorded?.startedAt ?? now());
    const customerName = recorded?.customerName ?? null;
    // A retry uses the purpose that was given before.
    const purpose = readable(request.purpose) ?? readable(recorded?.purpose);
    const begun = {
      conversationId,
      settings,
      purpose,
      startedAt,
      customerName,
      ...(startOver && { startOver }),
      ...(agentUserId !== undefined && { agentUserId }),
      ...(view && { view }),
    };
    // Applies to every entry point and to old starts: if a purpose is required, nothing begins
    // without one.
    if (asksPurpose && purpose === null) {
      await starts.fail(begun, { code: 'purpose-required' });
      throw fail('purpose-required');
    }
    // Awaited with the state before the first call that changes anything: the press costs one round
    // trip to the browser less.
    const armed = Promise.all([dependencies.armWatchdog(), starts.begin(begun)]);
    armed.catch(() => undefined);
    // This one ends a session before its first state is left.
    if (startOver) await armed;
    // Prefetched data says who was there, not who has left.
    return await drive(
      BEGINNING,
      { ...request, purpose, startOver },
      startOver || event.type !== 'pressed',
      signal,
      armed,
    );
  }

  function startOnce(request: StartRequest, event: StartEvent): Promise<Session> {
    const { conversationId } = request;
    const running = underWay.get(conversationId);
    if (running && !running.abort.signal.aborted) return running.started;
    const abort = new AbortController();
    const started = run(request, event, abort.signal).finally(() => {
      if (underWay.get(conversationId)?.abort === abort) underWay.delete(conversationId);
    });
    underWay.set(conversationId, { started, abort });
    return started;
  }

  /**
   * A conversation that has ended is refused as if it were not permitted; only reading it tells the
   * two apart.
   */
  async function explained(event: StartEvent, conversationId: string): Promise<StartEvent> {
    if (event.type !== 'refused' || event.failure.code !== 'permission-denied') return event;
    const { isKnownOver } = dependencies;
    const error = await explainDenied(new FailureError(event.failure), conversationId, {
      getConversation,
      isKnownOver,
    });
    return { ...event, failure: toFailure(error) };
  }

  async function resumeWhere(event: StartEvent, applies: (start: Start) => boolean): Promise<void> {
    const resumed = (await starts.all()).filter((one) => !underWay.has(one.conversationId) && applies(one));
    await Promise.allSettled(resumed.map((one) => startOnce(one, event)));
  }
}

/**
 * Returns a purpose with visible text. One of invisible characters, from any entry point, counts as
 * none.
 */
function readable(purpose: string | null | undefined): string | null {
  return purpose && hasContent(purpose) ? purpose : null;
}
