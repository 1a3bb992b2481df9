/** A call of the API as far as it says which session it is about. */
type Call = { method: string; path: string; body?: object | undefined };

/**
 * What Genesys support asks for, of the calls that changed something about a session, until the
 * history takes it.
 */
export type CorrelationIds = {
  note(call: Call, correlationId: string | null): void;
  /** The ids of a session and its conversation, once. */
  take(session: { id: string; conversationId: string }): string[];
};

/** The session or the conversation that the path of a cobrowse call names. */
const IN_PATH = /\/cobrowse\/sessions\/([^/]+)|\/conversations\/([^/]+)\/cobrowse$/;
/**
 * More than this many sessions or conversations are not kept apart: who waits longest is forgotten.
 */
const MOST_KEPT = 20;

/**
 * Makes the notes. They are for support and not worth a write of their own: a worker's death takes
 * them.
 */
export function createCorrelationIds(): CorrelationIds {
  const byId = new Map<string, string[]>();
  return {
    note({ method, path, body }, correlationId) {
      const named = body && 'conversationId' in body ? body.conversationId : undefined;
      const about = IN_PATH.exec(path)?.slice(1).find(Boolean) ?? named;
      if (method === 'GET' || correlationId === null || typeof about !== 'string') return;
      byId.set(about, [...(byId.get(about) ?? []), correlationId]);
      for (const [oldest] of [...byId].slice(0, -MOST_KEPT)) byId.delete(oldest);
    },
    take({ id, conversationId }) {
      const taken = [conversationId, id].flatMap((each) => byId.get(each) ?? []);
      byId.delete(conversationId);
      byId.delete(id);
      return taken;
    },
  };
}
