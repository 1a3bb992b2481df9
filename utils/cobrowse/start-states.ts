import type { Failure } from '../errors/failure';

/** The states in which a call is under way, in order. */
export const RUNNING_STATES = ['checking', 'creating', 'verifying', 'issuing-links', 'opening'] as const;
export type RunningState = (typeof RUNNING_STATES)[number];

/**
 * Where a start is. `tries` counts what a press has done to get a session (MOST_TRIES), `sessionId`
 * is known from `issuing-links` on.
 */
export type StartState =
  | {
      phase: 'running';
      step: RunningState;
      tries: number;
      sessionId?: string | undefined;
      lost?: Failure | undefined;
    }
  /**
   * Goes on by itself: after sign-in, when the browser grants access again, or at
   * `failure.retryAt`.
   */
  | { phase: 'waiting'; failure: Failure }
  | { phase: 'failed'; failure: Failure }
  | { phase: 'done' };

/** A start with a call under way. */
export type Running = Extract<StartState, { phase: 'running' }>;

/** A state that is kept: what is done leaves the store. */
export type KeptState = Exclude<StartState, { phase: 'done' }>;

/** A start at its beginning. */
export const BEGINNING: KeptState = { phase: 'running', step: 'checking', tries: 0 };
