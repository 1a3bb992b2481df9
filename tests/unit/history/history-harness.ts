import type { Session } from '@/utils/cobrowse/model';
import type { HistoryRecords } from '@/utils/history/chain';
import { createHistory, type HistoryShelf } from '@/utils/history/history';
import type { HistoryTrouble } from '@/utils/history/model';

export const NOW = Date.parse('2026-03-04T10:00:00Z');
export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;

/** A session in the book; its number is in its id. */
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

/** A shelf in memory that keeps copies, as a browser does. Set `refuse` to make its writes fail. */
export function memoryShelf(records: HistoryRecords = {}) {
  const shelf = {
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
      if (shelf.refuse) throw shelf.refuse;
      shelf.writes.push(Object.keys(changes));
      Object.assign(records, structuredClone(changes));
    },
    async remove(names: string[]) {
      for (const name of names) delete records[name];
    },
  } satisfies HistoryShelf & Record<string, unknown>;
  return shelf;
}

/** A history on a shelf in memory. `reopen` is what a new worker does: it makes another writer on the same shelf. */
export function createScene(shelf = memoryShelf()) {
  const clock = { now: NOW };
  const troubles: HistoryTrouble['reason'][] = [];
  const reopen = () =>
    createHistory({
      shelf,
      getSupervisorName: async (userId) => (userId === 'u-dana' ? 'Dana Whitfield' : null),
      noteTrouble: async (reason) => troubles.push(reason),
      now: () => clock.now,
    });
  return { shelf, clock, troubles, history: reopen(), reopen };
}
