import * as z from 'zod/mini';
import { lazySchema } from '../schema/lazy-schema';

/** What is remembered between two looks, so that nothing is notified about twice. */
export const noticeMemorySchema = lazySchema(() =>
  z.object({
    /** Ids of the notices whose cause was there at the last look. */
    known: z.array(z.string()),
    /** Ids of the sessions whose offer was open at the last look. */
    offered: z.array(z.string()),
  }),
);

export type NoticeMemory = z.output<typeof noticeMemorySchema>;

export const NOTHING_NOTED: NoticeMemory = { known: [], offered: [] };
