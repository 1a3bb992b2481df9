import type { Failure } from '../errors/failure';

/** The states in which a call is in progress, in order. */
export const RUNNING_STATES = ['checking', 'creating', 'verifying', 'issuing-links', 'opening'] as const;
export type RunningState = (typeof RUNNING_STATES)[number];

/**
 * The state of a start. `tries` counts this press's attempts to get a session (MAX_TRIES);
 * `sessionId` is known from `issuing-links` on.
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
   * Resumes automatically: after sign-in, when the browser grants access again, or at
   * `failure.retryAt`.
   */
  | { phase: 'waiting'; failure: Failure }
  | { phase: 'failed'; failure: Failure }
  | { phase: 'done' };

/** A start with a call in progress. */
export type Running = Extract<StartState, { phase: 'running' }>;

/** A stored state: a completed start leaves the store. */
export type KeptState = Exclude<StartState, { phase: 'done' }>;

/** The first state of a start. */
export const BEGINNING: KeptState = { phase: 'running', step: 'checking', tries: 0 };
