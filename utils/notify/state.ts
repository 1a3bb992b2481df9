import * as z from 'zod/mini';
import { lazySchema } from '../schema/lazy-schema';
import { defineStoredItem } from '../storage/stored-item';
import { NOTHING_NOTED, noticeMemorySchema } from './model';

/** What was notified about already. */
export const noticeMemoryItem = defineStoredItem({
  key: 'session:notices',
  schema: noticeMemorySchema,
  fallback: NOTHING_NOTED,
  clearedOn: 'sign-out',
});

/** Until when notifications are paused, in milliseconds since the epoch; `null` if they are not. */
export const noticesPausedItem = defineStoredItem({
  key: 'session:notices-paused',
  schema: lazySchema(() => z.nullable(z.object({ until: z.number() }))),
  fallback: null,
  clearedOn: 'never',
});
