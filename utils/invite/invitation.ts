import { lengthOf, partsOf, timeOf, writeShortened } from './message-parts';
import { phrasesFor } from './phrases';
import { isolate } from './plain-text';

/** The contents of an invitation. */
export type InvitationFacts = {
  /** Name of the supervisor. */
  who: string;
  /** `null`: none was given, and the invitation does not mention one. */
  purpose: string | null;
  allowRemoteControl: boolean;
  /** When the session ends at the latest, in milliseconds since the epoch. */
  expiresAt: number;
  /** The organization's own sentence, which may contain an https link; empty for none. */
  notice: string;
  /** The agent's join link. */
  link: string;
};

/**
 * Writes the message that invites an agent: who, why, view-only or control, until when, the
 * organization's notice, and finally the link on its own line. Everything that people typed becomes
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
  return writeShortened(partsOf(facts, phrases), (parts) =>
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
      .join('\n'),
  );
}
