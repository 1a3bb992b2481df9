/** Notes rejections that nobody handled, from now until `stop`. */
export function watchRejections() {
  const reasons: unknown[] = [];
  const note = (reason: unknown) => reasons.push(reason);
  process.on('unhandledRejection', note);
  return {
    /** Those so far. Node tells of them after the microtasks, hence the turn of the event loop. */
    async seen(): Promise<unknown[]> {
      await new Promise((resolve) => setImmediate(resolve));
      return reasons;
    },
    stop() {
      process.off('unhandledRejection', note);
    },
  };
}
