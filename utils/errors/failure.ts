import type { ErrorCode } from './codes';

/**
 * A failure as plain JSON: what crosses contexts, is stored, and is shown.
 * It never holds a token, a secret, a join link or a response body.
 */
export type Failure = {
  code: ErrorCode;
  /** Which missing thing, unknown id or wrong field the sentence should name. */
  subject?: string;
  /** Name of whoever has the session that is in the way (`conflict`), where it is known. */
  owner?: string;
  /** The API's own sentence, where it helps (400, 403). */
  apiMessage?: string;
  /** The platform's own code for it, as `bad.credentials`. */
  apiCode?: string;
  /** The call that failed, as `POST /api/v2/…` with ids left in and query strings left out. */
  call?: string;
  /** HTTP status of the answer, where there was one. */
  status?: number;
  /**
   * What Genesys support asks for: the `ININ-Correlation-Id` header, else the body's `contextId`.
   */
  correlationId?: string;
  /** When trying again makes sense, in milliseconds since the epoch (rate limits). */
  retryAt?: number;
  /** Dotted path of the field that did not match its schema; never the value. */
  fieldPath?: string;
};

/** As `fieldPath` of an `unexpected-response`: the answer was larger than its call can have. */
export const TOO_LARGE = '(size)';

/** The one error class that our own code throws: a {@link Failure} that can be thrown. */
export class FailureError extends Error {
  override readonly name = 'FailureError';
  readonly failure: Failure;

  constructor(failure: Failure, options?: ErrorOptions) {
    super(failure.code, options);
    this.failure = failure;
  }
}

/** Makes a throwable failure. */
export function fail(code: ErrorCode, details: Omit<Failure, 'code'> = {}, cause?: unknown): FailureError {
  return new FailureError({ code, ...details }, cause === undefined ? undefined : { cause });
}

/** True when `error` is a failure of ours, with one of the codes if any are named. */
export function isFailure(error: unknown, ...codes: ErrorCode[]): error is FailureError {
  return error instanceof FailureError && (codes.length === 0 || codes.includes(error.failure.code));
}

/**
 * Turns anything thrown into a failure. What is not ours becomes `unexpected-error` without its
 * message: a foreign message may quote a URL or a body.
 */
export function toFailure(error: unknown): Failure {
  return error instanceof FailureError ? error.failure : { code: 'unexpected-error' };
}
