import * as z from 'zod/mini';
import { lazySchema } from '../schema/lazy-schema';
import { defineStoredItem, FIRST_VERSION } from '../storage/stored-item';
import { defineStoredRows } from '../storage/stored-rows';
import { DEFAULT_LIST_VIEW, listViewSchema, savedViewSchema } from './list-view';
import {
  channelSchema,
  firstScreenSchema,
  floorHeadSchema,
  floorRowSchema,
  goneSchema,
  NO_NAMES,
  namesSchema,
} from './model';

/** What is known about the floor as a whole. */
export const floorHeadItem = defineStoredItem({
  key: 'session:floor',
  schema: lazySchema(() => z.nullable(floorHeadSchema)),
  fallback: null,
  clearedOn: 'sign-out',
});

/** The active conversations, one row each. */
export const floorRows = defineStoredRows('floor-rows', floorRowSchema);

/** Whether changes of the floor arrive as they happen. */
export const floorLiveItem = defineStoredItem({
  key: 'session:floor-live',
  schema: lazySchema(() => z.boolean()),
  fallback: false,
  clearedOn: 'sign-out',
});

/**
 * The extension's only notification channel. Its address is a secret: with it, anybody can receive
 * what the user may receive.
 */
export const channelItem = defineStoredItem({
  key: 'session:notification-channel',
  schema: lazySchema(() => z.nullable(channelSchema)),
  fallback: null,
  clearedOn: 'sign-out',
});

/**
 * Names of users and queues that were looked up, by id; `null` if the platform does not return one.
 */
export const namesItem = defineStoredItem({
  key: 'session:names',
  schema: namesSchema,
  fallback: NO_NAMES,
  clearedOn: 'sign-out',
});

/** The page where the search over all conversations continues. */
export const searchPageItem = defineStoredItem({
  key: 'session:search-page',
  schema: lazySchema(() => z.number()),
  fallback: 1,
  clearedOn: 'sign-out',
});

/** Conversations that ended lately: late listings must not bring them back. */
export const goneItem = defineStoredItem({
  key: 'session:conversations-gone',
  schema: lazySchema(() => z.record(z.string(), goneSchema)),
  fallback: {},
  clearedOn: 'sign-out',
});

/** The last view of the list. */
export const listViewItem = defineStoredItem({
  key: 'session:list-view',
  schema: listViewSchema,
  fallback: DEFAULT_LIST_VIEW,
  clearedOn: 'sign-out',
});

/** The rows that were last on screen. */
export const firstScreenItem = defineStoredItem({
  key: 'session:first-screen',
  schema: lazySchema(() => z.nullable(firstScreenSchema)),
  fallback: null,
  clearedOn: 'sign-out',
});

/**
 * A snapshot of the list as it was left, as JSON, shown while the popup's code loads. The code that
 * draws it uses only what affects its looks. The browser returns one text sooner than the thousands
 * of values in it, and the popup's first paint waits for that.
 */
export const snapshotItem = defineStoredItem({
  key: 'session:snapshot',
  schema: lazySchema(() => z.nullable(z.string())),
  fallback: null,
  clearedOn: 'sign-out',
});

/** User ids of the agents pinned to the top of the list. */
export const pinnedAgentsItem = defineStoredItem({
  key: 'local:pinned-agents',
  schema: lazySchema(() => z.array(z.string())),
  fallback: [],
  clearedOn: 'never',
  record: FIRST_VERSION,
});

/** The views of the list that the user has saved, in their order. */
export const savedViewsItem = defineStoredItem({
  key: 'local:saved-views',
  schema: lazySchema(() => z.array(savedViewSchema)),
  fallback: [],
  clearedOn: 'never',
  record: FIRST_VERSION,
});

/** The stored items of the floor. */
export const FLOOR_ITEMS = {
  rows: floorRows,
  head: floorHeadItem,
  live: floorLiveItem,
  channel: channelItem,
  names: namesItem,
  searchPage: searchPageItem,
  gone: goneItem,
  listView: listViewItem,
  firstScreen: firstScreenItem,
  snapshot: snapshotItem,
  pinnedAgents: pinnedAgentsItem,
  savedViews: savedViewsItem,
};
