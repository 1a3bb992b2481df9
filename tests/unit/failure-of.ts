import { type Failure, FailureError } from '@/utils/errors/failure';

/**
 * The failure that a promise is rejected with. A promise that is fulfilled, or rejected with
 * anything else, fails the test.
 */
export async function failureOf(work: Promise<unknown>): Promise<Failure> {
  try {
    await work;
  } catch (error) {
    if (error instanceof FailureError) return error.failure;
    throw error;
  }
  throw new Error('Expected a failure, but the work succeeded.');
}
