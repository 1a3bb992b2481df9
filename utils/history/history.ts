import * as z from 'zod/mini';
import type { Session, SessionNote } from '../cobrowse/model';
import { createSerializer } from '../concurrency/serialize';
import type { StoredRecords } from '../storage/stored-records';
import { ANCHOR, entryName, HEAD, type HistoryRecords, hashOf, parseEntry, readChain, seal } from './chain';
import { needsSeal } from './compare';
import { indexSession } from './fold';
import {
  type HistoryEvent,
  type HistoryHead,
  type HowEnded,
  historyAnchorSchema,
  historyHeadSchema,
} from './model';
import { lastOlderThan } from './retention-clock';
import type { HistoryTrouble } from './trouble';
import type { Witness } from './witness';

/** Facts about a session that the store does not have. */
export type SessionFacts = {
  correlationIds?: string[] | undefined;
  /** The supervisor's name, if known: somebody else may be signed in when it is written. */
  supervisorName?: string | undefined;
};

/**
 * The content of the store: live sessions, including those that have just reached their time limit,
 * and notices of some ended ones.
 */
type StoredSessions = {
  live: Session[];
  ended: { id: string; how: HowEnded; endedAt: number }[];
  /** Ids of sessions that the store has lost, but whose end will be recorded at its time. */
  pendingEnds?: ReadonlySet<string>;
};

/**
 * The history of all sessions. Entries are only ever added, one by one, in the order of the calls.
 * No method ever rejects: a write error is stored as trouble and never blocks a session.
 */
export type History = {
  /** Records a session once, however often it is called while the session is open. */
  recordStarted(session: Session, facts?: SessionFacts): Promise<void>;
  /** Records that the supervisor's join page was opened. */
  recordJoined(sessionId: string, facts?: Pick<SessionFacts, 'correlationIds'>): Promise<void>;
  /** Records the notes of an open session that are not recorded yet, each once. */
  recordNotes(session: Session): Promise<void>;
  /**
   * Records a note of a session that has ended, if it was begun before that and the session is
   * still remembered. Returns whether it was recorded.
   * @param most how many notes a session can have
   */
  recordLateNote(sessionId: string, note: SessionNote, most: number): Promise<boolean>;
  /**
   * Records an end once; first the session if it never was, and its notes that were not.
   */
  recordEnded(
    session: Session,
    how: HowEnded,
    facts?: SessionFacts & { endedAt?: number | undefined },
  ): Promise<void>;
  /**
   * Records the end of a session of which only the id is left, once and only if its start was
   * recorded.
   */
  recordDelayedEnd(sessionId: string, how: HowEnded, endedAt: number): Promise<void>;
  /** Records that the supervisor leaves every open session. */
  recordLeft(): Promise<void>;
  /**
   * Catches up after a worker's death: records sessions in the store that were not recorded, and
   * ends recorded ones that are no longer in it. Reads the store when it is this call's turn.
   */
  reconcile(readSessions: () => Promise<StoredSessions>): Promise<void>;
  /**
   * Deletes the oldest entries beyond `keepForDays`; `null` keeps all. At most once a day, unless
   * called with `now`. Keeps entries of open sessions and everything after them. The witness counts
   * the age: a wrong clock deletes nothing. Each call also checks the end of the chain.
   */
  prune(keepForDays: number | null, when?: 'daily' | 'now'): Promise<void>;
};

const DAY_MS = 24 * 60 * 60_000;

