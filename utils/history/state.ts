import * as z from 'zod/mini';
import { lazySchema } from '../schema/lazy-schema';
import { defineStoredItem } from '../storage/stored-item';
import { defineStoredRecords } from '../storage/stored-records';
import { historyTroubleSchema } from './trouble';

/** The history of all sessions, one key per entry. Contains no token and no link. */
export const historyRecords = defineStoredRecords('history/');

/** Records that entries of the history could not be written; the history page shows it. */
export const historyTroubleItem = defineStoredItem({
  key: 'session:history-trouble',
  schema: lazySchema(() => z.nullable(historyTroubleSchema)),
  fallback: null,
  clearedOn: 'never',
});
