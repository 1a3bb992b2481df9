import * as z from 'zod/mini';
import { lazySchema } from '../schema/lazy-schema';
import { defineStoredItem } from '../storage/stored-item';
import { practiceSchema } from './model';

/** The state of practice; `null` while it is off. Nothing in it is real or secret. */
export const practiceItem = defineStoredItem({
  key: 'session:practice',
  schema: lazySchema(() => z.nullable(practiceSchema)),
  fallback: null,
  clearedOn: 'never',
});

/**
 * The real sign-in while practice is on, by the names of its items. Read only in the background.
 */
export const signInBackupItem = defineStoredItem({
  key: 'session:sign-in-backup',
  schema: lazySchema(() => z.nullable(z.record(z.string(), z.unknown()))),
  fallback: null,
  clearedOn: 'never',
});
