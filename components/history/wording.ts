import type { Verification } from '@/utils/history/chain';
import type { UnusableExport } from '@/utils/history/exported-file';
import type { HowEnded } from '@/utils/history/model';
import type { HistoryTrouble } from '@/utils/history/trouble';

/** How a session ended, as shown to the user. */
export const HOW_ENDED_NAMES: Record<HowEnded, string> = {
  'ended-by-you': 'Ended by supervisor',
  'time-limit': 'Time limit',
  'conversation-over': 'Conversation ended',
  'offer-ended': 'Offer not accepted',
  'ended-elsewhere': 'Ended by someone else',
  left: 'Supervisor left',
  'left-at-limit': 'Supervisor’s time limit',
  'not-allowed': 'Control not allowed',
  'page-closed': 'Page closed',
  'no-picture': 'No picture',
  'answered-elsewhere': 'Shown by Genesys Cloud',
  'media-ended': 'Connection ended',
  'agent-not-told': 'Agent not told',
  unknown: 'Unknown',
};

/** Shown on hover where the short text is unclear. */
export const HOW_ENDED_NOTES: Partial<Record<HowEnded, string>> = {
  'ended-elsewhere': 'By a participant, or in another browser',
  'offer-ended': 'The customer did not accept in time',
  left: 'The supervisor left; the session may have continued',
  'left-at-limit': 'The supervisor left at their own time limit; the session continued',
  'not-allowed': 'The session allowed control, and the organisation does not',
  'page-closed': 'The page with the agent’s screens was closed, reloaded or lost',
  'no-picture': 'The agent’s computer sent no picture within 20 seconds',
  'answered-elsewhere': 'Genesys Cloud opened the agent’s screens in its own tab',
  'media-ended': 'The connection to the agent’s screens ended',
  'agent-not-told': 'The agent could not be told, so nobody viewed their screens',
  unknown: 'The browser was closed while the session was live',
};

const FINDINGS = { changed: 'was changed', missing: 'is missing', reordered: 'is out of place' };

/** Describes the result of a check in one line. */
export function verificationText(found: Verification): string {
  if (!found.ok) return `Entry ${found.seq.toLocaleString()} ${FINDINGS[found.reason]}`;
  return `${countOfEntries(found.entries)}, chain intact`;
}

/** `1 entry`, `1,234 entries`. */
export function countOfEntries(entries: number): string {
  return `${entries.toLocaleString()} ${entries === 1 ? 'entry' : 'entries'}`;
}

/** Why a file cannot be compared, and which one can. */
export const UNUSABLE_EXPORT_TEXTS: Record<UnusableExport, string> = {
  'too-large': 'The file is larger than 64 MB and was not read. Choose a JSON export of this history.',
  'not-json': 'The file is not JSON. Choose a file created with “Export JSON”.',
  'not-an-export': 'The file is not an export of this extension. Choose a file created with “Export JSON”.',
  'nothing-to-compare': 'The file contains no entries and no checkpoint. Export the whole history as JSON.',
};

/** Why entries are missing and what helps. */
export const TROUBLE_TEXTS: Record<HistoryTrouble['reason'], string> = {
  full: 'The browser’s storage for this extension is full. Export the history, then choose a shorter time to keep it.',
  refused: 'The browser did not save them. Check that the disk has room and the profile is not read-only.',
};

/** Describes how long the history is kept. */
export function keepForName(days: number | null): string {
  if (days === null) return 'Forever';
  return days === 365 ? '1 year' : `${days} days`;
}

/** `1 session`, `1,234 sessions`. */
export function countOf(sessions: number): string {
  return `${sessions.toLocaleString()} ${sessions === 1 ? 'session' : 'sessions'}`;
}
