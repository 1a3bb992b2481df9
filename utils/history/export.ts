import { type HistoryRecords, readChain } from './chain';
import type { HistoryRow } from './model';

/** The columns of the CSV, each with what stands in it. */
const COLUMNS: [name: string, cell: (row: HistoryRow) => string | number | null][] = [
  ['Started', ({ startedAt }) => isoTime(startedAt)],
  ['Joined', ({ joinedAt }) => isoTime(joinedAt)],
  ['Ended', ({ endedAt }) => isoTime(endedAt)],
  ['Length in seconds', ({ startedAt, endedAt }) => endedAt && Math.round((endedAt - startedAt) / 1000)],
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
];

/** By this mark Excel knows UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

/** The sessions as CSV (RFC 4180), times in UTC. */
export function toCsv(rows: HistoryRow[]): string {
  const lines = [COLUMNS.map(([name]) => name), ...rows.map((row) => COLUMNS.map(([, cell]) => cell(row)))];
  return BYTE_ORDER_MARK + lines.map((cells) => `${cells.map(toCell).join(',')}\r\n`).join('');
}

/** What begins a formula, at the beginning of a cell or after what another country's spreadsheet takes for the end of one. */
const FORMULA = /(^|[;|\t\r\n])(?=[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/g;

/** One cell. A name that begins like a formula is made text: spreadsheets would run it. */
function toCell(value: string | number | null): string {
  const text = value === null ? '' : String(value);
  const led = typeof value === 'string' && /^[\t\r\n]/.test(text) ? `'${text}` : text;
  const harmless = typeof value === 'string' ? led.replace(FORMULA, "$1'") : text;
  return /[",\r\n\t]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/**
 * The sessions as JSON. With `records`, which belong to the whole history only, the chain itself is in it: whoever has the file can
 * check it, and later the history against it.
 */
export function toJson(rows: HistoryRow[], exportedAt: number, records?: HistoryRecords): string {
  const chain = records && readChain(records);
  const exported = {
    product: 'Cobrowse for Genesys Cloud',
    exportedAt: isoTime(exportedAt),
    sessions: rows.map(({ startedAt, joinedAt, endedAt, expiresAt, howEnded, ...facts }) => ({
      ...facts,
      startedAt: isoTime(startedAt),
      joinedAt: isoTime(joinedAt),
      endedAt: isoTime(endedAt),
      expiresAt: isoTime(expiresAt),
      howEnded: howEnded ?? 'live',
    })),
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
