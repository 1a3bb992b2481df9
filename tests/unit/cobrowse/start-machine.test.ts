import { describe, expect, it } from 'vitest';
import { MAX_TRIES, nextState, type StartEvent } from '@/utils/cobrowse/start-machine';
import { BEGINNING, RUNNING_STATES, type StartState } from '@/utils/cobrowse/start-states';
import type { Failure } from '@/utils/errors/failure';

const LOST: Failure = { code: 'timed-out' };
const DENIED: Failure = { code: 'permission-denied' };
const running = (step: (typeof RUNNING_STATES)[number], more = {}): StartState => ({
  phase: 'running',
  step,
  tries: 1,
  ...more,
});
const phaseOf = (state: StartState) => (state.phase === 'running' ? state.step : state.phase);

const EVENTS: StartEvent[] = [
  { type: 'pressed' },
  { type: 'checked', sessionId: null },
  { type: 'checked', sessionId: 's' },
  { type: 'created', sessionId: 's' },
  { type: 'found', sessionId: 's' },
  { type: 'answer-lost', failure: LOST },
  { type: 'none' },
  { type: 'link-issued' },
  { type: 'session-gone', failure: DENIED },
  { type: 'link-stale', failure: DENIED },
  { type: 'opened' },
  { type: 'refused', failure: DENIED, passes: false },
  { type: 'refused', failure: { code: 'signed-out' }, passes: true },
  { type: 'signed-in' },
  { type: 'granted' },
  { type: 'due' },
  { type: 'woken' },
];

describe('the life of a start', () => {
  it('goes from the press to the open page', () => {
    const path: StartEvent[] = [
      { type: 'checked', sessionId: null },
      { type: 'created', sessionId: 's-1' },
      { type: 'link-issued' },
      { type: 'opened' },
    ];
    const seen = [BEGINNING as StartState];
    for (const event of path) seen.push(nextState(seen.at(-1) ?? BEGINNING, event));
    expect(seen.map(phaseOf)).toEqual(['checking', 'creating', 'issuing-links', 'opening', 'done']);
    expect(seen[3]).toMatchObject({ sessionId: 's-1' });
  });

  it('creates nothing where a session is live', () => {
    expect(phaseOf(nextState(BEGINNING, { type: 'checked', sessionId: 's' }))).toBe('issuing-links');
  });

  it('never repeats a create whose answer was lost before it looked', () => {
    for (const event of [{ type: 'answer-lost', failure: LOST }, { type: 'woken' }] as const) {
      expect(phaseOf(nextState(running('creating'), event))).toBe('verifying');
    }
    // From there a create is reached only through a look that found nothing.
    for (const event of EVENTS) {
      const after = nextState(running('verifying'), event);
      expect(phaseOf(after), event.type).not.toBe('creating');
      if (phaseOf(after) === 'checking') expect(event.type).toBe('none');
    }
  });

  it('gives up after so many tries, with what went wrong first', () => {
    const exhausted = running('verifying', { tries: MAX_TRIES, lost: LOST });
    expect(nextState(exhausted, { type: 'none' })).toEqual({ phase: 'failed', failure: LOST });
    expect(
      nextState(running('issuing-links', { tries: MAX_TRIES }), { type: 'session-gone', failure: DENIED }),
    ).toEqual({
      phase: 'failed',
      failure: DENIED,
    });
  });

  it.each(RUNNING_STATES)('%s fails or waits when refused, and takes no press', (step) => {
    expect(nextState(running(step), { type: 'refused', failure: DENIED, passes: false })).toEqual({
      phase: 'failed',
      failure: DENIED,
    });
    expect(nextState(running(step), { type: 'refused', failure: DENIED, passes: true })).toEqual({
      phase: 'waiting',
      failure: DENIED,
    });
    const state = running(step);
    expect(nextState(state, { type: 'pressed' })).toBe(state);
  });

  it('resumes from waiting only with the awaited event, and from failed with a press', () => {
    const forSignIn: StartState = { phase: 'waiting', failure: { code: 'signed-out' } };
    const forAccess: StartState = { phase: 'waiting', failure: { code: 'host-access-missing' } };
    const forTime: StartState = { phase: 'waiting', failure: { code: 'rate-limited', retryAt: 1 } };
    expect(nextState(forSignIn, { type: 'due' })).toBe(forSignIn);
    expect(nextState(forSignIn, { type: 'signed-in' })).toEqual(BEGINNING);
    expect(nextState(forSignIn, { type: 'granted' })).toBe(forSignIn);
    expect(nextState(forAccess, { type: 'signed-in' })).toBe(forAccess);
    expect(nextState(forAccess, { type: 'due' })).toBe(forAccess);
    expect(nextState(forAccess, { type: 'granted' })).toEqual(BEGINNING);
    expect(nextState(forTime, { type: 'signed-in' })).toBe(forTime);
    expect(nextState(forTime, { type: 'due' })).toEqual(BEGINNING);
    expect(nextState({ phase: 'failed', failure: DENIED }, { type: 'pressed' })).toEqual(BEGINNING);
  });

  it('ends, whatever happens: no sequence of events visits creating more often than it may', () => {
    // All event sequences up to this depth, from the beginning, walked breadth first over distinct
    // states.
    let level = new Map([[JSON.stringify(BEGINNING), BEGINNING as StartState]]);
    for (let depth = 0; depth < 12; depth += 1) {
      const next = new Map<string, StartState>();
      for (const state of level.values()) {
        for (const event of EVENTS) {
          if (['pressed', 'signed-in', 'granted', 'due'].includes(event.type)) continue;
          const after = nextState(state, event);
          if (after.phase === 'running') expect(after.tries).toBeLessThanOrEqual(MAX_TRIES + 1);
          if (after !== state) next.set(JSON.stringify(after), after);
        }
      }
      level = next;
    }
    // Nothing is left running in a circle.
    expect([...level.values()].filter(({ phase }) => phase === 'running')).toEqual([]);
  });
});
