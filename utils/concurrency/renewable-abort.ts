/**
 * Creates a signal for work that ends together and may start again: each `end` aborts the work in
 * progress, and later work gets a fresh signal.
 */
export function createRenewableAbort(): { signal(): AbortSignal; end(): void } {
  let controller = new AbortController();
  return {
    signal: () => controller.signal,
    end() {
      controller.abort();
      controller = new AbortController();
    },
  };
}
