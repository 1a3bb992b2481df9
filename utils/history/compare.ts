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

/** The chain as far as a comparison needs it. */
export type ChainView = {
  head: HistoryHead | null;
  anchor: Pick<HistoryAnchor, 'seq' | 'hash'>;
  /** Where the chain ends, whatever the head says. */
  last: { seq: number; hash: string };
  /** The stored hash of an entry; `null` where there is none. */
  hashAt(seq: number): Promise<string | null>;
};

/** What is remembered of the chain, away from it. */
export type Remembered = { key: CryptoKey | null; checkpoint: Checkpoint | null };

/** The seal in the head: `null` where there is none, `'unreadable'` where it is none any more. */
export function sealOf(head: HistoryHead | null): Checkpoint | 'unreadable' | null {
  if (head?.seal === undefined) return null;
  const parsed = z.safeParse(checkpointSchema, head.seal);
  return parsed.success ? parsed.data : 'unreadable';
}

/**
 * Whether nothing may be dropped without a new seal: there is a seal, or the last one could not be
 * made anew.
 */
export function needsSeal({ seal, wasSealed }: HistoryHead): boolean {
  return seal !== undefined || wasSealed === true;
}

/**
 * Compares the chain with its seal and with what is remembered of it. The checkpoint is written
 * after the entry: it may be older than the chain, as a worker that died leaves it, and never
 * newer.
 */
export async function compareWithRemembered(view: ChainView, kept: Remembered): Promise<Finding[]> {
  const { head, last } = view;
  const { key, checkpoint } = kept;
  const seal = sealOf(head);
  if (!key && !checkpoint) return seal === null ? [] : [{ kind: 'witness-gone', to: last.seq }];
  if (!key) return [{ kind: 'key-gone', to: last.seq }];
  const sealHolds = await holds(seal, key);
  if (!checkpoint) return [{ kind: 'checkpoint-gone' }, ...(await compareWithSeal(view, seal, sealHolds))];
  if (!(await isSealedBy(checkpoint, key))) {
    const kind = sealHolds ? 'checkpoint-changed' : 'key-exchanged';
    return [{ kind, to: last.seq }];
  }
  const missing = { from: last.seq + 1, to: checkpoint.seq, ...timesOf(checkpoint) };
  if (last.seq === 0 && checkpoint.seq > 0) {
    return [{ kind: 'gone', ...missing, from: checkpoint.anchorSeq + 1, sessions: checkpoint.sessions }];
  }
  if (last.seq < checkpoint.seq) {
    const isEarlierCopy = sealHolds && seal !== null && seal !== 'unreadable' && seal.seq === last.seq;
    return [{ kind: isEarlierCopy ? 'older-copy' : 'cut', ...missing }];
  }
  const hash = await hashIn(view, checkpoint.seq);
  if (hash !== null && hash !== checkpoint.hash) return [{ kind: 'rewritten', from: checkpoint.seq }];
  // A worker that died after it had made a new key left a head without a seal of it, and a
  // checkpoint that says the same.
  const isBeforeKey =
    seal === null || (seal !== 'unreadable' && seal.keyFingerprint !== checkpoint.keyFingerprint);
  if (!isBeforeKey || (seal !== null && last.seq > checkpoint.seq)) {
    return await compareWithSeal(view, seal, sealHolds);
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
  sealHolds: boolean,
): Promise<Finding[]> {
  const { head, last } = view;
  if (!head || seal === null) return [];
  if (seal === 'unreadable' || !sealHolds) return [{ kind: 'head-changed' }];
  const fits = seal.seq === head.seq && seal.hash === head.hash;
  if (!fits || seal.sessionsHash !== (await hashOf(head.sessions))) return [{ kind: 'head-changed' }];
  return [
    ...beginningMoved(view, seal),
    ...(last.seq > head.seq ? [{ kind: 'unsealed' as const, from: head.seq + 1, to: last.seq }] : []),
  ];
}

/** Entries are only dropped together with a new seal: another beginning is somebody else's. */
function beginningMoved({ anchor }: ChainView, { anchorSeq, anchorHash }: Checkpoint): Finding[] {
  if (anchor.seq === anchorSeq && anchor.hash === anchorHash) return [];
  return [{ kind: 'beginning-moved', from: anchorSeq + 1, to: anchor.seq }];
}

/** Compares the chain with what was exported, by its last entry. `at`: when that was. */
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

/** The stored records as a comparison needs them. */
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

/** What a checkpoint says of these records, worked out anew. */
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

/** The facts after one more entry. */
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
 * Clocks are corrected by moments all the time: less than this is no setting back, in milliseconds.
 */
const CORRECTION_MS = 60_000;

/**
 * Entries that carry an earlier time than the one before them: the first, the last, and by how
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

async function holds(seal: Checkpoint | 'unreadable' | null, key: CryptoKey): Promise<boolean> {
  return seal !== null && seal !== 'unreadable' && (await isSealedBy(seal, key));
}

/**
 * The hash at a place; `null` where the chain does not tell: nothing is there, or it was dropped.
 */
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
