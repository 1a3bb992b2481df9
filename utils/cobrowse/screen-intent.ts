import * as z from 'zod/mini';
import { lazySchema } from '../schema/lazy-schema';

/**
 * What is on disk about a session of Live Screen Monitoring that was, or was about to be, created.
 * Ids only: no name and no token.
 */
const screenIntentSchema = lazySchema(() =>
  z.object({
    agentUserId: z.string(),
    participantId: z.nullable(z.string()),
    /** The load of the page that it was to be shown in. */
    page: z.string(),
    /** When it was recorded, in milliseconds since the epoch. */
    at: z.number(),
    /** The environment and the person it belongs to. */
    owner: z.string(),
  }),
);

/** Parses a stored intent; `null` if it is not a valid one. */
export function parseIntent(stored: unknown): z.output<typeof screenIntentSchema> | null {
  const parsed = z.safeParse(screenIntentSchema, stored);
  return parsed.success ? parsed.data : null;
}
