import type { Failure } from '../errors/failure';
import { BEGINNING, type Running, type RunningState, type StartState } from './start-states';

/**
 * The states, events and transitions of a start. Pure, so that it can be read, drawn and tested
 * as a whole.
 *
 *             checked (none,            created · found            link-issued        opened
 *   ┌──────────┐  or not known)  ┌──────────┐            ┌───────────────┐      ┌─────────┐
 * ─▶│ checking │────────────────▶│ creating │──┬────────▶│ issuing-links │─────▶│ opening │────▶ done
 *   └──────────┘                 └──────────┘  │         └───────────────┘      └─────────┘
 *    ▲      └──── checked (live) ──────────────┼──────────────────▲    │ session-gone
 *    │                     answer-lost · woken │                  │    ▼
 *    │                                   ┌─────▼─────┐      found │ checking
 *    │                                   │ verifying │────────────┘
 *    │                                   └───────────┘
 *    │                     none: once more from checking, then failed
 *    │
 *    │                     from every running state:
 *    ├── signed-in · granted · due ─ waiting ◀── refused, and it will pass (sign-in, access, limit)
 *    └── pressed ──────────── failed  ◀──── refused, for another reason
 *
 * Two ways back count as another try: `session-gone` leads from issuing-links and opening to
 * checking; `link-stale` (a start that was interrupted long ago has an old link) leads from opening
 * to issuing-links. `none` leads from creating to creating: the session that was in the way of the
 * create has ended.
 *
 * This is safe because a state is recorded before its call, and the next state after the call. If
 * the worker dies, the recorded state says which call may have happened: `woken` then moves each
 * state to one where nothing happens twice. Only `creating` must not be repeated: it becomes
 * `verifying`, which looks up the session before anything is created.
 */

/** What can happen to a start. */
export type StartEvent =
  /** Somebody pressed, for the first time or again. */
  | { type: 'pressed' }
  /**
   * The conversation and its agent are known. `sessionId` is the live session, if the look-up has
   * found one.
   */
  | { type: 'checked'; sessionId: string | null }
  /** The service created a session, or one was found that we may join. */
  | { type: 'created' | 'found'; sessionId: string }
  /** A create was sent, but its answer was lost or unclear. */
  | { type: 'answer-lost'; failure: Failure }
  /** No session is live. */
  | { type: 'none' }
  | { type: 'link-issued' }
  /** The session ended before the supervisor joined. */
  | { type: 'session-gone'; failure: Failure }
  /** The issued link is no longer valid. */
  | { type: 'link-stale'; failure: Failure }
  | { type: 'opened' }
  /** A call was refused. `passes`: whether the start resumes automatically. */
  | { type: 'refused'; failure: Failure; passes: boolean }
  | { type: 'signed-in' | 'granted' | 'due' }
  /** A new worker found this start running, with no worker driving it. */
  | { type: 'woken' };

/**
 * How often one press tries to get a session. A second create is sent only after a look-up that
 * found nothing.
 */
export const MAX_TRIES = 2;

/** Returns the state after an event. An event that has no meaning in a state does not change it. */
export function nextState(state: StartState, event: StartEvent): StartState {
  if (event.type === 'pressed') return state.phase === 'running' ? state : BEGINNING;
  if (state.phase === 'waiting') {
    return event.type === awaitedBy(state.failure) ? BEGINNING : state;
  }
  if (state.phase !== 'running') return state;
  if (event.type === 'refused') {
    return { phase: event.passes ? 'waiting' : 'failed', failure: event.failure };
  }
  return fromRunning(state, event);
}

/** The event that resumes a waiting start. */
function awaitedBy({ code }: Failure): 'signed-in' | 'granted' | 'due' {
  if (code === 'signed-out') return 'signed-in';
  return code === 'host-access-missing' ? 'granted' : 'due';
}

function fromRunning(state: Running, event: StartEvent): StartState {
  const { tries } = state;
  const to = (step: RunningState, more: Partial<Running> = {}): Running => ({
    phase: 'running',
    step,
    tries,
    ...more,
  });
  const creating = () => to('creating', { tries: tries + 1 });
  const again = (step: RunningState, failure: Failure): StartState =>
    tries < MAX_TRIES
      ? to(step, { tries: tries + 1, sessionId: state.sessionId })
      : { phase: 'failed', failure };
  switch (state.step) {
    case 'checking':
      if (event.type !== 'checked') return state;
      return event.sessionId === null ? creating() : to('issuing-links', { sessionId: event.sessionId });
    case 'creating':
      if (event.type === 'created' || event.type === 'found')
        return to('issuing-links', { sessionId: event.sessionId });
      if (event.type === 'answer-lost') return to('verifying', { lost: event.failure });
      // The create was refused because a session was live, and that one has ended. This answer is
      // certain, so a second create is safe.
      if (event.type === 'none') return tries < MAX_TRIES ? creating() : failedFor(state);
      return event.type === 'woken' ? to('verifying') : state;
    case 'verifying':
      if (event.type === 'found') return to('issuing-links', { sessionId: event.sessionId });
      if (event.type === 'none')
        return tries < MAX_TRIES ? to('checking', { lost: state.lost }) : failedFor(state);
      return state;
    case 'issuing-links':
      if (event.type === 'link-issued') return to('opening', { sessionId: state.sessionId });
      return event.type === 'session-gone' ? again('checking', event.failure) : state;
    case 'opening':
      if (event.type === 'opened') return { phase: 'done' };
      if (event.type === 'link-stale') return again('issuing-links', event.failure);
      return event.type === 'session-gone' ? again('checking', event.failure) : state;
  }
}

function failedFor({ lost }: Running): StartState {
  return { phase: 'failed', failure: lost ?? { code: 'conflict', subject: 'session' } };
}

/** The steps of a start as the UIs show them. */
export type StartStep = Exclude<RunningState, 'verifying'>;

/**
 * What the user sees of a running state: checking on a create whose answer was lost is still
 * "creating".
 */
export function shownStep(step: RunningState): StartStep {
  return step === 'verifying' ? 'creating' : step;
}
