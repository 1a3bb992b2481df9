import { lengthOf, partsOf, timeOf, writeShortened } from './message-parts';
import { phrasesFor } from './phrases';
import { isolate } from './plain-text';

/** The contents of the message that an agent's screens are viewed. */
export type MonitoringFacts = {
  /** Name of the supervisor. */
  who: string;
  /** `null`: none was given, and the message does not mention one. */
  purpose: string | null;
  /** When the session ends at the latest, in milliseconds since the epoch. */
  expiresAt: number;
  /** The organization's own sentence, which may contain an https link; empty for none. */
  notice: string;
};

/**
 * Writes the message that tells an agent that their screens are viewed: who, why, that all screens
 * are seen, view only, and until when. Everything that people typed becomes plain words.
 * @param languageTag the agent's, from the platform
 * @param now milliseconds since the epoch
 * @param timeZone time zone of times; this computer's if missing
 */
export function writeMonitoringBegun(
  facts: MonitoringFacts,
  languageTag: string | null,
  now: number,
  timeZone?: string,
): string {
  const { phrases, locale } = phrasesFor(languageTag);
  return writeShortened(partsOf(facts, phrases), ({ who, purpose, notice }) =>
    [
      phrases.viewsScreens(isolate(who)),
      purpose && phrases.purpose(isolate(purpose)),
      phrases.allScreens,
      phrases.until(timeOf(facts.expiresAt, locale, timeZone), lengthOf(facts.expiresAt - now, locale)),
      isolate(notice),
    ]
      .filter(Boolean)
      .join('\n'),
  );
}

/**
 * Writes the message that an agent's screens are no longer viewed.
 * @param endedAt milliseconds since the epoch
 */
export function writeMonitoringEnded(endedAt: number, languageTag: string | null, timeZone?: string): string {
  const { phrases, locale } = phrasesFor(languageTag);
  return phrases.screensNoLongerViewed(timeOf(endedAt, locale, timeZone));
}
