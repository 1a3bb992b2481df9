/**
 * A signal for work that ends together and may begin anew: each `end` aborts what is under way, and
 * later work gets a fresh signal.
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
