import type { Conversation } from '../genesys-cloud/conversation';
import type { LiveSession } from './service';

/** What was read about a conversation before the click. */
export type Preparation = { conversation: Conversation; live: LiveSession | null };

/** Why a conversation is read ahead. */
export type PrepareReason = 'look' | 'glance' | 'press';

/**
 * Reads ahead what a start needs. A start that finds a fresh preparation knows whom to cobrowse with and whether a session is live,
 * so that after the click only create and join tokens are left.
 */
export type Preparations = {
  /**
   * Reads ahead for a conversation unless that is fresh or under way. Throws what the reads throw.
   * @param reason on whose account the requests go: who looks at a row (as when missing), the page
   *   that has it in view, or a press
   */
  prepare(conversationId: string, reason?: PrepareReason): Promise<Preparation>;
  /** The fresh preparation of a conversation or `null`; never waits for the network. */
  fresh(conversationId: string): Preparation | null;
  /** The conversation being read ahead right now, where one is. */
  pendingConversation(conversationId: string): Promise<Conversation> | null;
  /** What was known is not true any more: a session was made, ended or found. */
  forget(conversationId: string): void;
};

/**
 * How long a look-up counts, in milliseconds. A wrong "none" costs nothing (the service refuses a second session), a wrong "live" costs
 * one round trip.
 */
const FRESH_FOR_MS = 20_000;

/** Makes the store of preparations. It lives and dies with the worker: losing one costs a read, never correctness. */
export function createPreparations(dependencies: {
  getConversation(conversationId: string, reason: PrepareReason): Promise<Conversation>;
  findLive(conversationId: string, reason: PrepareReason): Promise<LiveSession | null>;
  now(): number;
}): Preparations {
  const { getConversation, findLive, now } = dependencies;
  type Entry = {
    at: number;
    conversation: Promise<Conversation>;
    both: Promise<Preparation>;
    done: Preparation | null;
  };
  const entries = new Map<string, Entry>();

  function dropStale() {
    for (const [id, entry] of entries) if (now() - entry.at >= FRESH_FOR_MS) entries.delete(id);
  }

  return {
    prepare(conversationId, reason = 'look') {
      dropStale();
      const known = entries.get(conversationId);
      if (known) return known.both;
      const conversation = getConversation(conversationId, reason);
      const both = Promise.all([conversation, findLive(conversationId, reason)]).then(([read, live]) => ({
        conversation: read,
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
    },
    fresh(conversationId) {
      dropStale();
      return entries.get(conversationId)?.done ?? null;
    },
    pendingConversation(conversationId) {
      dropStale();
      return entries.get(conversationId)?.conversation ?? null;
    },
    forget(conversationId) {
      entries.delete(conversationId);
    },
  };
}
