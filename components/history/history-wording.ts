import type { Verification } from '@/utils/history/chain';
import type { UnusableExport } from '@/utils/history/exported-file';
import type { HistoryRow, HowEnded } from '@/utils/history/model';
import type { HistoryTrouble } from '@/utils/history/trouble';
import { formatNumber, type MessageKey, t, tPlural } from '@/utils/i18n/messages';

const ENDED = {
  'ended-by-you': 'history_ended_ended_by_you',
  'time-limit': 'history_ended_time_limit',
  'conversation-over': 'history_ended_conversation_over',
  'offer-ended': 'history_ended_offer_ended',
  'ended-elsewhere': 'history_ended_ended_elsewhere',
  left: 'history_ended_left',
  'left-at-limit': 'history_ended_left_at_limit',
  'not-allowed': 'history_ended_not_allowed',
  'page-closed': 'history_ended_page_closed',
  'no-picture': 'history_ended_no_picture',
  'answered-elsewhere': 'history_ended_answered_elsewhere',
  'media-ended': 'history_ended_media_ended',
  'agent-not-told': 'history_ended_agent_not_told',
  unknown: 'history_ended_unknown',
} as const satisfies Record<HowEnded, MessageKey>;

const WHY: Partial<Record<HowEnded, MessageKey>> = {
  'ended-elsewhere': 'history_why_ended_elsewhere',
  'offer-ended': 'history_why_offer_ended',
  left: 'history_why_left',
  'left-at-limit': 'history_why_left_at_limit',
  'not-allowed': 'history_why_not_allowed',
  'page-closed': 'history_why_page_closed',
  'no-picture': 'history_why_no_picture',
  'answered-elsewhere': 'history_why_answered_elsewhere',
  'media-ended': 'history_why_media_ended',
  'agent-not-told': 'history_why_agent_not_told',
  unknown: 'history_why_unknown',
};

/** How a session ended, or that it is live. */
export const outcomeName = (how: HistoryRow['howEnded']) => t(how === null ? 'history_live' : ENDED[how]);

/** More about an end whose name alone is unclear. */
export function whyEnded(how: HowEnded): string | undefined {
  const key = WHY[how];
  // None of these has a placeholder.
  return key && t(key as 'history_why_unknown');
}

/** The agent of a session, as shown. */
export const agentOf = ({ agent }: HistoryRow) => agent.name ?? t('history_agent_unknown');

const FINDINGS = {
  changed: 'history_entry_changed',
  missing: 'history_entry_missing',
  reordered: 'history_entry_reordered',
} as const;

/** Describes the result of a check in one line. */
export function verificationText(found: Verification): string {
  if (!found.ok) return t(FINDINGS[found.reason], { number: formatNumber(found.seq) });
  return t('history_intact', { entries: countOfEntries(found.entries) });
}

/** `1 entry`, `1,234 entries`. */
export const countOfEntries = (entries: number) => tPlural('history_entries', entries);

const UNUSABLE = {
  'too-large': 'history_file_too_large',
  'not-json': 'history_file_not_json',
  'not-an-export': 'history_file_not_an_export',
  'nothing-to-compare': 'history_file_nothing_to_compare',
} as const satisfies Record<UnusableExport, MessageKey>;

/** Why a file cannot be compared, and which one can. */
export const unusableText = (why: UnusableExport) => t(UNUSABLE[why]);

/** Why entries are missing and what helps. */
export const troubleText = (reason: HistoryTrouble['reason']) => t(`history_trouble_${reason}`);

/** Describes how long the history is kept. */
export function keepForName(days: number | null): string {
  if (days === null) return t('history_forever');
  return days === 365 ? t('history_year') : tPlural('history_days', days);
}

/** `1 session`, `1,234 sessions`. */
export const countOf = (sessions: number) => tPlural('history_sessions', sessions);
