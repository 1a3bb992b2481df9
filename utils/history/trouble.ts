import * as z from 'zod/mini';
import { lazySchema } from '../schema/lazy-schema';

/** How many entries could not be written, since when and why. */
export const historyTroubleSchema = lazySchema(() =>
  z.object({
    /** Milliseconds since the epoch. */
    since: z.number(),
    lost: z.int(),
    reason: z.enum(['full', 'refused']),
  }),
);
export type HistoryTrouble = z.output<typeof historyTroubleSchema>;
