import type { Result } from '../errors/result';
import { type Verification, verifyChain } from '../history/chain';
import { toCsv, toJson } from '../history/export';
import { foldHistory } from '../history/fold';
import type { HistoryRow, HistoryTrouble } from '../history/model';
import { sendRequest } from '../messaging/client';
import { readSettings } from '../settings/effective-settings';
import { isOff, type Policy } from '../settings/policy';
import {
  historyShelf,
  historyTroubleItem,
  sessionDeadlineShelf,
  sessionsItem,
  settingsItem,
} from '../storage/items';
import { managedPolicy } from '../storage/managed-policy';
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
  /** What the organisation has set. */
  policy: Policy;
};

/** What the history page can ask for. */
export type HistoryActions = {
  verify(): Promise<Verification>;
  exportCsv(rows: HistoryRow[]): Promise<void>;
  /** `whole`: these are all rows there are; the file then holds the chain too. */
  exportJson(rows: HistoryRow[], whole: boolean): Promise<void>;
  keepFor(days: number | null): Promise<Result<unknown>>;
  copyText(text: string): Promise<void>;
};

/**
 * Connects the history page. It reads the stored entries by itself: they may be many, and checking them must not keep the background
 * from a start. What changes them it asks of the background. `watchState` calls back with the state, again at each change, and with
 * `null` when it cannot be read.
 */
export function connectHistory(): {
  actions: HistoryActions;
  watchState: (onState: (state: HistoryState | null) => void) => () => void;
} {
  return { actions, watchState };
}

const actions: HistoryActions = {
  verify: async () => await verifyChain(await historyShelf.readAll()),
  exportCsv: (rows) => exportFile('csv', 'text/csv', toCsv(rows)),
  async exportJson(rows, whole) {
    const records = whole ? await historyShelf.readAll() : undefined;
    await exportFile('json', 'application/json', toJson(rows, Date.now(), records));
  },
  async keepFor(keepForDays) {
    return await sendRequest('save-settings', {
      settings: { ...(await settingsItem.get()), history: { keepForDays } },
    });
  },
  copyText: (text) => navigator.clipboard.writeText(text),
};

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
    historyShelf,
    sessionDeadlineShelf,
    sessionsItem,
    settingsItem,
    managedPolicy,
    historyTroubleItem,
  ].map((item) => item.watch(() => void read()));
  void read();
  return () => {
    latest = Number.POSITIVE_INFINITY;
    for (const stop of stops) stop();
  };
}

async function readState(): Promise<HistoryState> {
  const [records, sessions, deadlines, { history }, trouble, policy] = await Promise.all([
    historyShelf.readAll(),
    sessionsItem.get(),
    sessionDeadlineShelf.readAll(),
    readSettings(),
    historyTroubleItem.get(),
    managedPolicy.get(),
  ]);
  const { rows, unreadable } = foldHistory(records);
  return {
    // One that the book has lost is live until its time limit. Of any other nobody knows; the background records that when it wakes.
    rows: rows.map((row) =>
      row.howEnded === null && !sessions[row.sessionId] && !deadlines[row.sessionId]
        ? { ...row, howEnded: 'unknown' }
        : row,
    ),
    unreadable,
    keepForDays: history.keepForDays,
    trouble,
    policy,
  };
}

async function exportFile(extension: string, type: string, text: string): Promise<void> {
  // The buttons are gone where this is so; what arrives while one is pressed counts too.
  if (isOff(await managedPolicy.get(), 'history-export')) return;
  saveFile(`cobrowse-history-${new Date().toISOString().slice(0, 10)}.${extension}`, type, text);
}
