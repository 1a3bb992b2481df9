/** The longest that one timer runs, in milliseconds. */
const LOOK_EVERY_MS = 10_000;

/**
 * Calls back once this computer's clock shows `time`, in milliseconds since the epoch; returns a
 * function that stops it. Looks at the clock every ten seconds: a timer does not go on while the
 * computer sleeps, does not follow a clock that is set, and beyond 2³¹ ms fires at once (HTML,
 * timers).
 */
export function atTime(time: number, callback: () => void): () => void {
  let timer: ReturnType<typeof setTimeout>;
  function wait() {
    const left = Math.max(0, time - Date.now());
    timer = setTimeout(() => (Date.now() >= time ? callback() : wait()), Math.min(left, LOOK_EVERY_MS));
  }
  wait();
  return () => clearTimeout(timer);
}
