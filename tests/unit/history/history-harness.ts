import type { Session } from '@/utils/cobrowse/model';
import type { HistoryRecords } from '@/utils/history/chain';
import { createHistory } from '@/utils/history/history';
import type { HistoryTrouble } from '@/utils/history/trouble';
import { createWitness, type WitnessStore } from '@/utils/history/witness';
import type { StoredRecords } from '@/utils/storage/stored-records';

export const NOW = Date.parse('2026-03-04T10:00:00Z');
export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;

/** A session in the store; its number is in its id. */
export function session(number: number, changes: Partial<Session> = {}): Session {
  return {
    id: `s-${number}`,
    service: 'sessions',
    conversationId: `0b7c3f1e-9a2d-4c5b-8e6f-${String(number).padStart(12, '0')}`,
    supervisorUserId: 'u-dana',
    agent: { userId: `u-agent-${number}`, name: `Agent ${number}` },
    customerName: `Customer ${number}`,
    queueName: 'Billing',
    settings: { allowRemoteControl: false, timeoutInMinutes: 15 },
    joinedExisting: false,
    startedAt: NOW,
    expiresAt: NOW + 15 * MINUTE,
    tabId: null,
    purpose: null,
    invitation: null,
    ...changes,
  };
}

/** Records in memory, kept as copies as a browser does. Set `refuse` to make its writes fail. */
export function memoryRecords(records: HistoryRecords = {}) {
  const stored = {
    records,
    writes: [] as string[][],
    refuse: null as Error | null,
    async read(names: string[]) {
      return structuredClone(
        Object.fromEntries(names.filter((name) => name in records).map((name) => [name, records[name]])),
      );
    },
    readAll: async () => structuredClone(records),
    async write(changes: HistoryRecords) {
      await Promise.resolve();
      if (stored.refuse) throw stored.refuse;
      stored.writes.push(Object.keys(changes));
      Object.assign(records, structuredClone(changes));
    },
    async remove(names: string[]) {
      for (const name of names) delete records[name];
    },
  } satisfies Omit<StoredRecords, 'watch'> & Record<string, unknown>;
  return stored;
}

/** The witness's store in memory. Set `refuse` to what it does instead of answering. */
export function memoryStore(values: Record<string, unknown> = {}) {
  const store: WitnessStore & {
    values: Record<string, unknown>;
    refuse: (() => Promise<never>) | null;
  } = {
    values,
    refuse: null,
    async read() {
      if (store.refuse) return await store.refuse();
      return structuredClone(values);
    },
    async write(changes: Record<string, unknown>) {
      if (store.refuse) return await store.refuse();
      Object.assign(values, structuredClone(changes));
    },
  };
  return store;
}

/**
 * A history on records in memory. `reopen` is what a new worker does: it makes another writer on
 * the same records. The server says the time of `clock.server`, or what the computer's clock shows
 * where it is `undefined`; `null` is a server that was not heard.
 */
export function createScene(stored = memoryRecords(), store = memoryStore()) {
  const clock: { now: number; server?: number | null } = { now: NOW };
  const troubles: HistoryTrouble['reason'][] = [];
  const reopen = () =>
    createHistory({
      records: stored,
      witness: createWitness({
        store,
        records: stored,
        now: () => clock.now,
        serverNow: () => (clock.server === undefined ? clock.now : clock.server),
      }),
      getSupervisorName: async (userId) => (userId === 'u-dana' ? 'Dana Whitfield' : null),
      noteTrouble: async (reason) => troubles.push(reason),
      now: () => clock.now,
    });
  return { stored, store, clock, troubles, history: reopen(), reopen };
}
