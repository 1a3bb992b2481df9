import type { HistoryCheck } from '@/utils/history/check';
import type { Finding } from '@/utils/history/model';
import { formatNumber, language, t, tPlural } from '@/utils/i18n/messages';

/** How serious a finding is. */
export type Tone = 'intact' | 'caution' | 'broken';

const TONES: Record<Finding['kind'], Tone> = {
  gone: 'broken',
  cut: 'broken',
  'older-copy': 'broken',
  rewritten: 'broken',
  'head-changed': 'broken',
  'beginning-moved': 'broken',
  'key-exchanged': 'broken',
  'key-gone': 'broken',
  'checkpoint-gone': 'broken',
  'checkpoint-changed': 'broken',
  'witness-gone': 'broken',
  unsealed: 'broken',
  'not-sealed': 'caution',
  'no-witness': 'caution',
  'clock-set-back': 'caution',
  'export-cut': 'broken',
  'export-differs': 'broken',
  'export-dropped': 'caution',
  'export-fits': 'intact',
  'export-changed': 'caution',
};

/** How serious a finding is. */
export const toneOf = ({ kind }: Finding): Tone => TONES[kind];

/** Formats a point in time for the history. */
export const momentText = (time: number) =>
  new Intl.DateTimeFormat(language(), { dateStyle: 'medium', timeStyle: 'short' }).format(time);

/** Describes a finding in one or two sentences, claiming no more than is known. */
export function findingText(finding: Finding): string {
  const { kind, sessions = 0, firstAt = 0, lastAt = 0, from = 0, to = 0 } = finding;
  const time = momentText(lastAt);
  const between = { from: momentText(firstAt), to: momentText(lastAt) };
  const isOne = from === to;
  const range = { from: formatNumber(from), to: formatNumber(to) };
  switch (kind) {
    case 'gone':
      return sessions > 0
        ? tPlural('finding_gone_sessions', sessions, between)
        : t('finding_gone', { number: formatNumber(to) });
    case 'cut':
      return isOne
        ? t('finding_cut_entry', { from: range.from, time })
        : t('finding_cut_entries', { ...range, time });
    case 'older-copy':
      return isOne
        ? t('finding_older_copy_entry', { from: range.from, time })
        : t('finding_older_copy_entries', { ...range, time });
    case 'rewritten':
      return t('finding_rewritten', { number: range.from });
    case 'head-changed':
      return t('finding_head_changed');
    case 'beginning-moved':
      return to < from
        ? t('finding_beginning_changed')
        : isOne
          ? t('finding_beginning_moved_entry', { from: range.from })
          : t('finding_beginning_moved_entries', range);
    case 'key-exchanged':
      return t('finding_key_exchanged', { number: range.to });
    case 'key-gone':
      return t('finding_key_gone', { number: range.to });
    case 'checkpoint-gone':
      return t('finding_checkpoint_gone');
    case 'checkpoint-changed':
      return t('finding_checkpoint_changed');
    case 'witness-gone':
      return t('finding_witness_gone', { number: range.to });
    case 'unsealed':
      return isOne ? t('finding_unsealed_entry', { from: range.from }) : t('finding_unsealed_entries', range);
    case 'not-sealed':
      return isOne
        ? t('finding_not_sealed_entry', { from: range.from })
        : t('finding_not_sealed_entries', range);
    case 'no-witness':
      return t('finding_no_witness');
    case 'clock-set-back':
      return t(to > from ? 'finding_clock_set_back_again' : 'finding_clock_set_back', {
        number: range.from,
        ...between,
      });
    case 'export-cut':
      return isOne
        ? t('finding_export_cut_entry', { from: range.from, time })
        : t('finding_export_cut_entries', { ...range, time });
    case 'export-differs':
      return t('finding_export_differs', { number: range.to, time });
    case 'export-dropped':
      return t('finding_export_dropped', { time });
    case 'export-fits':
      return t('finding_export_fits', { number: range.to, time });
    case 'export-changed':
      return from > 0 ? t('finding_export_changed_at', { number: range.from }) : t('finding_export_changed');
  }
}

/** Describes the entries that are older than the key. */
export function originText({ origin }: HistoryCheck): string | null {
  if (!origin) return null;
  const time = momentText(origin.since);
  return origin.after === 0
    ? t('finding_origin', { time })
    : t('finding_origin_after', { time, number: formatNumber(origin.after) });
}
