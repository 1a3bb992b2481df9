import type { Phrases } from './phrases';
import { shorten } from './plain-text';
import { noticeLine, plainWords } from './plain-words';
import { isListedPurpose, MAX_PURPOSE_LENGTH } from './purpose';

/** What people typed, of a message to an agent; in the order in which it is shortened. */
type Parts = Record<(typeof SHORTENED)[number], string>;

const SHORTENED = ['notice', 'purpose', 'who'] as const;

/** The platform's limit is unknown; this length works in every chat, in UTF-16 units. */
const MAX_MESSAGE_LENGTH = 999;
const MAX_NAME_LENGTH = 80;
const MINUTE_MS = 60_000;

/** Returns what people typed as plain words, in the agent's language where it is from a list. */
export function partsOf(
  facts: { who: string; purpose: string | null; notice: string },
  phrases: Phrases,
): Parts {
  const said = facts.purpose ?? '';
  const listed = isListedPurpose(said) ? phrases.purposes[said] : null;
  return {
    notice: noticeLine(facts.notice),
    purpose: listed ?? shorten(plainWords(said), MAX_PURPOSE_LENGTH),
    who: shorten(plainWords(facts.who), MAX_NAME_LENGTH) || phrases.somebody,
  };
}

/** Writes a message; shortens what people typed if it is too long. */
export function writeShortened(parts: Parts, write: (parts: Parts) => string): string {
  const fitting = { ...parts };
  for (const name of SHORTENED) {
    const tooMuch = write(fitting).length - MAX_MESSAGE_LENGTH;
    if (tooMuch > 0) fitting[name] = shortenWords(fitting[name], fitting[name].length - tooMuch);
  }
  return write(fitting);
}

/** A shortened link would lead elsewhere, so drop it completely. */
const shortenWords = (text: string, most: number) => shorten(text, most).replace(/\s?\S*https:\S*…$/u, '…');

/** `14:32 (UTC+02:00)` */
export function timeOf(time: number, locale: string, timeZone: string | undefined): string {
  const clock = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit', timeZone });
  const offset = new Intl.DateTimeFormat('en', { timeZoneName: 'longOffset', timeZone })
    .formatToParts(time)
    .find(({ type }) => type === 'timeZoneName');
  return `${clock.format(time)} (${(offset?.value ?? 'GMT').replace('GMT', 'UTC')})`;
}

/** `15 minutes` */
export function lengthOf(milliseconds: number, locale: string): string {
  const minutes = Math.max(1, Math.ceil(milliseconds / MINUTE_MS));
  return new Intl.NumberFormat(locale, { style: 'unit', unit: 'minute', unitDisplay: 'long' }).format(
    minutes,
  );
}
