import * as z from 'zod/mini';
import type { StoredRecords } from '../storage/stored-records';
import { ANCHOR, entryName, HEAD, type HistoryRecords, hashOf, parseEntry, readChain } from './chain';
import {
  type ChainView,
  compareWithRemembered,
  factsOf,
  needsSeal,
  sealOf,
  viewOf,
  withEntry,
} from './compare';
import {
  type Checkpoint,
  type CheckpointFacts,
  checkpointSchema,
  type ExportMemory,
  exportMemorySchema,
  type Finding,
  type HistoryEntry,
  type HistoryHead,
  type HistoryNote,
  historyNoteSchema,
  type KeyOrigin,
  keyOriginSchema,
  type RetentionClock,
  retentionClockSchema,
} from './model';
import {
  advance,
  agrees,
  beginRetentionClock,
  type Clocks,
  mark,
  markWritten,
  upTo,
} from './retention-clock';
import { createSealKey, isSealedBy, isSealKey, sealCheckpoint } from './seal';

/**
 * Where key and checkpoint lie: not where the entries are. In the extension a database of the
 * browser. `read` rejects, or takes long, where the browser does not give access to it.
 */
export type WitnessStore = {
  read(): Promise<Record<string, unknown>>;
  /** Writes all of them or none. Calls take effect in their order. */
  write(values: Record<string, unknown>): Promise<void>;
};

/** What the store holds. What cannot be read counts as gone. */
export type Kept = {
  key: CryptoKey | null;
  /** Since when there is this key. */
  origin: KeyOrigin | null;
  checkpoint: Checkpoint | null;
  /** What was found wrong, oldest first. */
  notes: HistoryNote[];
  clock: RetentionClock | null;
  /** The last export. */
  exported: ExportMemory | null;
};

/** Reads the store. Rejects where the browser does not give access to it in time. */
export async function readKept(store: WitnessStore): Promise<Kept> {
  return keptIn(await withinTime(store.read()));
}

function keptIn(stored: Record<string, unknown>): Kept {
  return {
    key: isSealKey(stored.key) ? stored.key : null,
    origin: orNull(keyOriginSchema, stored.origin),
    checkpoint: orNull(checkpointSchema, stored.checkpoint),
    notes: notesIn(stored.notes),
    clock: orNull(retentionClockSchema, stored.clock),
    exported: orNull(exportMemorySchema, stored.exported),
  };
}

/** The notes that can be read; one that cannot costs itself only. */
function notesIn(stored: unknown): HistoryNote[] {
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((note) => orNull(historyNoteSchema, note) ?? []);
}

/** What is stored and cannot be read, by name: damaged, or of a newer version. */
function unreadIn(stored: Record<string, unknown>): Record<string, unknown> {
  const { notes, ...kept } = keptIn(stored);
  const lost = Object.entries(kept).filter(
    ([name, value]) => value === null && stored[name] !== undefined && stored[name] !== null,
  );
  const areNotesWhole =
    stored.notes === undefined || (Array.isArray(stored.notes) && stored.notes.length === notes.length);
  return Object.fromEntries([
    ...lost.map(([name]) => [name, stored[name]]),
    ...(areNotesWhole ? [] : [['notes', stored.notes]]),
  ]);
}

/** Notes that are kept: the first, which say how it began, and the last. */
const MOST_NOTES = 20;
/** How long the store may take, in milliseconds. Whoever ends a session waits for it. */
const STORE_TIMEOUT_MS = 1_500;
/** A store that gave no access is not asked again for this long, in milliseconds. */
const ASK_AGAIN_AFTER_MS = 60_000;

/** A head with its seal, and what to do once it is written; nobody waits for that. */
type Sealed = { head: HistoryHead; noteWritten(): void };

/**
 * What vouches for the history: a key, a seal made with it in the head, and a checkpoint beside the
 * key. Two stores cannot be written at once. Entry and sealed head are written first, in one call,
 * then the checkpoint. A worker that dies between leaves a checkpoint that lags, and a chain that
 * goes on from it is whole. Nothing here rejects: without its store the history goes on unsealed.
 */
