import * as z from 'zod/mini';
import type { Session } from '../cobrowse/model';
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

/** What is known of a session besides what the store holds. */
export type SessionFacts = {
  correlationIds?: string[] | undefined;
  /**
   * Whose session it is, where that is known: whoever is signed in when it is written may be
   * somebody else.
   */
  supervisorName?: string | undefined;
};

/**
 * What the store holds: live sessions, those included whose time is just over, and notices of some
 * that ended.
 */
type StoredSessions = {
  live: Session[];
  ended: { id: string; how: HowEnded; endedAt: number }[];
  /**
   * Ids of sessions whose end is going to be recorded at its time, though the store has lost them.
   */
  promised?: ReadonlySet<string>;
};

/**
 * The history of all sessions. Entries are only ever added, one by one, in the order of the calls.
 * No method ever rejects: a history that cannot be written is noted as trouble and never stands in
 * the way of a session.
 */
export type History = {
  /** Records a session once, however often it is called while the session is open. */
  recordStarted(session: Session, facts?: SessionFacts): Promise<void>;
  /** The supervisor's join page was opened. */
  recordJoined(sessionId: string, facts?: Pick<SessionFacts, 'correlationIds'>): Promise<void>;
  /** Records an end once; a session that was never recorded is recorded first. */
  recordEnded(
    session: Session,
    how: HowEnded,
    facts?: SessionFacts & { endedAt?: number | undefined },
  ): Promise<void>;
  /**
   * Records the end of a session that nobody has any more but its id, once and only where it was
   * recorded before.
   */
  recordDue(sessionId: string, how: HowEnded, endedAt: number): Promise<void>;
  /** The supervisor leaves every session that is open. */
  recordLeft(): Promise<void>;
  /**
   * Makes good what a worker's death cut off: sessions in the store that were not recorded, and
   * recorded ones that are gone from it. The store is read when it is this call's turn.
   */
  reconcile(readSessions: () => Promise<StoredSessions>): Promise<void>;
  /**
   * Drops the oldest entries beyond `keepForDays`; `null` keeps all. Not more than once a day
   * unless `now` is asked for. Entries of open sessions and everything after them stay. Age is
   * counted by the witness: a clock that was set wrong drops nothing. The record is looked after on
   * the way, each time.
   */
  prune(keepForDays: number | null, when?: 'daily' | 'now'): Promise<void>;
};

const DAY_MS = 24 * 60 * 60_000;

/** Makes the one writer of the history. Only the background has one. */
export function createHistory(dependencies: {
  records: Pick<StoredRecords, 'read' | 'readAll' | 'write' | 'remove'>;
  witness: Witness;
  getSupervisorName(userId: string): Promise<string | null>;
  /** Keeps a failure to write, for the history page. */
  noteTrouble(reason: HistoryTrouble['reason'], at: number): Promise<unknown>;
  now(): number;
}): History {
  const { records, witness, getSupervisorName, noteTrouble, now } = dependencies;

  const serialize = createSerializer();
  /** One job at a time, each on the records as the one before left them. Never rejects. */
  const enqueue = (job: () => Promise<void>): Promise<void> =>
    serialize(async () => {
      try {
        await job();
      } catch (error) {
        await noteTrouble(/quota/i.test(String(error)) ? 'full' : 'refused', now()).catch(() => undefined);
      }
    });

  /** The end of the chain. Where the head does not say it, the entries do. */
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
    // One call: the browser keeps both or neither, and touches no other record.
    await records.write({ [entryName(entry.seq)]: entry, [HEAD]: after });
    noteWritten();
    return after;
  }

  /** The head after the witness has looked at it. */
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
  ) => append(head, { kind: 'ended', sessionId, how, endedAt, correlationIds });

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
    recordEnded(session, how, facts = {}) {
      const endedAt = facts.endedAt ?? now();
      return enqueue(async () => {
        let head = await readHead();
        if (!head.sessions[session.id]) head = await appendStarted(head, session, facts);
        if (isOpen(head, session.id)) {
          await appendEnded(head, session.id, how, endedAt, facts.correlationIds);
        }
      });
    },
    recordDue: (sessionId, how, endedAt) =>
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
        const { live, ended, promised } = await readSessions();
        for (const session of live) {
          if (!head.sessions[session.id]) head = await appendStarted(head, session);
          const { joined } = head.sessions[session.id] ?? { joined: true };
          if (isOpen(head, session.id) && session.tabId !== null && !joined) {
            head = await appendJoined(head, session.id, null);
          }
        }
        const isStored = (id: string) =>
          Boolean(promised?.has(id)) || live.some((session) => session.id === id);
        for (const id of openIds(head).filter((each) => !isStored(each))) {
          const notice = ended.find((one) => one.id === id);
          head = await appendEnded(head, id, notice?.how ?? 'unknown', notice?.endedAt ?? null);
        }
      }),
    prune: (keepForDays, when = 'daily') =>
      enqueue(async () => {
        const head = await readSealedHead();
        const clock = await witness.tellTime(head);
        if (keepForDays === null || !clock) return;
        const known = z.safeParse(historyAnchorSchema, (await records.read([ANCHOR]))[ANCHOR]);
        const prunedAt = known.success ? known.data.prunedAt : 0;
        // A clock that was set back does not stop it.
        if (when === 'daily' && prunedAt <= clock.time && clock.time - prunedAt < DAY_MS) return;
        const all = await records.readAll();
        const { anchor, places } = readChain(all);
        const lastOld = lastOlderThan(clock, keepForDays * DAY_MS);
        let last: { seq: number; hash: string } = anchor;
        for (const { seq, stored } of places) {
          const entry = parseEntry(stored);
          // One that cannot be read goes with its neighbours.
          if (!entry) continue;
          if (seq > lastOld || isOpen(head, entry.sessionId)) break;
          last = { seq, hash: entry.hash };
        }
        const after = { seq: last.seq, hash: last.hash, prunedAt: clock.time };
        // The anchor first: what is cut off here is left over, not missing, and goes the next time.
        if (last.seq === anchor.seq) await records.write({ [ANCHOR]: after });
        else {
          const sealed = await witness.sealDropped(head, { ...all, [ANCHOR]: after });
          // Without a seal a moved beginning would look like somebody else's work.
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
 * Works the head out from the entries. What cannot be read keeps its place, so that nothing is ever
 * written over.
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
