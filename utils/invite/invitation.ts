import { phrasesFor } from './phrases';
import { isolate, shorten } from './plain-text';
import { noticeLine, plainWords } from './plain-words';
import { isListedPurpose, MAX_PURPOSE_LENGTH } from './purpose';

/** The contents of an invitation. */
export type InvitationFacts = {
  /** Name of the supervisor. */
  who: string;
  /** `null`: none was given, and the invitation does not mention one. */
  purpose: string | null;
  allowRemoteControl: boolean;
  /** When the session ends at the latest, in milliseconds since the epoch. */
  expiresAt: number;
  /** The organisation's own sentence, which may contain an https link; empty for none. */
  notice: string;
  /** The agent's join link. */
  link: string;
};

/** The platform's limit is unknown; this length works in every chat, in UTF-16 units. */
export const MAX_MESSAGE_LENGTH = 999;
export const MAX_NAME_LENGTH = 80;
const MINUTE_MS = 60_000;

/**
 * Writes the message that invites an agent: who, why, view-only or control, until when, the
 * organisation's notice, and finally the link on its own line. Everything that people typed becomes
 * plain words. The link is never shortened; other parts are, if the message is too long.
 * @param languageTag the agent's, from the platform
 * @param now milliseconds since the epoch
 * @param timeZone time zone of times; this computer's if missing. The agent's is unknown, so times
 *   include the offset
 */
export function writeInvitation(
  facts: InvitationFacts,
  languageTag: string | null,
  now: number,
  timeZone?: string,
): string {
  const { phrases, locale } = phrasesFor(languageTag);
  const said = facts.purpose ?? '';
  const listed = isListedPurpose(said) ? phrases.purposes[said] : null;
  // In the order in which they are shortened if the link is long.
  const parts = {
    notice: noticeLine(facts.notice),
    purpose: listed ?? shorten(plainWords(said), MAX_PURPOSE_LENGTH),
    who: shorten(plainWords(facts.who), MAX_NAME_LENGTH) || phrases.somebody,
  };
  const write = () =>
    [
      phrases.invites(isolate(parts.who)),
      parts.purpose && phrases.purpose(isolate(parts.purpose)),
      facts.allowRemoteControl ? phrases.control : phrases.viewOnly,
      phrases.until(timeOf(facts.expiresAt, locale, timeZone), lengthOf(facts.expiresAt - now, locale)),
      isolate(parts.notice),
      phrases.join,
      facts.link,
    ]
      .filter(Boolean)
      .join('\n');
  for (const name of ['notice', 'purpose', 'who'] as const) {
    const tooMuch = write().length - MAX_MESSAGE_LENGTH;
    if (tooMuch > 0) parts[name] = shortenWords(parts[name], parts[name].length - tooMuch);
  }
  return write();
}

/** A shortened link would lead elsewhere, so drop it completely. */
export const shortenWords = (text: string, most: number) =>
  shorten(text, most).replace(/\s?\S*https:\S*…$/u, '…');

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
