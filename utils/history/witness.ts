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
  addMarks,
  advance,
  agrees,
  type Clocks,
  mark,
  startRetentionClock,
  truncateMarks,
} from './retention-clock';
import { createSealKey, isSealedBy, isSealKey, sealCheckpoint } from './seal';

/**
 * Where key and checkpoint are stored, away from the entries: in the extension, a database of the
 * browser. `read` rejects, or takes long, if the browser denies access to it.
 */
export type WitnessStore = {
  read(): Promise<Record<string, unknown>>;
  /** Writes all of them or none. Calls take effect in their order. */
  write(values: Record<string, unknown>): Promise<void>;
};

/** The content of the store. What cannot be read counts as gone. */
export type WitnessData = {
  key: CryptoKey | null;
  /** When this key was created. */
  origin: KeyOrigin | null;
  checkpoint: Checkpoint | null;
  /** The findings, oldest first. */
  notes: HistoryNote[];
  clock: RetentionClock | null;
  /** The last export. */
  exported: ExportMemory | null;
};

/** Reads the store. Rejects if the browser denies access or takes too long. */
export async function readWitnessData(store: WitnessStore): Promise<WitnessData> {
  return parseWitnessData(await withTimeout(store.read()));
}

function parseWitnessData(stored: Record<string, unknown>): WitnessData {
  return {
    key: isSealKey(stored.key) ? stored.key : null,
    origin: parseOrNull(keyOriginSchema, stored.origin),
    checkpoint: parseOrNull(checkpointSchema, stored.checkpoint),
    notes: notesIn(stored.notes),
    clock: parseOrNull(retentionClockSchema, stored.clock),
    exported: parseOrNull(exportMemorySchema, stored.exported),
  };
}

/** Returns the readable notes; an unreadable one does not affect the others. */
function notesIn(stored: unknown): HistoryNote[] {
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((note) => parseOrNull(historyNoteSchema, note) ?? []);
}

/** Returns stored values that cannot be read, by name: damaged, or of a newer version. */
function findUnreadable(stored: Record<string, unknown>): Record<string, unknown> {
  const { notes, ...data } = parseWitnessData(stored);
  const unreadable = Object.entries(data).filter(
    ([name, value]) => value === null && stored[name] !== undefined && stored[name] !== null,
  );
  const areNotesReadable =
    stored.notes === undefined || (Array.isArray(stored.notes) && stored.notes.length === notes.length);
  return Object.fromEntries([
    ...unreadable.map(([name]) => [name, stored[name]]),
    ...(areNotesReadable ? [] : [['notes', stored.notes]]),
  ]);
}

/** How many notes are kept: the first, which shows how it began, and the last ones. */
const MAX_NOTES = 20;
/** The time limit for the store, in milliseconds. Ending a session waits for it. */
const STORE_TIMEOUT_MS = 1_500;
/** After the store denied access, it is not tried again for this long, in milliseconds. */
const RETRY_AFTER_MS = 60_000;

/** A head with its seal, and a function to call once it is written; that is not awaited. */
type Sealed = { head: HistoryHead; noteWritten(): void };

/**
 * Protects the history: a key, a seal made with it in the head, and a checkpoint beside the key.
 * Two stores cannot be written at once: entry and sealed head are written first, in one call, then
 * the checkpoint. If the worker dies in between, the checkpoint is behind, and a chain that
 * continues from it is intact. Nothing here rejects: without its store the history continues
 * unsealed.
 */
export type Witness = {
  /** Seals the head after a new entry. `before` is the head that the entry follows. */
  sealAppended(before: HistoryHead, entry: HistoryEntry, after: HistoryHead): Promise<Sealed>;
  /** Seals the head of these records before entries are deleted. */
  sealBeforeDelete(head: HistoryHead, records: HistoryRecords): Promise<Sealed>;
  /**
   * Checks the end of the chain: creates the first key, records findings, catches up with what an
   * earlier worker wrote. Returns what has to be written, or `null`.
   */
  catchUp(head: HistoryHead): Promise<Sealed | null>;
  /** Returns the retention time; `null` if nothing may be deleted now. */
  getRetentionClock(head: HistoryHead): Promise<RetentionClock | null>;
};

