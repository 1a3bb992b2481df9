const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const two = (value: number) => String(value).padStart(2, '0');

/** Formats a length of time as people say it on the phone: `4:12`, `1 h 03`, `2 d 5 h`. */
export function formatLength(milliseconds: number): string {
  const length = Math.max(0, milliseconds);
  if (length >= DAY) return `${Math.floor(length / DAY)} d ${Math.floor((length % DAY) / HOUR)} h`;
  if (length >= HOUR) return `${Math.floor(length / HOUR)} h ${two(Math.floor((length % HOUR) / MINUTE))}`;
  return `${Math.floor(length / MINUTE)}:${two(Math.floor((length % MINUTE) / SECOND))}`;
}

/** Formats the time left of a session, to the second: `12:34 left`. */
export function formatLeft(expiresAt: number, now: number): string {
  return `${formatLength(expiresAt - now)} left`;
}

/** Formats the time left of a session in whole minutes, where seconds would distract. */
export function formatMinutesLeft(expiresAt: number, now: number): string {
  const minutes = Math.ceil((expiresAt - now) / MINUTE);
  return minutes <= 1 ? 'less than 1 min left' : `${minutes} min left`;
}

/** Whole seconds until `time`, never below zero. */
export function secondsUntil(time: number, now: number): number {
  return Math.max(0, Math.ceil((time - now) / SECOND));
}

/** Time of day in the user's own format, to the minute. */
export function formatClockTime(time: number): string {
  return new Date(time).toLocaleTimeString([], { timeStyle: 'short' });
}

/** Time of day in the user's own format, with seconds. */
export function formatTimeOfDay(time: number): string {
  return new Date(time).toLocaleTimeString([], { timeStyle: 'medium' });
}