export type Witness = {
  /** Seals the head after a new entry. `before` is the head that the entry follows. */
  sealAppended(before: HistoryHead, entry: HistoryEntry, after: HistoryHead): Promise<Sealed>;
  /** Seals the head of these records, of which entries are about to be dropped. */
  sealDropped(head: HistoryHead, records: HistoryRecords): Promise<Sealed>;
  /**
   * Looks after the end of the chain: makes the first key, notes what does not fit, catches up with
   * what an earlier worker wrote. Answers what has to be written, or `null`.
   */
  catchUp(head: HistoryHead): Promise<Sealed | null>;
  /** The time that counts for dropping; `null` where nothing may be dropped now. */
  tellTime(head: HistoryHead): Promise<RetentionClock | null>;
};

/** Makes the witness of the one writer. */
export function createWitness(dependencies: {
  store: WitnessStore;
  /** The chain, to read. */
  records: Pick<StoredRecords, 'read' | 'readAll'>;
  now(): number;
  /** The server's time; `null` where it was not heard. */
  serverNow(): number | null;
}): Witness {
  const { store, records, now, serverNow } = dependencies;
  let refusedAt: number | null = null;

  const clocks = (): Clocks => ({ local: now(), server: serverNow() });

  /** Does work with what is kept; `null` where the store does not let us. */
  async function withKept<T>(work: (kept: Kept) => Promise<T>): Promise<T | null> {
    if (refusedAt !== null && performance.now() - refusedAt < ASK_AGAIN_AFTER_MS) return null;
    try {
      const stored = await withinTime(store.read());
      await keepUnread(stored);
      const done = await work(keptIn(stored));
      refusedAt = null;
      return done;
    } catch {
      refusedAt = performance.now();
      return null;
    }
  }

  /**
   * Keeps what cannot be read beside what takes its place; the first of each name, which is what
   * was there before all trouble.
   */
  async function keepUnread(stored: Record<string, unknown>): Promise<void> {
    const unread = unreadIn(stored);
    const before = z.safeParse(z.record(z.string(), z.unknown()), stored.unread).data ?? {};
    if (Object.keys(unread).some((name) => !(name in before)))
      await withinTime(store.write({ unread: { ...unread, ...before } }));
  }

  function write(values: Record<string, unknown>): void {
    void store.write(values).catch(() => undefined);
  }

  /** Brings the store in order. Afterwards there is a key, and a checkpoint that fits the chain. */
  async function settle(head: HistoryHead, kept: Kept) {
    const { key, checkpoint } = kept;
    const view = await viewFrom(head);
    const findings = await compareWithRemembered(view, kept);
    const seal = sealOf(view.head);
    if (key && checkpoint && findings.length === 0) {
      const isGood = seal !== null && seal !== 'unreadable' && (await isSealedBy(seal, key));
      if (isGood && seal.seq === head.seq) return { key, facts: factsIn(seal), seal };
      return { key, facts: await factsUpTo(head, await records.readAll()), seal: null };
    }
    const facts = await factsUpTo(head, await records.readAll());
    const isExchanged = findings.some(({ kind }) => kind === 'key-exchanged');
    const usable = key && !isExchanged ? key : await createSealKey();
    // In one call, so that there is never a key without a checkpoint.
    await withinTime(
      store.write({
        ...(usable !== key && { key: usable, origin: { since: now(), after: head.seq } }),
        checkpoint: await sealCheckpoint(facts, usable),
        ...(findings.length > 0 && { notes: withNotes(kept.notes, findings, now()) }),
      }),
    );
    return { key: usable, facts, seal: null };
  }

  /** The end of the chain, without reading all of it. */
  async function viewFrom(head: HistoryHead): Promise<ChainView> {
    return {
      ...viewOf(await records.read([HEAD, ANCHOR])),
      last: head,
      hashAt: async (seq) => await viewOf(await records.read([entryName(seq)])).hashAt(seq),
    };
  }

  /** The clock of the store, moved on; worked out from the entries where there is none. */
  async function advanced({ clock }: Kept, head: HistoryHead): Promise<RetentionClock> {
    if (clock) return advance(upTo(clock, head.seq), clocks());
    const entries = head.seq === 0 ? [] : entriesIn(await records.readAll());
    return markWritten(beginRetentionClock(clocks(), entries.at(-1)?.at ?? null), entries);
  }

  async function sealed(
    head: HistoryHead,
    facts: CheckpointFacts,
    key: CryptoKey,
    clock?: RetentionClock,
  ): Promise<Sealed> {
    const checkpoint = await sealCheckpoint(facts, key);
    const { wasSealed: _, ...rest } = head;
    return {
      head: { ...rest, seal: checkpoint },
      noteWritten: () => write({ checkpoint, ...(clock && { clock }) }),
    };
  }

  return {
    async sealAppended(before, entry, after) {
      const done = await withKept(async (kept) => {
        const { key, facts } = await settle(before, kept);
        const clock = mark(await advanced(kept, before), entry.seq);
        return await sealed(after, await withEntry(facts, entry, after.sessions), key, clock);
      });
      return done ?? unsealed(after, needsSeal(before));
    },
    async sealDropped(head, left) {
      const done = await withKept(async ({ key }) =>
        key ? await sealed(head, await factsUpTo(head, left), key) : null,
      );
      return done ?? unsealed(head, needsSeal(head));
    },
    catchUp: (head) =>
      withKept(async (kept) => {
        const { key, facts, seal } = await settle(head, kept);
        write({
          ...(seal && { checkpoint: seal }),
          clock: mark(await advanced(kept, head), head.seq),
        });
        // An empty history has nothing to seal yet.
        return seal || head.seq === 0 ? null : await sealed(head, facts, key);
      }),
    async tellTime(head) {
      const known = await withKept(async (kept) => {
        const clock = await advanced(kept, head);
        write({ clock });
        return clock;
      });
      if (known) return known;
      // A sealed history waits for its key. One that has never had a key goes by two clocks that
      // agree.
      const { local, server } = clocks();
      if (needsSeal(head) || !agrees(local, server)) return null;
      return markWritten(beginRetentionClock(clocks(), null), entriesIn(await records.readAll()));
    },
  };
}

