/** Calls back once after so many milliseconds, unless what it returns is called before. */
export type StartTimer = (callback: () => void, ms: number) => () => void;

/** {@link StartTimer} of the page. */
export const startTimer: StartTimer = (callback, ms) => {
  const timer = setTimeout(callback, ms);
  return () => clearTimeout(timer);
};