/** Creates the only writer of the history. Only the background has one. */
export function createHistory(dependencies: {
  records: Pick<StoredRecords, 'read' | 'readAll' | 'write' | 'remove'>;
  witness: Witness;
  getSupervisorName(userId: string): Promise<string | null>;
  /** Stores a write error, for the history page. */
  noteTrouble(reason: HistoryTrouble['reason'], at: number): Promise<unknown>;
  now(): number;
}): History {
  const { records, witness, getSupervisorName, noteTrouble, now } = dependencies;

  const serialize = createSerializer();
  /** Runs one job at a time, each on the records that the one before left. Never rejects. */
  const enqueue = (job: () => Promise<void>): Promise<void> =>
    serialize(async () => {
      try {
        await job();
      } catch (error) {
        await noteTrouble(/quota/i.test(String(error)) ? 'full' : 'refused', now()).catch(() => undefined);
      }
    });

  /** Returns the end of the chain: from the head or, if it is unreadable, from the entries. */
  async function readHead(): Promise<HistoryHead> {
    const head = z.safeParse(historyHeadSchema, (await records.read([HEAD]))[HEAD]);
    if (head.success) {
      const next = entryName(head.data.seq + 1);
      if ((await records.read([next]))[next] === undefined) return head.data;
    }
    return await recoverHead(await records.readAll());
  }

  async function append(head: HistoryHead, event: HistoryEvent): Promise<HistoryHead> {
    const entry = await seal(event, head, now());
    const next = { seq: entry.seq, hash: entry.hash, sessions: indexSession(head.sessions, entry) };
    const { head: after, noteWritten } = await witness.sealAppended(head, entry, next);
    // Use one call: the browser stores both or neither, and touches no other record.
    await records.write({ [entryName(entry.seq)]: entry, [HEAD]: after });
    noteWritten();
    return after;
  }

  /** Returns the head after the witness has checked it. */
  async function readSealedHead(): Promise<HistoryHead> {
    const head = await readHead();
    const sealed = await witness.catchUp(head);
    if (!sealed) return head;
    await records.write({ [HEAD]: sealed.head });
    sealed.noteWritten();
    return sealed.head;
  }

  async function appendStarted(head: HistoryHead, session: Session, facts: SessionFacts = {}) {
    return await append(head, {
      kind: 'started',
      sessionId: session.id,
      conversationId: session.conversationId,
      service: session.service,
      supervisor: {
        userId: session.supervisorUserId,
        name: facts.supervisorName ?? (await getSupervisorName(session.supervisorUserId)),
      },
      agent: { userId: session.agent.userId, name: session.agent.name },
      customerName: session.customerName,
      queueName: session.queueName,
      settings: {
        allowRemoteControl: session.settings.allowRemoteControl,
        timeoutInMinutes: session.settings.timeoutInMinutes,
      },
      purpose: session.purpose,
      joinedExisting: session.joinedExisting,
      startedAt: session.startedAt,
      expiresAt: session.expiresAt,
      correlationIds: facts.correlationIds ?? [],
    });
  }

  const appendJoined = (
    head: HistoryHead,
    sessionId: string,
    joinedAt: number | null,
    correlationIds: string[] = [],
  ) => append(head, { kind: 'joined', sessionId, joinedAt, correlationIds });
  const isOpen = (head: HistoryHead, sessionId: string) => head.sessions[sessionId]?.endedAt === null;
  const openIds = (head: HistoryHead) => Object.keys(head.sessions).filter((id) => isOpen(head, id));

  const appendEnded = (
    head: HistoryHead,
    sessionId: string,
    how: HowEnded,
    endedAt: number | null,
    correlationIds: string[] = [],
    clockSetBy = 0,
  ) =>
    append(head, {
      kind: 'ended',
      sessionId,
      how,
      endedAt,
      correlationIds,
      ...(clockSetBy !== 0 && { clockSetBy }),
    });

  /** Notes are only ever added to a session, so their number says which are recorded. */
  async function appendNotes(before: HistoryHead, { id, notes = [] }: Session): Promise<HistoryHead> {
    let head = before;
    for (const note of notes.slice(head.sessions[id]?.notes ?? 0)) head = await appendNote(head, id, note);
    return head;
  }

  const appendNote = (head: HistoryHead, sessionId: string, { at, text }: SessionNote) =>
    append(head, { kind: 'noted', sessionId, notedAt: at, text, correlationIds: [] });

  return {
    recordStarted: (session, facts) =>
      enqueue(async () => {
        const head = await readHead();
        if (!isOpen(head, session.id)) await appendStarted(head, session, facts);
      }),
    recordJoined(sessionId, facts) {
      const joinedAt = now();
      return enqueue(async () => {
        const head = await readHead();
        if (isOpen(head, sessionId)) await appendJoined(head, sessionId, joinedAt, facts?.correlationIds);
      });
    },
    recordNotes: (session) =>
      enqueue(async () => {
        const head = await readHead();
        if (isOpen(head, session.id)) await appendNotes(head, session);
      }),
    async recordLateNote(sessionId, note, most) {
      let isRecorded = false;
      await enqueue(async () => {
        const head = await readHead();
        const known = head.sessions[sessionId];
        if (!known || (known.notes ?? 0) >= most) return;
        if (known.endedAt !== null && note.at >= known.endedAt) return;
        await appendNote(head, sessionId, note);
        isRecorded = true;
      });
      return isRecorded;
    },
    recordEnded(session, how, facts = {}) {
      const endedAt = facts.endedAt ?? now();
      return enqueue(async () => {
        let head = await readHead();
        const isKnown = head.sessions[session.id] !== undefined;
        // What is only recorded now is by the present clock.
        const clockSetBy = isKnown ? session.clockSetBy : 0;
        if (!isKnown) head = await appendStarted(head, session, facts);
        if (isOpen(head, session.id)) {
          head = await appendNotes(head, session);
          await appendEnded(head, session.id, how, endedAt, facts.correlationIds, clockSetBy);
        }
      });
    },
    recordDelayedEnd: (sessionId, how, endedAt) =>
      enqueue(async () => {
        const head = await readHead();
        if (isOpen(head, sessionId)) await appendEnded(head, sessionId, how, endedAt);
      }),
    recordLeft() {
      const leftAt = now();
      return enqueue(async () => {
        let head = await readHead();
        for (const id of openIds(head)) head = await appendEnded(head, id, 'left', leftAt);
      });
    },
    reconcile: (readSessions) =>
      enqueue(async () => {
        let head = await readHead();
        const { live, ended, pendingEnds } = await readSessions();
        for (const session of live) {
          if (!head.sessions[session.id]) head = await appendStarted(head, session);
          const { joined } = head.sessions[session.id] ?? { joined: true };
          if (isOpen(head, session.id) && session.tabId !== null && !joined) {
            head = await appendJoined(head, session.id, null);
          }
          if (isOpen(head, session.id)) head = await appendNotes(head, session);
        }
        const isStored = (id: string) =>
          Boolean(pendingEnds?.has(id)) || live.some((session) => session.id === id);
        for (const id of openIds(head).filter((each) => !isStored(each))) {
          const notice = ended.find((one) => one.id === id);
          head = await appendEnded(head, id, notice?.how ?? 'unknown', notice?.endedAt ?? null);
        }
      }),
    prune: (keepForDays, when = 'daily') =>
      enqueue(async () => {
        const head = await readSealedHead();
        const clock = await witness.getRetentionClock(head);
        if (keepForDays === null || !clock) return;
        const known = z.safeParse(historyAnchorSchema, (await records.read([ANCHOR]))[ANCHOR]);
        const prunedAt = known.success ? known.data.prunedAt : 0;
        // A clock that was set back does not prevent it.
        if (when === 'daily' && prunedAt <= clock.time && clock.time - prunedAt < DAY_MS) return;
        const all = await records.readAll();
        const { anchor, places } = readChain(all);
        const lastOld = lastOlderThan(clock, keepForDays * DAY_MS);
        let last: { seq: number; hash: string } = anchor;
        for (const { seq, stored } of places) {
          const entry = parseEntry(stored);
          // An unreadable entry is deleted with its neighbors.
          if (!entry) continue;
          if (seq > lastOld || isOpen(head, entry.sessionId)) break;
          last = { seq, hash: entry.hash };
        }
        const after = { seq: last.seq, hash: last.hash, prunedAt: clock.time };
        // Write the anchor first: entries left after an interruption are then leftovers, not
        // missing, and are deleted next time.
        if (last.seq === anchor.seq) await records.write({ [ANCHOR]: after });
        else {
          const sealed = await witness.sealBeforeDelete(head, { ...all, [ANCHOR]: after });
          // Without a seal, a moved beginning would look like somebody else's change.
          if (needsSeal(head) && sealed.head.seal === undefined) return;
          await records.write({ [ANCHOR]: after, [HEAD]: sealed.head });
          sealed.noteWritten();
        }
        await records.remove(
          Object.keys(all).filter((name) => /^\d+$/.test(name) && Number(name) <= last.seq),
        );
      }),
  };
}

/**
 * Rebuilds the head from the entries. Unreadable entries keep their place, so that nothing is ever
 * overwritten.
 */
async function recoverHead(records: HistoryRecords): Promise<HistoryHead> {
  const { anchor, head, places } = readChain(records);
  const last = places.at(-1);
  if (!last) return head ?? { seq: anchor.seq, hash: anchor.hash, sessions: {} };
  const entries = places.flatMap(({ stored }) => parseEntry(stored) ?? []);
  const hash = parseEntry(last.stored)?.hash ?? (await hashOf(Object(last.stored)));
  return {
    seq: last.seq,
    hash,
    sessions: entries.reduce(indexSession, {}),
  };
}
