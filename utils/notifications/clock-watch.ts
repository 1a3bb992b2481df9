import type { StartTimer } from './timers';

/**
 * Calls back after the computer has slept, and after its clock was set by more than `jumpMs`: what
 * was read before is old, or its times mean other moments. Compares a timer, which stands still
 * during sleep, with the clock, every `everyMs` milliseconds. Returns a function that stops it.
 * @param now milliseconds since the epoch
 */
export function watchClock({
  onJump,
  everyMs,
  jumpMs,
  startTimer,
  now,
}: {
  onJump(): void;
  everyMs: number;
  jumpMs: number;
  startTimer: StartTimer;
  now: () => number;
}): () => void {
  let stopTimer = () => {};
  function look() {
    const due = now() + everyMs;
    stopTimer = startTimer(() => {
      const isJump = Math.abs(now() - due) > jumpMs;
      look();
      if (isJump) onJump();
    }, everyMs);
  }
  look();
  return () => stopTimer();
}
