import { browser } from '#imports';
import { openPopup } from '../browser/popup';
import { sessionDeadlineRecords, sessionsItem } from '../cobrowse/state';
import { resolveEnvironment } from '../environment/environment';
import type { Failure } from '../errors/failure';
import type { Result } from '../errors/result';
import { DEFAULT_LIST_VIEW } from '../floor/list-view';
import { checkAgainstFile, checkHistory, checkpointToExport, type HistoryCheck } from '../history/check';
import { toCsv, toJson } from '../history/export';
import { MAX_EXPORT_BYTES, readExport, type UnusableExport } from '../history/exported-file';
import { foldHistory } from '../history/fold';
import type { ExportMemory, HistoryNote, HistoryRow } from '../history/model';
import { clockJumpMs } from '../history/retention-clock';
import { historyRecords, historyTroubleItem } from '../history/state';
import type { HistoryTrouble } from '../history/trouble';
import { readWitnessData, type WitnessData } from '../history/witness';
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
  /** What the organization has set. */
  policy: Policy;
};

/** What is remembered about the history, apart from its entries. */
type RecordState = {
  /** Whether the browser gives access to it here. */
  hasWitness: boolean;
  /** Earlier findings, oldest first. */
  notes: HistoryNote[];
  /** The last export from this browser. */
  exported: ExportMemory | null;
  /**
   * How far this computer's clock is ahead of the retention time, in milliseconds: nothing is
   * deleted for that time until Genesys Cloud has confirmed it. 0 if it is not a jump.
   */
  jumpMs: number;
};

/** The actions of the history page. */
export type HistoryActions = {
  verify(): Promise<HistoryCheck>;
  /** Compares the history with an exported file. */
  checkExport(file: File): Promise<HistoryCheck | UnusableExport>;
  exportCsv(rows: HistoryRow[]): Promise<void>;
  /** `whole`: these are all rows; the file then contains the chain too. */
  exportJson(rows: HistoryRow[], whole: boolean): Promise<void>;
  keepFor(days: number | null): Promise<Result<unknown>>;
  /** Starts a session with an agent of the past, in the conversation that they have now. */
  watchAgain(agentUserId: string): Promise<WatchOutcome>;
  /** Opens the list with the name of an agent in its search. */
  showInList(agentName: string): Promise<void>;
  openInGenesys(conversationId: string): void;
  openSettings(): void;
  copyText(text: string): Promise<void>;
};

/** What became of a start from the history. */
export type WatchOutcome =
  | { kind: 'started' }
  /** The agent has no conversation that the supervisor can see. */
  | { kind: 'no-conversation' }
  /** Every start needs a purpose, which is chosen in the list. */
  | { kind: 'ask-purpose' }
  | { kind: 'failed'; failure: Failure };

/**
 * Connects the history page. It reads the stored entries itself: there may be many, and checking
 * them must not keep the background from a start. Changes go through the background. `watchState`
 * calls back with the state, again at each change, and with `null` if it cannot be read.
 */
export function connectHistory(): {
  actions: HistoryActions;
  watchState: (onState: (state: HistoryState | null) => void) => () => void;
} {
  return { actions, watchState };
}

const actions: HistoryActions = {
  async verify() {
    // Read the witness data first: it must not be newer than the entries.
    const kept = await readKeptOrNull();
    return await checkHistory(await historyRecords.readAll(), kept);
  },
  async checkExport(file) {
    if (file.size > MAX_EXPORT_BYTES) return 'too-large';
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
  watchAgain: async (agentUserId) => (await import('./watch-again')).watchAgain(agentUserId),
  async showInList(agentName) {
    await sendRequest('note-list-view', {
      view: { ...DEFAULT_LIST_VIEW, typed: agentName },
      shown: { ids: [], offset: 0, total: 0, sections: [] },
      snapshot: [],
    });
    await openPopup();
  },
  openInGenesys: (conversationId) =>
    void readSettings().then(({ environment }) => {
      const resolved = resolveEnvironment(environment);
      const path = `/directory/#/analytics/interactions/${conversationId}/admin`;
      if (resolved) void browser.tabs.create({ url: `${resolved.appsOrigin}${path}` });
    }),
  openSettings: () => void browser.runtime.openOptionsPage(),
  copyText: (text) => navigator.clipboard.writeText(text),
};

/** Reads the state again: the database sends no change events. */
const readers = new Set<() => void>();

async function readKeptOrNull(): Promise<WitnessData | null> {
  return await readWitnessData(historyWitnessStore).catch(() => null);
}

function watchState(onState: (state: HistoryState | null) => void): () => void {
  let latest = 0;
  async function read() {
    latest += 1;
    const mine = latest;
    const state = await readState().catch(() => null);
    // Ignore a read that a later one has overtaken.
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
    // A session that the store has lost is live until its time limit. The end of any other is
    // unknown; the background records that when it wakes.
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
      jumpMs: kept?.clock ? clockJumpMs(kept.clock, Date.now()) : 0,
    },
    policy,
  };
}

/** Exports a file; returns whether it was saved. */
async function exportFile(extension: string, type: string, text: string): Promise<boolean> {
  // The buttons are hidden then; but a policy may arrive while one is pressed.
  if (isOff(await managedPolicy.get(), 'history-export')) return false;
  saveFile(`cobrowse-history-${new Date().toISOString().slice(0, 10)}.${extension}`, type, text);
  return true;
}
