import { language, languageOfTimes, t, tPlural } from '@/utils/i18n/messages';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * Formats a length of time as people say it on the phone: `4:12`, `1 h 03`, `2 d 5 h`. The units
 * come from the texts: the oldest supported browsers have no `Intl.DurationFormat`.
 */
export function formatLength(milliseconds: number): string {
  const length = Math.max(0, milliseconds);
  if (length >= DAY)
    return t('common_length_days', {
      days: digits(Math.floor(length / DAY)),
      hours: digits(Math.floor((length % DAY) / HOUR)),
    });
  if (length >= HOUR)
    return t('common_length_hours', {
      hours: digits(Math.floor(length / HOUR)),
      minutes: digits(Math.floor((length % HOUR) / MINUTE), 2),
    });
  return `${digits(Math.floor(length / MINUTE))}:${digits(Math.floor((length % MINUTE) / SECOND), 2)}`;
}

/** Formats whole minutes: `15 min`. */
export function formatMinutes(minutes: number): string {
  return tPlural('common_minutes', minutes);
}

/** Formats the time left of a session, to the second: `12:34 left`. */
export function formatLeft(expiresAt: number, now: number): string {
  return t('common_time_left', { length: formatLength(expiresAt - now) });
}

/** From this time left on, a session's end is marked as near, in milliseconds. */
export const ENDS_SOON_MS = 2 * MINUTE;

/** Whole seconds until `time`, never below zero. */
export function secondsUntil(time: number, now: number): number {
  return Math.max(0, Math.ceil((time - now) / SECOND));
}

/**
 * Identifies the time zone of the computer by its offsets from UTC: what was formatted or grouped
 * in another one is wrong after a journey. `Date` follows the computer's zone, a format that was
 * made before does not.
 */
export function zoneKey(): string {
  const now = new Date();
  const offsets = [now, new Date(now.getFullYear(), 0), new Date(now.getFullYear(), 6)];
  return offsets.map((date) => date.getTimezoneOffset()).join();
}

/** Time of day in the user's own format, to the minute. */
export function formatClockTime(time: number): string {
  return new Date(time).toLocaleTimeString(languageOfTimes(), { timeStyle: 'short' });
}

/** Time of day in the user's own format, with seconds. */
export function formatTimeOfDay(time: number): string {
  return new Date(time).toLocaleTimeString(languageOfTimes(), { timeStyle: 'medium' });
}

const formats = new Map<string, Intl.NumberFormat>();

/** Digits of the user's language, at least `least`. A list asks for them every second. */
function digits(value: number, least = 1): string {
  const of = `${language()} ${least}`;
  const known = formats.get(of);
  const format =
    known ?? new Intl.NumberFormat(language(), { minimumIntegerDigits: least, useGrouping: false });
  if (!known) formats.set(of, format);
  return format.format(value);
}
