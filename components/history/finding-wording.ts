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
        ? `There was a history, and it is gone: ${countText(sessions, 'session')}, recorded from ${momentText(firstAt)} to ${momentText(lastAt)}.`
        : `There was a history, and it is gone: it ended with entry ${numberText(to)}.`;
    case 'cut':
      return `${entriesText(from, to, 'is gone', 'are gone')}: the end was cut off and the head set back. The last was written ${momentText(lastAt)}.`;
    case 'older-copy':
      return `This is an older copy: ${entriesText(from, to, 'had been written after it and is missing', 'had been written after it and are missing').replace(/^E/, 'e')}, the last ${momentText(lastAt)}. Somebody put it in place, or a crash of the computer lost what came after.`;
    case 'rewritten':
      return `Entry ${numberText(from)} is not the one that is remembered: the entries were rewritten.`;
    case 'head-changed':
      return 'The seal does not fit: the head of the history was changed.';
    case 'beginning-moved':
      return to >= from
        ? `${entriesText(from, to, 'was', 'were')} taken from the beginning without a new seal.`
        : 'The beginning of the history was changed without a new seal.';
    case 'key-exchanged':
      return `The key was exchanged: it made neither the seal nor the checkpoint. ${noVouching(to)}`;
    case 'key-gone':
      return `The key of the seal is gone. ${noVouching(to)}`;
    case 'checkpoint-gone':
      return 'The remembered checkpoint is gone: an older copy of the history would not be noticed.';
    case 'checkpoint-changed':
      return 'The remembered checkpoint was changed: it does not fit the key, the seal does.';
    case 'witness-gone':
      return `The key and the checkpoint are gone. ${noVouching(to)}`;
    case 'unsealed':
      return `${entriesText(from, to, 'has', 'have')} no seal: written while the key was not at hand, or by somebody else.`;
    case 'not-sealed':
      return `${entriesText(from, to, 'could not be sealed when it was written: nothing vouches for it', 'could not be sealed when they were written: nothing vouches for them')} before the next seal.`;
    case 'no-witness':
      return 'The browser gives no access to the key and the checkpoint here, as in a private window: only the chain can be checked, and nothing vouches for its end.';
    case 'clock-set-back':
      return `The computer’s clock was set back before entry ${numberText(from)}, from ${momentText(firstAt)} to ${momentText(lastAt)}${to > from ? ', and again later' : ''}. The entries are in the order in which they were written.`;
    case 'export-cut':
      return `${entriesText(from, to, 'is', 'are')} in the export of ${momentText(lastAt)} and gone from the history.`;
    case 'export-differs':
      return `Entry ${numberText(to)} is not the one that was exported ${momentText(lastAt)}.`;
    case 'export-dropped':
      return `All that was exported ${momentText(lastAt)} has been dropped for its age since: nothing is left to compare.`;
    case 'export-fits':
      return `The history fits the export of ${momentText(lastAt)}: nothing up to entry ${numberText(to)} has changed since.`;
    case 'export-changed':
      return from > 0
        ? `The file was changed after it was exported: its entry ${numberText(from)} does not fit.`
        : 'The file was changed after it was exported: its entries and its checkpoint do not fit.';
  }
}

/** Describes the entries that are older than the key. */
export function originText({ origin }: HistoryCheck): string | null {
  if (!origin) return null;
  const { since, after } = origin;
  return after === 0
    ? `Sealed since ${momentText(since)}`
    : `The key is new since ${momentText(since)}: earlier entries, up to number ${numberText(after)}, cannot be vouched for`;
}

const noVouching = (to: number) => `Entries up to number ${numberText(to)} cannot be vouched for.`;

const numberText = (value: number) => value.toLocaleString();
const countText = (count: number, what: string) => `${numberText(count)} ${count === 1 ? what : `${what}s`}`;

function entriesText(from: number, to: number, one: string, more: string): string {
  return from === to
    ? `Entry ${numberText(from)} ${one}`
    : `Entries ${numberText(from)} to ${numberText(to)} ${more}`;
}
