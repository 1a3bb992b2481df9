import * as z from 'zod/mini';
import { lazySchema } from '../schema/lazy-schema';
import { defineStoredItem, FIRST_VERSION } from '../storage/stored-item';
import { defineStoredRecords } from '../storage/stored-records';
import { endedSessionSchema, foundServicesSchema, joinLinkSchema, sessionSchema, startSchema } from './model';
import { startToConfirmSchema } from './start-to-confirm';

/** Live sessions by id. */
export const sessionsItem = defineStoredItem({
  key: 'session:cobrowse-sessions',
  schema: lazySchema(() => z.record(z.string(), sessionSchema)),
  fallback: {},
  clearedOn: 'sign-out',
});

/** Notices of the last ended sessions, newest first. */
export const endedSessionsItem = defineStoredItem({
  key: 'session:ended-cobrowse-sessions',
  schema: lazySchema(() => z.array(endedSessionSchema)),
  fallback: [],
  clearedOn: 'sign-out',
});

/** Starts that are running, waiting or failed, by conversation id. */
export const startsItem = defineStoredItem({
  key: 'session:cobrowse-starts',
  schema: lazySchema(() => z.record(z.string(), startSchema)),
  fallback: {},
  clearedOn: 'sign-out',
});

/**
 * What the confirmation window asks about; `null` if nothing. Contains names of customer and agent.
 */
export const startToConfirmItem = defineStoredItem({
  key: 'session:start-to-confirm',
  schema: lazySchema(() => z.nullable(startToConfirmSchema)),
  fallback: null,
  clearedOn: 'sign-out',
});

/** Join links by session id and user id. Read only in the background. */
export const joinLinksItem = defineStoredItem({
  key: 'session:join-links',
  schema: lazySchema(() => z.record(z.string(), z.record(z.string(), joinLinkSchema))),
  fallback: {},
  clearedOn: 'sign-out',
});

/**
 * The cobrowse service that each organisation was found to have, by environment and organisation,
 * and when.
 */
export const foundServicesItem = defineStoredItem({
  key: 'local:cobrowse-services',
  schema: foundServicesSchema,
  fallback: {},
  clearedOn: 'never',
  record: FIRST_VERSION,
});

/**
 * The deadline of each live session: what to do at its time limit, even if memory was cleared
 * before.
 */
export const sessionDeadlineRecords = defineStoredRecords('session-deadlines/', 'all');
