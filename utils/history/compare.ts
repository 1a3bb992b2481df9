import * as z from 'zod/mini';
import { entryName, GENESIS, type HistoryRecords, hashOf, parseEntry, readChain } from './chain';
import {
  type Checkpoint,
  type CheckpointFacts,
  checkpointSchema,
  type Finding,
  type HistoryAnchor,
  type HistoryEntry,
  type HistoryHead,
} from './model';
import { isSealedBy } from './seal';

/** The parts of the chain that a comparison needs. */
export type ChainView = {
  head: HistoryHead | null;
  anchor: Pick<HistoryAnchor, 'seq' | 'hash'>;
  /** Where the chain ends, whatever the head says. */
  last: { seq: number; hash: string };
  /** Returns the stored hash of an entry; `null` if there is none. */
  hashAt(seq: number): Promise<string | null>;
};

/** What is remembered about the chain outside it. */
export type Remembered = { key: CryptoKey | null; checkpoint: Checkpoint | null };

/** Returns the seal in the head: `null` if there is none, `'unreadable'` if it cannot be read. */
export function sealOf(head: HistoryHead | null): Checkpoint | 'unreadable' | null {
  if (head?.seal === undefined) return null;
  const parsed = z.safeParse(checkpointSchema, head.seal);
  return parsed.success ? parsed.data : 'unreadable';
}

/**
 * Whether entries may be deleted only together with a new seal: there is a seal, or the last one
 * could not be renewed.
 */
export function needsSeal({ seal, wasSealed }: HistoryHead): boolean {
  return seal !== undefined || wasSealed === true;
}

/**
 * Compares the chain with its seal and with what is remembered about it. The checkpoint is written
 * after the entry: it may be older than the chain, if the worker died in between, but never newer.
 */
export async function compareWithRemembered(view: ChainView, remembered: Remembered): Promise<Finding[]> {
  const { head, last } = view;
  const { key, checkpoint } = remembered;
  const seal = sealOf(head);
  if (!key && !checkpoint) return seal === null ? [] : [{ kind: 'witness-gone', to: last.seq }];
  if (!key) return [{ kind: 'key-gone', to: last.seq }];
  const isSealValid = await isValidSeal(seal, key);
  if (!checkpoint) return [{ kind: 'checkpoint-gone' }, ...(await compareWithSeal(view, seal, isSealValid))];
  if (!(await isSealedBy(checkpoint, key))) {
    const kind = isSealValid ? 'checkpoint-changed' : 'key-exchanged';
    return [{ kind, to: last.seq }];
  }
  const missing = { from: last.seq + 1, to: checkpoint.seq, ...timesOf(checkpoint) };
  if (last.seq === 0 && checkpoint.seq > 0) {
    return [{ kind: 'gone', ...missing, from: checkpoint.anchorSeq + 1, sessions: checkpoint.sessions }];
  }
  if (last.seq < checkpoint.seq) {
    const isEarlierCopy = isSealValid && seal !== null && seal !== 'unreadable' && seal.seq === last.seq;
    return [{ kind: isEarlierCopy ? 'older-copy' : 'cut', ...missing }];
  }
  const hash = await hashIn(view, checkpoint.seq);
  if (hash !== null && hash !== checkpoint.hash) return [{ kind: 'rewritten', from: checkpoint.seq }];
  // If the worker died after creating a new key, the head has no seal by that key, and the
  // checkpoint says the same.
  const isBeforeKey =
    seal === null || (seal !== 'unreadable' && seal.keyFingerprint !== checkpoint.keyFingerprint);
  if (!isBeforeKey || (seal !== null && last.seq > checkpoint.seq)) {
    return await compareWithSeal(view, seal, isSealValid);
  }
  const kind = seal === null && head?.wasSealed && head.seq === last.seq ? 'not-sealed' : 'unsealed';
  return [
    ...beginningMoved(view, checkpoint),
    ...(last.seq > checkpoint.seq ? [{ kind, from: checkpoint.seq + 1, to: last.seq } as const] : []),
  ];
}

async function compareWithSeal(
  view: ChainView,
  seal: Checkpoint | 'unreadable' | null,
  isSealValid: boolean,
): Promise<Finding[]> {
  const { head, last } = view;
  if (!head || seal === null) return [];
  if (seal === 'unreadable' || !isSealValid) return [{ kind: 'head-changed' }];
  const fits = seal.seq === head.seq && seal.hash === head.hash;
  if (!fits || seal.sessionsHash !== (await hashOf(head.sessions))) return [{ kind: 'head-changed' }];
  return [
    ...beginningMoved(view, seal),
    ...(last.seq > head.seq ? [{ kind: 'unsealed' as const, from: head.seq + 1, to: last.seq }] : []),
  ];
}

