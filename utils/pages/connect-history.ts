import { sessionDeadlineRecords, sessionsItem } from '../cobrowse/state';
import type { Result } from '../errors/result';
import { checkAgainstFile, checkHistory, checkpointToExport, type HistoryCheck } from '../history/check';
import { toCsv, toJson } from '../history/export';
import { LARGEST_EXPORT_BYTES, readExport, type UnusableExport } from '../history/exported-file';
import { foldHistory } from '../history/fold';
import type { ExportMemory, HistoryNote, HistoryRow } from '../history/model';
import { jumpAhead } from '../history/retention-clock';
import { historyRecords, historyTroubleItem } from '../history/state';
import type { HistoryTrouble } from '../history/trouble';
import { type Kept, readKept } from '../history/witness';
import { historyWitnessStore } from '../history/witness-store';
import { sendRequest } from '../messaging/client';
import { readSettings } from '../settings/effective-settings';
import { managedPolicy } from '../settings/managed-policy';
import { isOff, type Policy } from '../settings/policy';
import { settingsItem } from '../settings/state';
import { saveFile } from './save-file';

/** What the history page shows. */
export type HistoryState = {
  /** Newest first. A session without an end is live. */
  rows: HistoryRow[];
  /** Entries that cannot be read. */
  unreadable: number;
  /** `null` is for ever. */
  keepForDays: number | null;
  trouble: HistoryTrouble | null;
  record: RecordState;
  /** What the organisation has set. */
  policy: Policy;
};

/** What is remembered of the history, away from its entries. */
type RecordState = {
  /** Whether the browser gives access to it here. */
  hasWitness: boolean;
  /** What was found wrong before, oldest first. */
  notes: HistoryNote[];
  /** The last export from here. */
  exported: ExportMemory | null;
  /**
   * How far this computer's clock is ahead of the time that counts for dropping, in milliseconds:
   * nothing is dropped for that time until Genesys Cloud has confirmed it. 0 where it is no jump.
   */
  jumpMs: number;
};

/** What the history page can ask for. */
export type HistoryActions = {
  verify(): Promise<HistoryCheck>;
  /** Checks the history against an exported file. */
  checkExport(file: File): Promise<HistoryCheck | UnusableExport>;
  exportCsv(rows: HistoryRow[]): Promise<void>;
  /** `whole`: these are all rows there are; the file then holds the chain too. */
  exportJson(rows: HistoryRow[], whole: boolean): Promise<void>;
  keepFor(days: number | null): Promise<Result<unknown>>;
  copyText(text: string): Promise<void>;
};

/**
 * Connects the history page. It reads the stored entries by itself: they may be many, and checking
 * them must not keep the background from a start. What changes them it asks of the background.
 * `watchState` calls back with the state, again at each change, and with `null` when it cannot be
 * read.
 */
export function connectHistory(): {
  actions: HistoryActions;
  watchState: (onState: (state: HistoryState | null) => void) => () => void;
} {
  return { actions, watchState };
}

const actions: HistoryActions = {
  async verify() {
    // What is remembered first: it never runs ahead of the entries.
    const kept = await readKeptOrNull();
    return await checkHistory(await historyRecords.readAll(), kept);
  },
  async checkExport(file) {
    if (file.size > LARGEST_EXPORT_BYTES) return 'too-large';
    const exported = readExport(await file.text());
    if (typeof exported === 'string') return exported;
    const kept = await readKeptOrNull();
    return await checkAgainstFile(await historyRecords.readAll(), kept, exported);
  },
  exportCsv: async (rows) => void (await exportFile('csv', 'text/csv', toCsv(rows))),
  async exportJson(rows, whole) {
    const records = await historyRecords.readAll();
    const checkpoint = await checkpointToExport(records);
    const at = Date.now();
    const text = toJson(rows, at, whole ? records : undefined, checkpoint);
    if (!(await exportFile('json', 'application/json', text))) return;
    const { seq, hash, count } = checkpoint;
    const exported: ExportMemory = { at, seq, hash, count };
    await historyWitnessStore.write({ exported }).catch(() => undefined);
    for (const read of readers) read();
  },
  async keepFor(keepForDays) {
    return await sendRequest('save-settings', {
      settings: { ...(await settingsItem.get()), history: { keepForDays } },
    });
  },
  copyText: (text) => navigator.clipboard.writeText(text),
};

/** Reads the state again: no event tells that the database has changed. */
const readers = new Set<() => void>();

async function readKeptOrNull(): Promise<Kept | null> {
  return await readKept(historyWitnessStore).catch(() => null);
}

function watchState(onState: (state: HistoryState | null) => void): () => void {
  let latest = 0;
  async function read() {
    latest += 1;
    const mine = latest;
    const state = await readState().catch(() => null);
    // A read that a later one overtook says what was.
    if (mine === latest) onState(state);
  }
  const stops = [
    historyRecords,
    sessionDeadlineRecords,
    sessionsItem,
    settingsItem,
    managedPolicy,
    historyTroubleItem,
  ].map((item) => item.watch(() => void read()));
  const readAgain = () => void read();
  readers.add(readAgain);
  readAgain();
  return () => {
    readers.delete(readAgain);
    latest = Number.POSITIVE_INFINITY;
    for (const stop of stops) stop();
  };
}

async function readState(): Promise<HistoryState> {
  const [records, sessions, deadlines, { history }, trouble, policy, kept] = await Promise.all([
    historyRecords.readAll(),
    sessionsItem.get(),
    sessionDeadlineRecords.readAll(),
    readSettings(),
    historyTroubleItem.get(),
    managedPolicy.get(),
    readKeptOrNull(),
  ]);
  const { rows, unreadable } = foldHistory(records);
  return {
    // One that the store has lost is live until its time limit. Of any other nobody knows; the
    // background records that when it wakes.
    rows: rows.map((row) =>
      row.howEnded === null && !sessions[row.sessionId] && !deadlines[row.sessionId]
        ? { ...row, howEnded: 'unknown' }
        : row,
    ),
    unreadable,
    keepForDays: history.keepForDays,
    trouble,
    record: {
      hasWitness: kept !== null,
      notes: kept?.notes ?? [],
      exported: kept?.exported ?? null,
      jumpMs: kept?.clock ? jumpAhead(kept.clock, Date.now()) : 0,
    },
    policy,
  };
}

/** Answers whether the file was handed out. */
async function exportFile(extension: string, type: string, text: string): Promise<boolean> {
  // The buttons are gone where this is so; what arrives while one is pressed counts too.
  if (isOff(await managedPolicy.get(), 'history-export')) return false;
  saveFile(`cobrowse-history-${new Date().toISOString().slice(0, 10)}.${extension}`, type, text);
  return true;
}
