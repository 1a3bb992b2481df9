import * as z from 'zod/mini';
import { lazySchema } from '../schema/lazy-schema';
import { sessionSettingsSchema } from '../settings/settings';
import { START_VIEWS } from './service-traits';

/** Where they are stored during a reload: in the page's own storage, which ends with its tab. */
const KEY = 'unheard-starts';
/** How long they stay valid, in milliseconds. */
const VALID_FOR_MS = 60_000;

const pendingStartSchema = lazySchema(() =>
  z.object({
    conversationId: z.string(),
    settings: sessionSettingsSchema,
    /** The purpose; `null` if none was given. */
    purpose: z.nullable(z.string()),
    /** What to see; missing where there is no choice. */
    view: z.optional(z.enum(START_VIEWS)),
  }),
);

const keptSchema = lazySchema(() =>
  z.object({
    userId: z.string(),
    /** Milliseconds since the epoch. */
    at: z.number(),
    starts: z.array(pendingStartSchema),
  }),
);

/**
 * A start that the background has not received: what is needed to request it again. Contains no
 * names.
 */
export type PendingStart = z.output<typeof pendingStartSchema>;

/** Stores a person's starts during the following reload. */
export function savePendingStarts(userId: string, starts: readonly PendingStart[]): void {
  sessionStorage.setItem(KEY, JSON.stringify({ userId, at: Date.now(), starts }));
}

/** Returns what was just stored, if it belongs to this person. Removes it in any case. */
export function restorePendingStarts(userId: string): PendingStart[] {
  const kept = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  if (kept === null) return [];
  const read = keptSchema.safeParse(JSON.parse(kept));
  if (!read.success || read.data.userId !== userId) return [];
  return Date.now() - read.data.at < VALID_FOR_MS ? read.data.starts : [];
}
