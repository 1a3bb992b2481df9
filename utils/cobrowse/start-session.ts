import { FailureError, fail, toFailure } from '../errors/failure';
import { saysSomething } from '../invite/purpose';
import { explainDenied } from './explain-not-found';
import type { Session, Start } from './model';
import { nextState, type StartEvent } from './start-machine';
import type { StartState } from './start-states';
import {
  createStartSteps,
  type Knowledge,
  resumesAutomatically,
  type StartRequest,
  type StepDependencies,
} from './start-steps';

/**
 * The use case of the product: from "start cobrowse for this conversation" to the supervisor's open
 * join page. What may follow what is in start-machine.ts, what is done in each state in
 * start-steps.ts; this drives a start from state to state, and takes it up again.
 *
 * checking        who am I, who is the agent, is a session live?   known before the click where
 * that is certain still
 *   creating        POST session ∥ look-up, or nothing: one is live        round trip 1
 *   issuing-links   join tokens of supervisor ∥ agent                      round trip 2
 *   opening         the supervisor's tab; the agent's link may come later
 *
 * What was read before the click saves time, it never decides who is in the session: where nobody
 * can know that the agent is the agent still, the conversation is read after the click, beside the
 * look-up, which is one round trip more.
 *
 * A create and the look-up travel together when only the agent is known: the service refuses a
 * second session (409), and the look-up then answers which one is live, so that joining costs no
 * more than creating. Where the service would make a second one, the look-up of this very start
 * comes first; such a service has no join tokens, so that it is two round trips again.
 */

export type StartDependencies = StepDependencies & {
  /** Whether every start asks what it is for. */
  asksPurpose(): Promise<boolean>;
  /** Makes sure that a worker is woken to look after a start, should this one die. */
  armWatchdog(): Promise<void>;
};

export type StartSession = {
  /**
   * Starts or joins; callers for a conversation that is starting share that start. Throws the
   * catalogue's failures.
   */
  start(request: StartRequest): Promise<Session>;
  /** Takes up starts that a worker's death cut off. */
  resumeInterrupted(): Promise<void>;
  /** Goes on with starts that waited for a sign-in. */
  resumeAfterSignIn(): Promise<void>;
  /** Goes on with starts that waited for the browser to grant access. */
  resumeAfterGrant(): Promise<void>;
  /** Goes on with starts whose wait is over. */
  resumeDue(): Promise<void>;
  /**
   * The creates that are under way now, each until its session is in the store or refused there.
   * None of them rejects.
   */
  creates(): Promise<unknown>[];
};

/** Makes the use case. Nothing here touches the browser or the network by itself. */
export function createStartSession(dependencies: StartDependencies): StartSession {
  const { sessionStore, starts, preparations, getConversation, now } = dependencies;
  const { steps, creates } = createStartSteps(dependencies);
  const underWay = new Map<string, Promise<Session>>();

  return {
    start: (request) => startOnce(request, { type: 'pressed' }),
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
    creates,
  };

  /**
   * Drives a start from its recorded state to its end; records each state before its call.
   * @param armed resolves once a worker is sure to be woken, should this one die
   */
  async function drive(
    start: Start,
    request: StartRequest,
    cautious: boolean,
    armed?: Promise<void>,
  ): Promise<Session> {
    const { conversationId } = request;
    const knowledge: Knowledge = { request, cautious };
    let state: StartState = start.state;
    let sessionId: string | undefined;
    while (state.phase === 'running') {
      sessionId = state.sessionId;
      const event: StartEvent = await steps[state.step](knowledge, state).catch((error: unknown) => ({
        type: 'refused',
        failure: toFailure(error),
        passes: resumesAutomatically(error, now()),
      }));
      state = nextState(state, await explained(event, conversationId));
      // Nothing is asked of the service before somebody is sure to look after it.
      await Promise.all([starts.reach(conversationId, state), armed]);
    }
    preparations.forget(conversationId);
    if (state.phase !== 'done') throw new FailureError(state.failure);
    const session = sessionId === undefined ? null : await sessionStore.session(sessionId);
    if (!session) throw fail('not-found', { subject: 'session' });
    return session;
  }

  async function run(request: StartRequest, event: StartEvent): Promise<Session> {
    const { conversationId, settings, agentUserId } = request;
    const [recorded, asksPurpose] = await Promise.all([
      starts.of(conversationId),
      dependencies.asksPurpose(),
    ]);
    // It has come to its end since somebody saw that it was to be taken up.
    if (!recorded && event.type !== 'pressed') throw fail('not-found', { subject: 'session' });
    // Who presses a start once more that had to end a session first still wants that.
    const startOver = request.startOver || recorded?.startOver || false;
    if (recorded?.state.phase === 'running') {
      // Nobody is at it: the worker that was has died. What it had asked for counts, not what is
      // asked now.
      const state = nextState(recorded.state, { type: 'woken' });
      if (state.phase === 'done') throw fail('unexpected-error');
      await Promise.all([starts.reach(conversationId, state), dependencies.armWatchdog()]);
      return await drive({ ...recorded, state }, recorded, true);
    }
    const startedAt = event.type === 'pressed' ? now() : (recorded?.startedAt ?? now());
    const customerName = recorded?.customerName ?? null;
    // Whoever tries again what failed means the purpose that was said before.
    const purpose = readable(request.purpose) ?? readable(recorded?.purpose);
    const begun = {
      conversationId,
      settings,
      purpose,
      startedAt,
      customerName,
      ...(startOver && { startOver }),
      ...(agentUserId !== undefined && { agentUserId }),
    };
    // Whatever door it came through, and however long ago: where a purpose is asked for, nothing
    // begins without one.
    if (asksPurpose && purpose === null) {
      await starts.fail(begun, { code: 'purpose-required' });
      throw fail('purpose-required');
    }
    const armed = dependencies.armWatchdog();
    // Awaited with the first state that is recorded.
    armed.catch(() => undefined);
    const start = await starts.begin(begun);
    // What was read before says who was there, not who has left.
    return await drive(
      start,
      { ...request, purpose, startOver },
      startOver || event.type !== 'pressed',
      armed,
    );
  }

  function startOnce(request: StartRequest, event: StartEvent): Promise<Session> {
    const { conversationId } = request;
    const running = underWay.get(conversationId);
    if (running) return running;
    const started = run(request, event).finally(() => underWay.delete(conversationId));
    underWay.set(conversationId, started);
    return started;
  }

  /**
   * A conversation that has ended is refused like one that is not permitted; only a look at it
   * tells the two apart.
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

/** A purpose that says something; one of invisible characters, from whatever door, is none. */
function readable(purpose: string | null | undefined): string | null {
  return purpose && saysSomething(purpose) ? purpose : null;
}
