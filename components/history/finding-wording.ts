import type { HistoryCheck } from '@/utils/history/check';
import type { Finding } from '@/utils/history/model';

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

const MOMENT = new Intl.DateTimeFormat([], { dateStyle: 'medium', timeStyle: 'short' });

/** Formats a point in time for the history. */
export const momentText = (time: number) => MOMENT.format(time);

/** Describes a finding in one or two sentences, claiming no more than is known. */
export function findingText(finding: Finding): string {
  const { kind, sessions = 0, firstAt = 0, lastAt = 0, from = 0, to = 0 } = finding;
  switch (kind) {
    case 'gone':
      return sessions > 0
        ? `The history is missing: ${countText(sessions, 'session')}, recorded from ${momentText(firstAt)} to ${momentText(lastAt)}.`
        : `The history is missing: it ended with entry ${numberText(to)}.`;
    case 'cut':
      return `${entriesText(from, to, 'is missing', 'are missing')}: the end of the history was cut off. The last was written ${momentText(lastAt)}.`;
    case 'older-copy':
      return `This is an older copy: ${entriesText(from, to, 'is missing', 'are missing').replace(/^E/, 'e')}, the last written ${momentText(lastAt)}. Somebody restored the copy, or a computer crash lost the later entries.`;
    case 'rewritten':
      return `Entry ${numberText(from)} does not match the saved checkpoint: the entries were rewritten.`;
    case 'head-changed':
      return 'The seal does not match: the head of the history was changed.';
    case 'beginning-moved':
      return to >= from
        ? `${entriesText(from, to, 'was', 'were')} removed from the beginning without a new seal.`
        : 'The beginning of the history was changed without a new seal.';
    case 'key-exchanged':
      return `The key was replaced: it matches neither the seal nor the checkpoint. ${noVouching(to)}`;
    case 'key-gone':
      return `The key of the seal is missing. ${noVouching(to)}`;
    case 'checkpoint-gone':
      return 'The checkpoint is missing: an older copy of the history would not be detected.';
    case 'checkpoint-changed':
      return 'The checkpoint was changed: it does not match the key, but the seal does.';
    case 'witness-gone':
      return `The key and the checkpoint are missing. ${noVouching(to)}`;
    case 'unsealed':
      return `${entriesText(from, to, 'has', 'have')} no seal: written while the key was unavailable, or by somebody else.`;
    case 'not-sealed':
      return `${entriesText(from, to, 'could not be sealed when it was written and cannot be verified', 'could not be sealed when they were written and cannot be verified')} before the next seal.`;
    case 'no-witness':
      return 'The browser gives no access to the key and the checkpoint here, for example in a private window. Only the chain can be checked; its end cannot be verified.';
    case 'clock-set-back':
      return `The computer’s clock was set back before entry ${numberText(from)}, from ${momentText(firstAt)} to ${momentText(lastAt)}${to > from ? ', and again later' : ''}. The entries are in the order in which they were written.`;
    case 'export-cut':
      return `${entriesText(from, to, 'is', 'are')} in the export of ${momentText(lastAt)} and missing from the history.`;
    case 'export-differs':
      return `Entry ${numberText(to)} differs from the export of ${momentText(lastAt)}.`;
    case 'export-dropped':
      return `Everything in the export of ${momentText(lastAt)} has since been deleted by age. There is nothing to compare.`;
    case 'export-fits':
      return `The history matches the export of ${momentText(lastAt)}: nothing up to entry ${numberText(to)} has changed since.`;
    case 'export-changed':
      return from > 0
        ? `The file was changed after it was exported: its entry ${numberText(from)} does not match.`
        : 'The file was changed after it was exported: its entries and its checkpoint do not match.';
  }
}

/** Describes the entries that are older than the key. */
export function originText({ origin }: HistoryCheck): string | null {
  if (!origin) return null;
  const { since, after } = origin;
  return after === 0
    ? `Sealed since ${momentText(since)}`
    : `The key is new since ${momentText(since)}: earlier entries, up to number ${numberText(after)}, cannot be verified`;
}

const noVouching = (to: number) => `Entries up to number ${numberText(to)} cannot be verified.`;

const numberText = (value: number) => value.toLocaleString();
const countText = (count: number, what: string) => `${numberText(count)} ${count === 1 ? what : `${what}s`}`;

function entriesText(from: number, to: number, one: string, more: string): string {
  return from === to
    ? `Entry ${numberText(from)} ${one}`
    : `Entries ${numberText(from)} to ${numberText(to)} ${more}`;
}
