/**
 * Waits for work, but no longer than `ms` milliseconds. Resolves in any case, even if the work
 * fails; work that takes longer continues on its own.
 */
export async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  const limit = AbortSignal.timeout(ms);
  const late = new Promise<void>((resolve) => {
    limit.addEventListener('abort', () => resolve(), { once: true });
  });
  await Promise.race([work.catch(() => undefined), late]);
}
