import * as z from 'zod/mini';
import { lazySchema } from '../schema/lazy-schema';
import { defineStoredItem, FIRST_VERSION } from '../storage/stored-item';
import { defineStoredRecords } from '../storage/stored-records';
import {
  endedSessionSchema,
  endNoticeSchema,
  foundServicesSchema,
  joinLinkSchema,
  sessionSchema,
  startSchema,
} from './model';
import { viewerPageSchema } from './screen-viewer-page';
import { START_VIEWS } from './service-traits';
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
 * The cobrowse service that each organization was found to have, by environment and organization,
 * and when.
 */
export const foundServicesItem = defineStoredItem({
  key: 'local:cobrowse-services',
  schema: foundServicesSchema,
  fallback: {},
  clearedOn: 'never',
  record: FIRST_VERSION,
});

/** The open page that shows agents' screens; `null` if there is none. */
export const viewerPageItem = defineStoredItem({
  key: 'session:screens-page',
  schema: lazySchema(() => z.nullable(viewerPageSchema)),
  fallback: null,
  clearedOn: 'sign-out',
});

/** What the supervisor last chose to see, where both are possible; `null` if never. */
export const startViewItem = defineStoredItem({
  key: 'local:start-view',
  schema: lazySchema(() => z.nullable(z.enum(START_VIEWS))),
  fallback: null,
  clearedOn: 'never',
  record: FIRST_VERSION,
});

/** Ends of sessions that their agents must still be told of. */
export const endNoticesItem = defineStoredItem({
  key: 'session:end-notices',
  schema: lazySchema(() => z.array(endNoticeSchema)),
  fallback: [],
  clearedOn: 'sign-out',
});

/** The Live Screen Monitoring sessions that are about to be created, by conversation. */
export const screenIntentRecords = defineStoredRecords('screen-intents/', 'all');

/**
 * The deadline of each live session: what to do at its time limit, even if memory was cleared
 * before.
 */
export const sessionDeadlineRecords = defineStoredRecords('session-deadlines/', 'all');
