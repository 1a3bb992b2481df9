/** The parts of an API call that show which session it is about. */
type Call = { method: string; path: string; body?: object | undefined };

/**
 * Keeps the correlation ids that Genesys support asks for, of calls that changed a session, until
 * the history takes them.
 */
export type CorrelationIds = {
  note(call: Call, correlationId: string | null): void;
  /** Returns the ids of a session and its conversation, and forgets them. */
  take(session: { id: string; conversationId: string }): string[];
};

/** Matches the session or the conversation in the path of a cobrowse call. */
const IN_PATH = /\/cobrowse\/sessions\/([^/]+)|\/conversations\/([^/]+)\/cobrowse$/;
/** At most this many sessions or conversations are kept; the oldest is dropped. */
const MAX_KEPT = 20;

/**
 * Creates the collection of ids. They are only for support and not worth a write: they are lost
 * with the worker.
 */
export function createCorrelationIds(): CorrelationIds {
  const byId = new Map<string, string[]>();
  return {
    note({ method, path, body }, correlationId) {
      const named = body && 'conversationId' in body ? body.conversationId : undefined;
      const about = IN_PATH.exec(path)?.slice(1).find(Boolean) ?? named;
      if (method === 'GET' || correlationId === null || typeof about !== 'string') return;
      byId.set(about, [...(byId.get(about) ?? []), correlationId]);
      for (const [oldest] of [...byId].slice(0, -MAX_KEPT)) byId.delete(oldest);
    },
    take({ id, conversationId }) {
      const taken = [conversationId, id].flatMap((each) => byId.get(each) ?? []);
      byId.delete(conversationId);
      byId.delete(id);
      return taken;
    },
  };
}