/** Creates the witness of the only writer. */
export function createWitness(dependencies: {
  store: WitnessStore;
  /** Reads the chain. */
  records: Pick<StoredRecords, 'read' | 'readAll'>;
  now(): number;
  /** The server's time; `null` if unknown. */
  serverNow(): number | null;
}): Witness {
  const { store, records, now, serverNow } = dependencies;
  let deniedAt: number | null = null;

  const clocks = (): Clocks => ({ local: now(), server: serverNow() });

  /** Runs work with the store's content; returns `null` if the store denies access. */
  async function withWitnessData<T>(work: (data: WitnessData) => Promise<T>): Promise<T | null> {
    if (deniedAt !== null && performance.now() - deniedAt < RETRY_AFTER_MS) return null;
    try {
      const stored = await withTimeout(store.read());
      await preserveUnreadable(stored);
      const done = await work(parseWitnessData(stored));
      deniedAt = null;
      return done;
    } catch {
      deniedAt = performance.now();
      return null;
    }
  }

  /**
   * Keeps unreadable values beside their replacements; only the first of each name, from before any
   * trouble.
   */
  async function preserveUnreadable(stored: Record<string, unknown>): Promise<void> {
    const unread = findUnreadable(stored);
    const before = z.safeParse(z.record(z.string(), z.unknown()), stored.unread).data ?? {};
    if (Object.keys(unread).some((name) => !(name in before)))
      await withTimeout(store.write({ unread: { ...unread, ...before } }));
  }

  function write(values: Record<string, unknown>): void {
    void store.write(values).catch(() => undefined);
  }

  /** Repairs the store. Afterwards there is a key, and a checkpoint that matches the chain. */
  async function repair(head: HistoryHead, data: WitnessData) {
    const { key, checkpoint } = data;
    const view = await viewFrom(head);
    const findings = await compareWithRemembered(view, data);
    const seal = sealOf(view.head);
    if (key && checkpoint && findings.length === 0) {
      const isGood = seal !== null && seal !== 'unreadable' && (await isSealedBy(seal, key));
      if (isGood && seal.seq === head.seq) return { key, facts: factsIn(seal), seal };
      return { key, facts: await factsUpTo(head, await records.readAll()), seal: null };
    }
    const facts = await factsUpTo(head, await records.readAll());
    const isExchanged = findings.some(({ kind }) => kind === 'key-exchanged');
    const usable = key && !isExchanged ? key : await createSealKey();
    // Use one call, so that there is never a key without a checkpoint.
    await withTimeout(
      store.write({
        ...(usable !== key && { key: usable, origin: { since: now(), after: head.seq } }),
        checkpoint: await sealCheckpoint(facts, usable),
        ...(findings.length > 0 && { notes: withNotes(data.notes, findings, now()) }),
      }),
    );
    return { key: usable, facts, seal: null };
  }

  /** Returns the end of the chain, without reading all of it. */
  async function viewFrom(head: HistoryHead): Promise<ChainView> {
    return {
      ...viewOf(await records.read([HEAD, ANCHOR])),
      last: head,
      hashAt: async (seq) => await viewOf(await records.read([entryName(seq)])).hashAt(seq),
    };
  }

  /** Advances the stored clock; computes it from the entries if there is none. */
  async function advanced({ clock }: WitnessData, head: HistoryHead): Promise<RetentionClock> {
    if (clock) return advance(truncateMarks(clock, head.seq), clocks());
    const entries = head.seq === 0 ? [] : entriesIn(await records.readAll());
    return addMarks(startRetentionClock(clocks(), entries.at(-1)?.at ?? null), entries);
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
      const done = await withWitnessData(async (data) => {
        const { key, facts } = await repair(before, data);
        const clock = mark(await advanced(data, before), entry.seq);
        return await sealed(after, await withEntry(facts, entry, after.sessions), key, clock);
      });
      return done ?? unsealed(after, needsSeal(before));
    },
    async sealBeforeDelete(head, left) {
      const done = await withWitnessData(async ({ key }) =>
        key ? await sealed(head, await factsUpTo(head, left), key) : null,
      );
      return done ?? unsealed(head, needsSeal(head));
    },
    catchUp: (head) =>
      withWitnessData(async (data) => {
        const { key, facts, seal } = await repair(head, data);
        write({
          ...(seal && { checkpoint: seal }),
          clock: mark(await advanced(data, head), head.seq),
        });
        // An empty history has nothing to seal yet.
        return seal || head.seq === 0 ? null : await sealed(head, facts, key);
      }),
    async getRetentionClock(head) {
      const known = await withWitnessData(async (data) => {
        const clock = await advanced(data, head);
        write({ clock });
        return clock;
      });
      if (known) return known;
      // A sealed history waits for its key. One that never had a key relies on two clocks that
      // agree.
      const { local, server } = clocks();
      if (needsSeal(head) || !agrees(local, server)) return null;
      return addMarks(startRetentionClock(clocks(), null), entriesIn(await records.readAll()));
    },
  };
}

/**
 * The old seal no longer matches. Record that there was one, or the next check would report a
 * manipulation.
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
  return notes.length <= MAX_NOTES
    ? notes
    : [...notes.slice(0, MAX_NOTES / 2), ...notes.slice(-MAX_NOTES / 2)];
}

const entriesIn = (records: HistoryRecords) =>
  readChain(records).places.flatMap(({ stored }) => parseEntry(stored) ?? []);

function parseOrNull<S extends z.ZodMiniType>(schema: S, stored: unknown): z.output<S> | null {
  const parsed = z.safeParse(schema, stored);
  return parsed.success ? parsed.data : null;
}

/** Rejects if the store takes too long. */
async function withTimeout<T>(work: Promise<T>): Promise<T> {
  const limit = AbortSignal.timeout(STORE_TIMEOUT_MS);
  const late = new Promise<never>((_resolve, reject) => {
    limit.addEventListener('abort', () => reject(new Error('The store does not answer')));
  });
  return await Promise.race([work, late]);
}
