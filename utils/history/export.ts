import { type HistoryRecords, readChain } from './chain';
import type { Checkpoint, CheckpointFacts, HistoryRow } from './model';

/** The columns of the CSV, each with its content. */
const COLUMNS: [name: string, cell: (row: HistoryRow) => string | number | null][] = [
  ['Started', ({ startedAt }) => isoTime(startedAt)],
  ['Joined', ({ joinedAt }) => isoTime(joinedAt)],
  ['Ended', ({ endedAt }) => isoTime(endedAt)],
  ['Length in seconds', lengthInSeconds],
  ['How it ended', ({ howEnded }) => howEnded ?? 'live'],
  ['Supervisor', ({ supervisor }) => supervisor.name],
  ['Supervisor ID', ({ supervisor }) => supervisor.userId],
  ['Agent', ({ agent }) => agent.name],
  ['Agent ID', ({ agent }) => agent.userId],
  ['Customer', ({ customerName }) => customerName],
  ['Queue', ({ queueName }) => queueName],
  ['Conversation ID', ({ conversationId }) => conversationId],
  ['Session ID', ({ sessionId }) => sessionId],
  ['Service', ({ service }) => service],
  ['Access', ({ settings }) => (settings.allowRemoteControl ? 'control' : 'view-only')],
  ['Time limit in minutes', ({ settings }) => settings.timeoutInMinutes],
  ['Purpose', ({ purpose }) => purpose],
  ['Joined a live session', ({ joinedExisting }) => (joinedExisting ? 'yes' : 'no')],
  ['Correlation IDs', ({ correlationIds }) => correlationIds.join(' ')],
  ['Notes', ({ notes }) => notes.map(({ at, text }) => `${isoTime(at)} ${text}`).join('\n')],
];

/** Empty if the end is unknown, or before the start because the clock was set back. */
function lengthInSeconds({ startedAt, endedAt }: HistoryRow): number | null {
  return endedAt === null || endedAt < startedAt ? null : Math.round((endedAt - startedAt) / 1000);
}

/** Makes Excel detect UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * Returns the sessions as CSV (RFC 4180), times in UTC. Text is changed only as described at {@link
 * toCell}.
 */
export function toCsv(rows: HistoryRow[]): string {
  const lines = [COLUMNS.map(([name]) => name), ...rows.map((row) => COLUMNS.map(([, cell]) => cell(row)))];
  return BYTE_ORDER_MARK + lines.map((cells) => `${cells.map(toCell).join(',')}\r\n`).join('');
}

/** Put before a formula mark. Spreadsheets neither run nor remove it, unlike a plain apostrophe. */
const GUARD = '\u2019';

// Each of these is the content of a regular expression's character class.
/** What a reader may treat as the end of a cell, whatever its rules for quotes and line breaks. */
const ENDS_CELL = ',;|"\\p{Cc}\\u2028\\u2029\\uFF0C\\uFF1B\\uFF5C\\uFF02';
/**
 * What a reader may skip at the beginning of a cell: spaces, quotes, backslashes and invisible
 * characters.
 */
const SKIPPED = `\\s\\\\'\`\\uFF07\\u2018\\u201C\\u201D\\u2800\\p{Cc}\\p{Cf}\\p{Default_Ignorable_Code_Point}"\\uFF02`;
/** What begins a formula, also in every compatible form (full-width, small, superscript). */
const BEGINS_FORMULA =
  '=+\\-@|%\\uFF1D\\uFF0B\\uFF0D\\uFF20\\uFF5C\\uFF05\\uFE66\\uFE62\\uFE63\\uFE6B\\uFE6A\\u2212\\u207A\\u207B\\u207C\\u208A\\u208B\\u208C\\u2A75\\u2A76\\uFB29';

/**
 * A formula mark at the beginning of a cell, or where any reader may begin one; readers may split
 * at spaces too. A dash between two words does not count. Some readers also run a cell that begins
 * with a tab or a line break.
 */
const FORMULA = new RegExp(
  `(?<=(?:^|[\\s${ENDS_CELL}])[${SKIPPED}]*)(?!(?<=[\\p{L}\\p{N}] )- )(?=[${BEGINS_FORMULA}])|^(?=[\\t\\r\\n])`,
  'gu',
);

/**
 * Formats one cell. Puts ’ (U+2019) before each mark that could begin a formula in a spreadsheet.
 * Nothing else changes: a reader of RFC 4180 gets the text with these marks in it.
 */
function toCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const harmless = value.replace(FORMULA, GUARD);
  const needsQuotes = /[",\p{Cc}\u2028\u2029]/u.test(harmless);
  return needsQuotes ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/**
 * Returns the sessions as JSON. With `records`, which are only passed for the whole history, the
 * file contains the chain itself: anybody with the file can check it, and later compare the history
 * with it. `checkpoint`: the current state of the chain, also included in a partial export.
 */
export function toJson(
  rows: HistoryRow[],
  exportedAt: number,
  records?: HistoryRecords,
  checkpoint?: Checkpoint | (CheckpointFacts & { keyFingerprint: null; mac: null }),
): string {
  const chain = records && readChain(records);
  const exported = {
    product: 'Cobrowse for Genesys Cloud',
    exportedAt: isoTime(exportedAt),
    sessions: rows.map(({ startedAt, joinedAt, endedAt, expiresAt, howEnded, notes, ...facts }) => ({
      ...facts,
      startedAt: isoTime(startedAt),
      joinedAt: isoTime(joinedAt),
      endedAt: isoTime(endedAt),
      expiresAt: isoTime(expiresAt),
      howEnded: howEnded ?? 'live',
      notes: notes.map(({ at, text }) => ({ at: isoTime(at), text })),
    })),
    ...(checkpoint && {
      checkpoint: {
        ...checkpoint,
        firstAt: isoTime(checkpoint.firstAt),
        lastAt: isoTime(checkpoint.lastAt),
      },
    }),
    ...(chain && {
      chain: {
        hashing: 'SHA-256 over the entry as JSON without "hash", the fields of every object sorted by name',
        anchor: { seq: chain.anchor.seq, hash: chain.anchor.hash },
        entries: chain.places.map(({ stored }) => stored),
      },
    }),
  };
  return `${JSON.stringify(exported, null, 2)}\n`;
}

function isoTime(time: number): string;
function isoTime(time: number | null): string | null;
function isoTime(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}
