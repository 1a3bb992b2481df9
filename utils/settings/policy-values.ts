import { parseCustomHost } from '../environment/environment';
import { REGIONS } from '../environment/regions';
import { hasContent } from '../invite/purpose';
import { UUID } from '../schema/uuid';
import {
  ATTENTION_LIMITS,
  type AttentionSettings,
  COBROWSE_SERVICES,
  DEFAULT_ATTENTION,
  DEFAULT_SETTINGS,
  HISTORY_DAYS,
  ICON_OPENS,
  MAX_NOTICE_LENGTH,
  TIMEOUT_MINUTES,
} from './settings';

/**
 * Reads single values of a policy as administrators write them: `"false"` and `0` for `false`, `"
 * 15 "` for 15, `EU-West-1` for `eu_west_1`. Replaces what cannot be understood by the safe choice,
 * and reports it.
 */
export type Reading<T> =
  | { ok: true; value: T }
  /** `value`: the replacement; missing if there is no safe one. */
  | { ok: false; kind: 'unreadable' | 'corrected'; value?: T };

const right = <T>(value: T): Reading<T> => ({ ok: true, value });
const taken = <T>(value: T, kind: 'unreadable' | 'corrected' = 'unreadable'): Reading<T> => ({
  ok: false,
  kind,
  value,
});

/** Keeps only the letters and digits of a text, so that spelling does not matter. */
export const lettersOf = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');

const TRUE = ['true', '1', 'yes', 'on'];
const FALSE = ['false', '0', 'no', 'off'];

/** @param safe the replacement for an unreadable value */
export function readBoolean(value: unknown, safe: boolean): Reading<boolean> {
  if (typeof value === 'boolean') return right(value);
  if (typeof value !== 'string' && typeof value !== 'number') return taken(safe);
  const word = String(value).normalize('NFKC').trim().toLowerCase();
  if (TRUE.includes(word)) return right(true);
  return FALSE.includes(word) ? right(false) : taken(safe);
}

const MINUTES = /^ *(?:m|mins?|minutes?)?\.?$/i;
const DAYS = /^ *(?:d|days?)?\.?$/i;

/**
 * Returns a number, also if written as text, with its unit or without; `null` for anything else.
 */
function toNumber(value: unknown, unit: RegExp): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string') return null;
  const text = value.normalize('NFKC').trim();
  const [, digits, rest = ''] = /^([+-]?\d{1,15}(?:\.\d{1,15})?)(.*)$/s.exec(text) ?? [];
  return digits === undefined || !unit.test(rest) ? null : Number(digits);
}

/** Reads a time limit: out of range becomes the nearest possible, unreadable the default. */
export function readMinutes(value: unknown): Reading<number> {
  const number = toNumber(value, MINUTES);
  if (number === null) return taken(DEFAULT_SETTINGS.session.timeoutInMinutes);
  const { min, max } = TIMEOUT_MINUTES;
  // Rounding up would allow more than was set.
  const minutes = Math.min(Math.max(Math.floor(number), min), max);
  return minutes === number ? right(minutes) : taken(minutes, 'corrected');
}

/** Reads the days of the history; 0 is for ever. Unreadable values become the default. */
export function readDays(value: unknown): Reading<number> {
  const number = toNumber(value, DAYS);
  if (number === null || number < 0 || number > Number.MAX_SAFE_INTEGER) return taken(HISTORY_DAYS.fallback);
  // Half a day must not become 0, which is for ever.
  const days = number > 0 ? Math.max(1, Math.floor(number)) : 0;
  return days === number ? right(days) : taken(days, 'corrected');
}

const SECONDS = /^ *(?:s|secs?|seconds?)?\.?$/i;

/**
 * Reads a time after which a conversation needs attention; 0 is any time. Out of range becomes the
 * nearest possible, unreadable the default.
 */
export function readAttention(value: unknown, of: keyof AttentionSettings): Reading<number> {
  const number = toNumber(value, of === 'handledMinutes' ? MINUTES : SECONDS);
  if (number === null || number < 0) return taken(DEFAULT_ATTENTION[of] ?? 0);
  const { min, max } = of === 'handledMinutes' ? ATTENTION_LIMITS.minutes : ATTENTION_LIMITS.seconds;
  const limit = number === 0 ? 0 : Math.min(Math.max(Math.floor(number), min), max);
  return limit === number ? right(limit) : taken(limit, 'corrected');
}

/** Reads a notice. An unreadable one becomes empty: a policy's words are never made up. */
export function readNotice(value: unknown): Reading<string> {
  if (typeof value !== 'string') return taken('');
  if (value.trim() === '') return right(value);
  if (!hasContent(value)) return taken('');
  if (value.length <= MAX_NOTICE_LENGTH) return right(value);
  return taken(
    value
      .slice(0, MAX_NOTICE_LENGTH)
      .toWellFormed()
      .replace(/\ufffd$/, ''),
    'corrected',
  );
}

export function readRegion(value: unknown): Reading<(typeof REGIONS)[number]['key']> {
  if (typeof value !== 'string') return { ok: false, kind: 'unreadable' };
  const domain = value.trim().toLowerCase();
  const letters = lettersOf(value);
  const region = REGIONS.find((one) => lettersOf(one.key) === letters || one.domain === domain);
  return region ? right(region.key) : { ok: false, kind: 'unreadable' };
}

export function readHost(value: unknown): Reading<string> {
  const isHost = typeof value === 'string' && parseCustomHost(value).ok;
  return isHost ? right(value.trim()) : { ok: false, kind: 'unreadable' };
}

/** Reads a client ID, also in the braces that Windows puts around one. */
export function readClientId(value: unknown): Reading<string> {
  if (typeof value !== 'string') return { ok: false, kind: 'unreadable' };
  const id = value.trim().replace(/^\{(.*)\}$/, '$1');
  return UUID.test(id) ? right(id) : { ok: false, kind: 'unreadable' };
}

export function readService(value: unknown): Reading<(typeof COBROWSE_SERVICES)[number]> {
  const letters = typeof value === 'string' ? lettersOf(value) : null;
  const service = COBROWSE_SERVICES.find((one) => one === letters);
  return service ? right(service) : { ok: false, kind: 'unreadable' };
}

export function readIconOpens(value: unknown): Reading<(typeof ICON_OPENS)[number]> {
  const letters = typeof value === 'string' ? lettersOf(value) : null;
  const opens = ICON_OPENS.find((one) => lettersOf(one) === letters);
  return opens ? right(opens) : { ok: false, kind: 'unreadable', value: 'popup' };
}

/**
 * Returns the items of a list: an array, text with commas, semicolons or lines, or an object of
 * numbered items as in registries. Returns `null` if it is not a list; an item that is not text
 * stays unchanged.
 */
export function readList(value: unknown): unknown[] | null {
  if (Array.isArray(value)) return value;
  if (typeof value === 'string') {
    const text = value.trim();
    if (text.startsWith('[')) {
      try {
        const parsed: unknown = JSON.parse(text);
        return Array.isArray(parsed) ? parsed : null;
      } catch {
        return null;
      }
    }
    return text
      .split(/[,;|\n]/)
      .map((item) => item.trim())
      .filter((item) => item !== '');
  }
  if (typeof value !== 'object' || value === null) return null;
  const entries = Object.entries(value);
  return entries.every(([name]) => /^\d+$/.test(name)) ? entries.map(([, item]) => item) : null;
}
