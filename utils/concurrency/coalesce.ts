/**
 * Runs `work` once at a time. Calls that come while it runs share one more run after it, which sees
 * everything that has changed by then. Each call resolves with a run that began after it.
 */
export function coalesce(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  function run(): Promise<void> {
    const current = work().finally(() => {
      if (running === current) running = null;
    });
    running = current;
    return current;
  }
  return () => {
    if (!running) return run();
    const before = running;
    next ??= before
      .catch(() => undefined)
      .then(() => {
        next = null;
        return run();
      });
    return next;
  };
}
