import { type Failure, toFailure } from './failure';

/** The answer to a call between contexts: a value or a failure, never a throw. */
export type Result<T> = { ok: true; value: T } | { ok: false; failure: Failure };

/** Runs `work` and returns its outcome as a {@link Result}; never rejects. */
export async function settle<T>(work: () => T | Promise<T>): Promise<Result<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, failure: toFailure(error) };
  }
}