/**
 * Entries are deleted only together with a new seal: another beginning means that somebody else
 * deleted them.
 */
function beginningMoved({ anchor }: ChainView, { anchorSeq, anchorHash }: Checkpoint): Finding[] {
  if (anchor.seq === anchorSeq && anchor.hash === anchorHash) return [];
  return [{ kind: 'beginning-moved', from: anchorSeq + 1, to: anchor.seq }];
}

/** Compares the chain with an export, by its last entry. `at`: when it was exported. */
export async function compareWithExport(
  view: ChainView,
  { at, seq, hash }: { at: number; seq: number; hash: string },
): Promise<Finding> {
  const { anchor, last } = view;
  if (seq > last.seq) return { kind: 'export-cut', from: last.seq + 1, to: seq, lastAt: at };
  if (seq < anchor.seq) return { kind: 'export-dropped', to: seq, lastAt: at };
  const isSame = (await hashIn(view, seq)) === hash;
  return { kind: isSame ? 'export-fits' : 'export-differs', to: seq, lastAt: at };
}

/** Prepares the stored records for a comparison. */
export function viewOf(records: HistoryRecords): ChainView {
  const { anchor, head, places } = readChain(records);
  const hashAt = async (seq: number) => storedHash(records[entryName(seq)]);
  const end = places.at(-1);
  return {
    head,
    anchor,
    last: end ? { seq: end.seq, hash: storedHash(end.stored) ?? '' } : anchor,
    hashAt,
  };
}

/** Computes a checkpoint's facts from these records. */
export async function factsOf(records: HistoryRecords): Promise<CheckpointFacts> {
  const { anchor, head, places } = readChain(records);
  const entries = places.flatMap(({ stored }) => parseEntry(stored) ?? []);
  const { last } = viewOf(records);
  return {
    seq: last.seq,
    hash: last.hash,
    count: places.length,
    sessions: entries.filter(({ kind }) => kind === 'started').length,
    firstAt: entries[0]?.at ?? null,
    lastAt: entries.at(-1)?.at ?? null,
    anchorSeq: anchor.seq,
    anchorHash: anchor.hash,
    sessionsHash: await hashOf(head?.sessions ?? {}),
  };
}

/** Returns the facts after one more entry. */
export async function withEntry(
  facts: CheckpointFacts,
  entry: HistoryEntry,
  sessions: HistoryHead['sessions'],
): Promise<CheckpointFacts> {
  return {
    ...facts,
    seq: entry.seq,
    hash: entry.hash,
    count: facts.count + 1,
    sessions: facts.sessions + (entry.kind === 'started' ? 1 : 0),
    firstAt: facts.firstAt ?? entry.at,
    lastAt: entry.at,
    sessionsHash: await hashOf(sessions),
  };
}

/**
 * Clocks are adjusted by moments all the time: less than this does not count as set back, in
 * milliseconds.
 */
const CORRECTION_MS = 60_000;

/**
 * Finds entries with an earlier time than the one before them: the first, the last, and by how
 * much.
 */
export function findClockSetBack(records: HistoryRecords): Finding[] {
  const entries = readChain(records).places.flatMap(({ stored }) => parseEntry(stored) ?? []);
  const back = entries.filter(({ at }, index) => at < (entries[index - 1]?.at ?? 0) - CORRECTION_MS);
  const [first] = back;
  if (!first) return [];
  const before = entries[entries.indexOf(first) - 1]?.at ?? first.at;
  return [
    {
      kind: 'clock-set-back',
      from: first.seq,
      to: back.at(-1)?.seq ?? first.seq,
      firstAt: before,
      lastAt: first.at,
    },
  ];
}

async function isValidSeal(seal: Checkpoint | 'unreadable' | null, key: CryptoKey): Promise<boolean> {
  return seal !== null && seal !== 'unreadable' && (await isSealedBy(seal, key));
}

/** Returns the hash of an entry; `null` if unknown, because it is missing or was deleted. */
async function hashIn({ anchor, hashAt }: ChainView, seq: number): Promise<string | null> {
  if (seq === anchor.seq) return anchor.hash;
  if (seq < anchor.seq) return null;
  return seq === 0 ? GENESIS.hash : await hashAt(seq);
}

function storedHash(stored: unknown): string | null {
  return typeof stored === 'object' && stored !== null && 'hash' in stored && typeof stored.hash === 'string'
    ? stored.hash
    : null;
}

const timesOf = ({ firstAt, lastAt }: Checkpoint) => ({
  ...(firstAt !== null && { firstAt }),
  ...(lastAt !== null && { lastAt }),
});
