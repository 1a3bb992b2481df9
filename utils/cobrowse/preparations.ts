import { passedSince } from '../concurrency/passed-since';
import type { RequestPriority } from '../genesys-cloud/request-priority';
import type { DatedConversation } from './current-agent';
import type { LiveSession } from './service';

/** What was read about a conversation before the click. */
type Preparation = DatedConversation & { live: LiveSession | null };

/** The priorities at which a conversation may be prefetched. */
export type PreparationPriority = Extract<RequestPriority, 'prefetch' | 'prefetch-in-view' | 'interactive'>;

/**
 * Prefetches what a start needs. A start with a fresh preparation knows whether a session is live
 * and, if still certain, which agent to cobrowse with. After the click, only the create and the
 * join tokens are left.
 */
export type Preparations = {
  /**
   * Prefetches a conversation, unless that is in progress, or the last result is fresh and not
   * contradicted. Throws the failures of the reads.
   * @param priority of the requests; `prefetch` if missing
   */
  prepare(conversationId: string, priority?: PreparationPriority): Promise<Preparation>;
  /** Returns the fresh preparation of a conversation, or `null`; never waits for the network. */
  fresh(conversationId: string): Preparation | null;
  /**
   * The read in progress of a conversation, if any, and when it began, in milliseconds since the
   * epoch.
   */
  pendingConversation(conversationId: string): { reading: Promise<DatedConversation>; since: number } | null;
  /** Discards what was known: a session was created, ended or found. */
  forget(conversationId: string): void;
};

/**
 * How long a look-up is fresh, in milliseconds. A wrong "none" costs nothing (the service refuses a
 * second session), a wrong "live" costs one round trip.
 */
const FRESH_FOR_MS = 20_000;

/**
 * Creates the preparations. They exist only in the worker: losing one costs a read, never
 * correctness.
 */
export function createPreparations(dependencies: {
  getConversation(conversationId: string, priority: PreparationPriority): Promise<DatedConversation>;
  /** Whether anything reported since shows another agent, or that the conversation is over. */
  differs(reading: DatedConversation): Promise<boolean>;
  findLive(conversationId: string, priority: PreparationPriority): Promise<LiveSession | null>;
  now(): number;
}): Preparations {
  const { getConversation, differs, findLive, now } = dependencies;
  type Entry = {
    at: number;
    conversation: Promise<DatedConversation>;
    both: Promise<Preparation>;
    done: Preparation | null;
  };
  const entries = new Map<string, Entry>();

  function dropStale() {
    for (const [id, entry] of entries) if (passedSince(entry.at, now()) >= FRESH_FOR_MS) entries.delete(id);
  }

  function read(conversationId: string, priority: PreparationPriority): Promise<Preparation> {
    const conversation = getConversation(conversationId, priority);
    const both = Promise.all([conversation, findLive(conversationId, priority)]).then(([reading, live]) => ({
      ...reading,
      live,
    }));
    const entry: Entry = { at: now(), conversation, both, done: null };
    entries.set(conversationId, entry);
    both.then(
      (done) => {
        entry.done = done;
      },
      () => {
        if (entries.get(conversationId) === entry) entries.delete(conversationId);
      },
    );
    return both;
  }

  return {
    async prepare(conversationId, priority = 'prefetch') {
      dropStale();
      const known = entries.get(conversationId);
      if (!known) return await read(conversationId, priority);
      if (known.done && (await differs(known.done)) && entries.get(conversationId) === known)
        return await read(conversationId, priority);
      return await (entries.get(conversationId) ?? known).both;
    },
    fresh(conversationId) {
      dropStale();
      return entries.get(conversationId)?.done ?? null;
    },
    pendingConversation(conversationId) {
      dropStale();
      const entry = entries.get(conversationId);
      return entry && !entry.done ? { reading: entry.conversation, since: entry.at } : null;
    },
    forget(conversationId) {
      entries.delete(conversationId);
    },
  };
}
