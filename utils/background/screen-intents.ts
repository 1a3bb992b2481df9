import * as z from 'zod/mini';
import type { ScreenIntents } from '../cobrowse/screen-service';
import { lazySchema } from '../schema/lazy-schema';
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

/** Ids only: no name and no token. */
const intentSchema = lazySchema(() =>
  z.object({
    agentUserId: z.string(),
    participantId: z.nullable(z.string()),
    page: z.string(),
    at: z.number(),
    owner: z.string(),
  }),
);

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
      const parsed = z.safeParse(intentSchema, (await records.read([conversationId]))[conversationId]);
      return parsed.success && parsed.data.owner === (await getOwner()) ? parsed.data : null;
    },
    async record(conversationId, intent) {
      const owner = (await getOwner()) ?? '';
      await records.write({ [conversationId]: { ...intent, at: now(), owner } });
    },
    forget: (conversationId) => records.remove([conversationId]),
    async all() {
      const [stored, owner] = await Promise.all([records.readAll(), getOwner()]);
      return Object.entries(stored).map(([conversationId, value]) => {
        const parsed = z.safeParse(intentSchema, value);
        // An unreadable one counts as old.
        if (!parsed.success) return { conversationId, agentUserId: '', at: 0, isOurs: false };
        const { agentUserId, at } = parsed.data;
        return { conversationId, agentUserId, at, isOurs: parsed.data.owner === owner };
      });
    },
  };
}
