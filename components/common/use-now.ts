import { useEffect, useState } from 'preact/hooks';
import { secondsUntil } from './time';

const listeners = new Set<(now: number) => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/**
 * Calls back once a second, with one timer for the whole page; returns a function that stops it.
 */
function onEachSecond(listener: (now: number) => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    const now = Date.now();
    for (const each of listeners) each(now);
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The current time, in milliseconds since the epoch; updates once a second while `active`. */
export function useNow(active = true): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!active) return undefined;
    setNow(Date.now());
    return onEachSecond(setNow);
  }, [active]);
  return now;
}

/** Whole seconds until `time`, counting down to zero; zero for `null`. */
export function useSecondsUntil(time: number | null): number {
  const [over, setOver] = useState<number | null>(null);
  const now = useNow(time !== null && over !== time);
  const seconds = time === null ? 0 : secondsUntil(time, now);
  useEffect(() => {
    if (time !== null && seconds === 0) setOver(time);
  }, [time, seconds]);
  return over === time ? 0 : seconds;
}

/**
 * A text that depends on the current time. Renders again only when the text changes, which keeps
 * thousands of clocks cheap.
 */
export function useClockText(format: (now: number) => string, source: unknown): string {
  const [text, setText] = useState(() => format(Date.now()));
  // `source` represents what `format` reads.
  useEffect(() => {
    setText(format(Date.now()));
    return onEachSecond((now) => setText(format(now)));
  }, [source]);
  return text;
}
