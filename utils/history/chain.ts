import * as z from 'zod/mini';
import {
  type HistoryAnchor,
  type HistoryEntry,
  type HistoryEvent,
  type HistoryHead,
  historyAnchorSchema,
  historyEntrySchema,
  historyHeadSchema,
} from './model';

/**
 * The chain of the history. Each entry is a separate record and contains the hash of the one before
 * it:
 *
 *   anchor          000042            000043            000044           head
 *   seq 41, hash ◄─ previousHash ◄─── previousHash ◄─── previousHash ◄── seq 44, hash
 *
 * Deleting the oldest entries moves the anchor; an entry and the head that points to it are written
 * in one call. The chain alone shows every change that does not rewrite everything after it. The
 * head's seal and the data stored elsewhere show the rest: see witness.ts.
 */

export const HEAD = 'head';
export const ANCHOR = 'anchor';
/** The predecessor of the very first entry. */
export const GENESIS: HistoryAnchor = { seq: 0, hash: '0'.repeat(64), prunedAt: 0 };

/** Records by name: entries, head and anchor as they are stored, unchecked. */
export type HistoryRecords = Record<string, unknown>;

/** The name under which an entry is stored. */
export const entryName = (seq: number) => String(seq).padStart(6, '0');

/**
 * Reads the stored chain. Ignores entries before the anchor: they are left over from an interrupted
 * deletion.
 */
export function readChain(records: HistoryRecords): {
  anchor: HistoryAnchor;
  head: HistoryHead | null;
  /** By sequence number, unchecked. */
  places: { seq: number; stored: unknown }[];
} {
  const anchor = z.safeParse(historyAnchorSchema, records[ANCHOR]);
  const head = z.safeParse(historyHeadSchema, records[HEAD]);
  const from = anchor.success ? anchor.data : GENESIS;
  const places = Object.entries(records)
    .filter(([name]) => /^\d+$/.test(name))
    .map(([name, stored]) => ({ seq: Number(name), stored }))
    .filter(({ seq }) => seq > from.seq)
    .sort((a, b) => a.seq - b.seq);
  return { anchor: from, head: head.success ? head.data : null, places };
}

/** Parses a stored entry; `null` if it cannot be read. */
export function parseEntry(stored: unknown): HistoryEntry | null {
  const parsed = z.safeParse(historyEntrySchema, stored);
  return parsed.success ? parsed.data : null;
}

/**
 * Creates the entry for an event at the end of the chain. Throws if the event contains a field that
 * entries do not have.
 */
export async function seal(
  event: HistoryEvent,
  after: { seq: number; hash: string },
  at: number,
): Promise<HistoryEntry> {
  const place = { seq: after.seq + 1, at, previousHash: after.hash };
  const open = z.parse(historyEntrySchema, { ...event, ...place, hash: GENESIS.hash });
  return { ...open, hash: await hashOf(open) };
}

/** The result of a check of the chain: it is intact, or the first place where it is not. */
export type Verification =
  | { ok: true; entries: number; lastHash: string }
  | { ok: false; seq: number; reason: 'changed' | 'missing' | 'reordered' };

/** Checks every stored entry and the links between them. */
export async function verifyChain(records: HistoryRecords): Promise<Verification> {
  const { anchor, head, places } = readChain(records);
  let last: { seq: number; hash: string } = anchor;
  for (const { seq, stored } of places) {
    const expected = last.seq + 1;
    if (seq !== expected) return { ok: false, seq: expected, reason: 'missing' };
    if (!isSealed(stored) || stored.hash !== (await hashOf(stored))) {
      return { ok: false, seq, reason: 'changed' };
    }
    // Intact, but from another place.
    if (stored.seq !== seq) return { ok: false, seq, reason: 'reordered' };
    if (stored.previousHash !== last.hash) {
      // The link contains the previous entry's original hash: that entry was rewritten together
      // with its hash.
      return { ok: false, seq: last.seq > anchor.seq ? last.seq : seq, reason: 'changed' };
    }
    last = { seq, hash: stored.hash };
  }
  // Entries beyond the head come from an interrupted write; a head beyond the entries means that
  // entries are missing.
  const whole = places.length === 0 && records[HEAD] === undefined;
  if (!whole && (!head || head.seq > last.seq)) return { ok: false, seq: last.seq + 1, reason: 'missing' };
  if (head?.seq === last.seq && head.hash !== last.hash) {
    return { ok: false, seq: last.seq, reason: 'changed' };
  }
  return { ok: true, entries: places.length, lastHash: last.hash };
}

/**
 * Returns the hash of an entry over everything but its own hash; the order of its fields does not
 * matter.
 */
export async function hashOf(entry: object): Promise<string> {
  const { hash: _, ...hashed } = entry as { hash?: unknown };
  return toHex(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(canonicalJson(hashed))));
}

/** Converts bytes to hexadecimal. */
export function toHex(bytes: ArrayBuffer): string {
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** JSON with the fields of every object sorted. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

function isSealed(stored: unknown): stored is { seq: unknown; previousHash: unknown; hash: string } {
  return typeof stored === 'object' && stored !== null && 'hash' in stored && typeof stored.hash === 'string';
}
