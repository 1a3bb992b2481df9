import type { ErrorCode } from './codes';

/**
 * A failure as plain JSON: it is sent between contexts, stored, and shown. It never contains a
 * token, a secret, a join link or a response body.
 */
export type Failure = {
  code: ErrorCode;
  /** The missing thing, unknown id or wrong field that the message should name. */
  subject?: string;
  /** Name of the person whose session is in the way (`conflict`), if known. */
  owner?: string;
  /** The supervisor's own session that is in the way, if it is live. */
  sessionId?: string;
  /** The API's own message, if useful (400, 403). */
  apiMessage?: string;
  /** The platform's own code, such as `bad.credentials`. */
  apiCode?: string;
  /** The call that failed, as `POST /api/v2/…` with ids but without the query. */
  call?: string;
  /** HTTP status of the answer, if there was one. */
  status?: number;
  /** What Genesys support asks for: the `ININ-Correlation-Id` header, or the body's `contextId`. */
  correlationId?: string;
  /** When a retry makes sense, in milliseconds since the epoch (rate limits). */
  retryAt?: number;
  /** Dotted path of the field that did not match its schema; never the value. */
  fieldPath?: string;
};

/** As `fieldPath` of an `unexpected-response`: the answer was larger than allowed for its call. */
export const TOO_LARGE = '(size)';

/** The only error class that our own code throws: a {@link Failure} that can be thrown. */
export class FailureError extends Error {
  override readonly name = 'FailureError';
  readonly failure: Failure;

  constructor(failure: Failure, options?: ErrorOptions) {
    super(failure.code, options);
    this.failure = failure;
  }
}

/** Creates a throwable failure. */
export function fail(code: ErrorCode, details: Omit<Failure, 'code'> = {}, cause?: unknown): FailureError {
  return new FailureError({ code, ...details }, cause === undefined ? undefined : { cause });
}

/** Whether `error` is one of our failures, with one of the codes if any are given. */
export function isFailure(error: unknown, ...codes: ErrorCode[]): error is FailureError {
  return error instanceof FailureError && (codes.length === 0 || codes.includes(error.failure.code));
}

/**
 * Converts anything thrown to a failure. An error that is not ours becomes `unexpected-error`
 * without its message, which may quote a URL or a body.
 */
export function toFailure(error: unknown): Failure {
  return error instanceof FailureError ? error.failure : { code: 'unexpected-error' };
}
