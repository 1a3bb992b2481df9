import { vi } from 'vitest';

/** How long to wait before failing, in milliseconds. */
const TIMEOUT_MS = 60_000;
/** Milliseconds between two tries. */
const INTERVAL_MS = 50;

/**
 * Tries until nothing throws any more. Unlike `expect.poll` it may also be used outside of a test,
 * in hooks.
 * @throws what the last try has thrown
 */
export async function eventually(tryOut: () => Promise<void>): Promise<void> {
  await vi.waitFor(tryOut, { timeout: TIMEOUT_MS, interval: INTERVAL_MS });
}