/**
 * The old seal fits no more; that there was one is kept, or the next check would take this for
 * somebody's work.
 */
function unsealed({ seal: _, ...head }: HistoryHead, wasSealed: boolean): Sealed {
  return { head: { ...head, ...(wasSealed && { wasSealed }) }, noteWritten: () => undefined };
}

async function factsUpTo(head: HistoryHead, records: HistoryRecords): Promise<CheckpointFacts> {
  const facts = await factsOf(records);
  return { ...facts, seq: head.seq, hash: head.hash, sessionsHash: await hashOf(head.sessions) };
}

function factsIn({ keyFingerprint: _, mac: __, ...facts }: Checkpoint): CheckpointFacts {
  return facts;
}

function withNotes(known: HistoryNote[], findings: Finding[], noticedAt: number): HistoryNote[] {
  const notes = [...known, ...findings.map((finding) => ({ noticedAt, finding }))];
  return notes.length <= MOST_NOTES
    ? notes
    : [...notes.slice(0, MOST_NOTES / 2), ...notes.slice(-MOST_NOTES / 2)];
}

const entriesIn = (records: HistoryRecords) =>
  readChain(records).places.flatMap(({ stored }) => parseEntry(stored) ?? []);

function orNull<S extends z.ZodMiniType>(schema: S, stored: unknown): z.output<S> | null {
  const parsed = z.safeParse(schema, stored);
  return parsed.success ? parsed.data : null;
}

/** Rejects when the store takes too long. */
async function withinTime<T>(work: Promise<T>): Promise<T> {
  const limit = AbortSignal.timeout(STORE_TIMEOUT_MS);
  const late = new Promise<never>((_resolve, reject) => {
    limit.addEventListener('abort', () => reject(new Error('The store does not answer')));
  });
  return await Promise.race([work, late]);
}
