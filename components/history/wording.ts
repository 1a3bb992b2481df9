import type { Verification } from '@/utils/history/chain';
import type { HistoryTrouble, HowEnded } from '@/utils/history/model';

/** How a session ended, as the user reads it. */
export const HOW_ENDED_NAMES: Record<HowEnded, string> = {
  'ended-by-you': 'Ended by supervisor',
  'time-limit': 'Time limit',
  'conversation-over': 'Conversation over',
  'offer-ended': 'Offer not accepted',
  'ended-elsewhere': 'Ended elsewhere',
  left: 'Left',
  'left-at-limit': 'Left at time limit',
  'not-allowed': 'Control not allowed',
  unknown: 'Not known',
};

/** What stands behind the words, where they say too little. */
export const HOW_ENDED_NOTES: Partial<Record<HowEnded, string>> = {
  'ended-elsewhere': 'By somebody who took part, or in another browser',
  'offer-ended': 'The customer did not accept in time',
  left: 'The supervisor left; the session itself may have gone on',
  'left-at-limit': 'The supervisor left at their own time limit; the session itself was longer',
  'not-allowed': 'The organisation does not allow control, which the session had',
  unknown: 'The browser was closed while the session was live',
};

const FINDINGS = { changed: 'was changed', missing: 'is missing', reordered: 'is in another entry’s place' };

/** What a check found, in one line. */
export function verificationText(found: Verification): string {
  if (!found.ok) return `Entry ${found.seq.toLocaleString()} ${FINDINGS[found.reason]}`;
  return `${found.entries.toLocaleString()} ${found.entries === 1 ? 'entry' : 'entries'}, chain intact`;
}

/** Why entries are missing and what helps. */
export const TROUBLE_TEXTS: Record<HistoryTrouble['reason'], string> = {
  full: 'The browser’s storage for this extension is full. Export the history, then keep it for a shorter time.',
  refused: 'The browser did not write them. Check that the disk has room and the profile is not read-only.',
};

/** How long the history is kept. */
export function keepForName(days: number | null): string {
  if (days === null) return 'Ever';
  return days === 365 ? '1 year' : `${days} days`;
}

/** `1 session`, `1,234 sessions`. */
export function countOf(sessions: number): string {
  return `${sessions.toLocaleString()} ${sessions === 1 ? 'session' : 'sessions'}`;
}
