import { type HistoryRecords, parseEntry, readChain } from './chain';
import type { HistoryEntry, HistoryHead, HistoryRow } from './model';

/**
 * How long an ended session is remembered after its time limit, in milliseconds: the store may
 * still contain it after a crash.
 */
const REMEMBER_ENDED_MS = 60 * 60_000;

/**
 * Returns every session in the stored entries, newest first, and how many entries could not be
 * read.
 */
export function foldHistory(records: HistoryRecords): { rows: HistoryRow[]; unreadable: number } {
  const rows = new Map<string, HistoryRow>();
  let unreadable = 0;
  for (const { stored } of readChain(records).places) {
    const entry = parseEntry(stored);
    if (!entry) {
      unreadable += 1;
      continue;
    }
    const row = addTo(rows.get(entry.sessionId), entry);
    if (row) rows.set(entry.sessionId, row);
  }
  return { rows: [...rows.values()].sort((a, b) => b.startedAt - a.startedAt), unreadable };
}

/**
 * Returns a session's row after one more entry; `undefined` if its beginning was deleted because of
 * its age.
 */
function addTo(row: HistoryRow | undefined, entry: HistoryEntry): HistoryRow | undefined {
  const correlationIds = [...new Set([...(row?.correlationIds ?? []), ...entry.correlationIds])];
  switch (entry.kind) {
    case 'started': {
      const { seq: _, at: __, kind: ___, previousHash: ____, hash: _____, ...facts } = entry;
      // Live again after it seemed to have ended: the same session continues.
      const joinedAt = row?.joinedAt ?? null;
      return { ...facts, correlationIds, joinedAt, endedAt: null, howEnded: null, notes: row?.notes ?? [] };
    }
    case 'joined':
      return row && { ...row, correlationIds, joinedAt: row.joinedAt ?? entry.joinedAt };
    case 'noted':
      return row && { ...row, notes: [...row.notes, { at: entry.notedAt, text: entry.text }] };
    case 'ended':
      return (
        row && {
          ...byClockAtEnd(row, entry.clockSetBy ?? 0),
          correlationIds,
          endedAt: entry.endedAt,
          howEnded: entry.how,
        }
      );
  }
}

/** Returns a row whose length is right though the computer's clock was set during the session. */
function byClockAtEnd(row: HistoryRow, clockSetBy: number): HistoryRow {
  const { startedAt, joinedAt, expiresAt } = row;
  return {
    ...row,
    startedAt: startedAt + clockSetBy,
    joinedAt: joinedAt === null ? null : joinedAt + clockSetBy,
    expiresAt: expiresAt + clockSetBy,
  };
}

/** Returns what the head knows about sessions after one more entry. */
export function indexSession(
  sessions: HistoryHead['sessions'],
  entry: HistoryEntry,
): HistoryHead['sessions'] {
  const isRemembered = ([, { endedAt, expiresAt }]: [string, HistoryHead['sessions'][string]]) =>
    endedAt === null || expiresAt + REMEMBER_ENDED_MS > entry.at;
  const remembered = Object.fromEntries(Object.entries(sessions).filter(isRemembered));
  const known = remembered[entry.sessionId];
  const after = knownAfter(known, entry);
  return after ? { ...remembered, [entry.sessionId]: after } : remembered;
}

type Known = HistoryHead['sessions'][string];

function knownAfter(known: Known | undefined, entry: HistoryEntry): Known | undefined {
  switch (entry.kind) {
    case 'started':
      return { expiresAt: entry.expiresAt, joined: false, endedAt: null };
    case 'joined':
      return known && { ...known, joined: true };
    case 'noted':
      return known && { ...known, notes: (known.notes ?? 0) + 1 };
    case 'ended':
      return known && { ...known, endedAt: entry.at };
  }
}
