import { parseIntent } from '../cobrowse/screen-intent';
import type { ScreenIntents } from '../cobrowse/screen-service';
import type { StoredRecords } from '../storage/stored-records';

/** The sessions of Live Screen Monitoring that were, or were about to be, created; on disk. */
export type StoredScreenIntents = ScreenIntents & {
  all(): Promise<
    {
      conversationId: string;
      agentUserId: string;
      /** When it was recorded, in milliseconds since the epoch. */
      at: number;
      /** Whether it belongs to the person who is signed in, in this environment. */
      isOurs: boolean;
    }[]
  >;
};

/**
 * Creates them.
 * @param getOwner identifies environment and person; `null` while nobody is signed in
 */
export function createScreenIntents(
  records: Pick<StoredRecords, 'read' | 'readAll' | 'write' | 'remove'>,
  getOwner: () => Promise<string | null>,
  now: () => number,
): StoredScreenIntents {
  return {
    async of(conversationId) {
      const parsed = parseIntent((await records.read([conversationId]))[conversationId]);
      return parsed && parsed.owner === (await getOwner()) ? parsed : null;
    },
    async record(conversationId, intent) {
      const owner = (await getOwner()) ?? '';
      await records.write({ [conversationId]: { ...intent, at: now(), owner } });
    },
    forget: (conversationId) => records.remove([conversationId]),
    async all() {
      const [stored, owner] = await Promise.all([records.readAll(), getOwner()]);
      return Object.entries(stored).map(([conversationId, value]) => {
        const parsed = parseIntent(value);
        // An unreadable one counts as old.
        if (!parsed) return { conversationId, agentUserId: '', at: 0, isOurs: false };
        const { agentUserId, at } = parsed;
        return { conversationId, agentUserId, at, isOurs: parsed.owner === owner };
      });
    },
  };
}
