import * as z from 'zod/mini';
import { whenUsed } from '../schema/when-used';
import { sessionSettingsSchema } from '../settings/settings';

/** Where they are kept over a reload: in the page's own storage, which goes with its tab. */
const KEY = 'unheard-starts';
/** How long they are still meant, in milliseconds. */
const MEANT_FOR_MS = 60_000;

const unheardStartSchema = whenUsed(() =>
  z.object({
    conversationId: z.string(),
    settings: sessionSettingsSchema,
    /** What it is for; `null` where that was not said. */
    purpose: z.nullable(z.string()),
  }),
);

const keptSchema = whenUsed(() =>
  z.object({
    userId: z.string(),
    /** Milliseconds since the epoch. */
    at: z.number(),
    starts: z.array(unheardStartSchema),
  }),
);

/**
 * A start that the background has not heard of: what is needed to ask for it again. Names nobody.
 */
export type UnheardStart = z.output<typeof unheardStartSchema>;

/** Keeps starts of a person over the reload that follows. */
export function keepUnheardStarts(userId: string, starts: readonly UnheardStart[]): void {
  sessionStorage.setItem(KEY, JSON.stringify({ userId, at: Date.now(), starts }));
}

/**
 * Takes what was kept a moment ago, if it is this person's. What is there is gone afterwards,
 * whoever asks.
 */
export function takeUnheardStarts(userId: string): UnheardStart[] {
  const kept = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  if (kept === null) return [];
  const read = keptSchema.safeParse(JSON.parse(kept));
  if (!read.success || read.data.userId !== userId) return [];
  return Date.now() - read.data.at < MEANT_FOR_MS ? read.data.starts : [];
}
