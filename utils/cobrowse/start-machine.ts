import type { Failure } from '../errors/failure';
import { BEGINNING, type Running, type RunningState, type StartState } from './start-states';

/**
 * The life of a start, as states, events and transitions; pure, so that it can be read, drawn and
 * tested whole.
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
 * checking, `link-stale` (a start that was cut off long ago meets its old link) from opening to
 * issuing-links.
 *
 * What makes it safe: a state is recorded before the call that it stands for, and the next one
 * after. A worker that dies leaves the state of the call that may have happened: `woken` then takes
 * each state to where nothing can happen twice. Only `creating` must not be repeated as it is: it
 * becomes `verifying`, which looks before anything is created.
 */

/** What can happen to a start. */
export type StartEvent =
  /** Somebody pressed, for the first time or again. */
  | { type: 'pressed' }
  /**
   * The conversation and its agent are known. `sessionId`: the live session, where the look-up has
   * answered that there is one.
   */
  | { type: 'checked'; sessionId: string | null }
  /** The service made a session, or one was found that is ours to join. */
  | { type: 'created' | 'found'; sessionId: string }
  /** A create was sent and its answer never came, or said nothing. */
  | { type: 'answer-lost'; failure: Failure }
  /** Nothing is live. */
  | { type: 'none' }
  | { type: 'link-issued' }
  /** The session ended before the supervisor was in. */
  | { type: 'session-gone'; failure: Failure }
  /** The link that was issued is not good any more. */
  | { type: 'link-stale'; failure: Failure }
  | { type: 'opened' }
  /** A call was refused. `passes`: whether it goes on by itself. */
  | { type: 'refused'; failure: Failure; passes: boolean }
  | { type: 'signed-in' | 'granted' | 'due' }
  /** A new worker found this start running and nobody at it. */
  | { type: 'woken' };

/**
 * How often one press tries to get a session. A second create is sent only after a look-up that
 * found nothing.
 */
export const MOST_TRIES = 2;

/** The state after an event. An event that means nothing in a state leaves it as it is. */
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

/** What a start that waits goes on with. */
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
    tries < MOST_TRIES
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
      // Refused because one was live, and that one has ended: a definite answer, so asking again is
      // not blind.
      if (event.type === 'none') return tries < MOST_TRIES ? creating() : failedFor(state);
      return event.type === 'woken' ? to('verifying') : state;
    case 'verifying':
      if (event.type === 'found') return to('issuing-links', { sessionId: event.sessionId });
      if (event.type === 'none')
        return tries < MOST_TRIES ? to('checking', { lost: state.lost }) : failedFor(state);
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
 * What the user sees of a running state: looking for a create whose answer was lost is still
 * "creating".
 */
export function shownStep(step: RunningState): StartStep {
  return step === 'verifying' ? 'creating' : step;
}
