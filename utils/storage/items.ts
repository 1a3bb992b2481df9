import * as z from 'zod/mini';
import {
  clientOfEnvironmentSchema,
  epochSchema,
  identitySchema,
  pendingSignInSchema,
  storedSecretSchema,
  storedTokenSchema,
} from '../auth/model';
import {
  endedSessionSchema,
  foundServicesSchema,
  joinLinkSchema,
  sessionSchema,
  startSchema,
} from '../cobrowse/model';
import { startToConfirmSchema } from '../cobrowse/start-to-confirm';
import { DEFAULT_LIST_VIEW, listViewSchema } from '../floor/list-view';
import {
  channelSchema,
  firstScreenSchema,
  floorHeadSchema,
  floorRowSchema,
  goneSchema,
  NO_NAMES,
  namesSchema,
} from '../floor/model';
import { REQUEST_PRIORITIES } from '../genesys-cloud/request-priority';
import { historyTroubleSchema } from '../history/model';
import { practiceSchema } from '../practice/model';
import { whenUsed } from '../schema/when-used';
import { NO_POLICY, readPolicySchema } from '../settings/policy';
import { DEFAULT_SETTINGS, settingsSchema, withRegionOfHost } from '../settings/settings';
import { type Area, keepInMemory, keepNoLonger, writeStored } from './areas';
import { defineStoredShelf } from './shelf';
import { defineStoredItem, splitKey } from './stored-item';
import { defineStoredRows } from './stored-rows';

// Every key the extension stores. `session:` is memory of the browser, never on disk, and closed to
// content scripts.

/**
 * A shape that has not changed so that a migration is needed: what was added since is optional or
 * has a default in the schema. Fixtures of all shapes are in tests/unit/storage/earlier-records.ts.
 */
const FIRST_VERSION = { version: 1, migrations: {} };

/** The user's settings. Holds no secret. */
export const settingsItem = defineStoredItem({
  key: 'local:settings',
  schema: settingsSchema,
  fallback: DEFAULT_SETTINGS,
  clearedOn: 'never',
  record: {
    ...FIRST_VERSION,
    tidy: withRegionOfHost,
    standIns: {
      // A guess would sign people in somewhere else. Without a host, the pages ask for it.
      environment: { kind: 'custom', host: '' },
      // Without it, a client ID would be used where it was not entered for.
      'signIn.clientIdFor': '',
      // A guess would drop sessions from the history that were to be kept.
      history: { keepForDays: null },
    },
    keepsUnknown: true,
  },
});

/** The policy that was carried out last: what differs from it is still to do. */
export const obeyedPolicyItem = defineStoredItem({
  key: 'local:obeyed-policy',
  schema: readPolicySchema,
  fallback: NO_POLICY,
  clearedOn: 'never',
  record: FIRST_VERSION,
});

/**
 * The client secret, kept on disk only when the user ticked so and was told the risk. A bare text
 * is what older versions stored: it belongs to the settings beside it, and is never sent as it is.
 */
export const rememberedSecretItem = defineStoredItem({
  key: 'local:remembered-client-secret',
  schema: whenUsed(() => z.nullable(z.union([storedSecretSchema, z.string()]))),
  fallback: null,
  clearedOn: 'never',
  record: { ...FIRST_VERSION, isSecret: true },
});

/** The client secret for this browser session. */
export const secretItem = defineStoredItem({
  key: 'session:client-secret',
  schema: whenUsed(() => z.nullable(storedSecretSchema)),
  fallback: null,
  clearedOn: 'sign-out',
});

/** Set by signing out, so that a remembered secret signs nobody in behind their back. */
export const signedOutItem = defineStoredItem({
  key: 'local:signed-out',
  schema: whenUsed(() => z.boolean()),
  fallback: false,
  clearedOn: 'never',
  record: FIRST_VERSION,
});

/**
 * Where somebody has completed a sign-in in a window last: only there is anything asked without
 * one. Holds no person and no token. It outlasts signing out and the browser (a sign-in whose
 * worker dies can then be finished), and goes when another environment or client is set, by the
 * user or by policy.
 */
export const visibleSignInItem = defineStoredItem({
  key: 'local:visible-sign-in',
  schema: whenUsed(() => z.nullable(clientOfEnvironmentSchema)),
  fallback: null,
  clearedOn: 'never',
  record: FIRST_VERSION,
});

/** Who is signed in. */
export const identityItem = defineStoredItem({
  key: 'session:identity',
  schema: whenUsed(() => z.nullable(identitySchema)),
  fallback: null,
  clearedOn: 'sign-out',
});

/** The access token. Read in the background only. */
export const tokenItem = defineStoredItem({
  key: 'session:access-token',
  schema: whenUsed(() => z.nullable(storedTokenSchema)),
  fallback: null,
  clearedOn: 'sign-out',
});

/** The epoch of whoever is signed in (utils/auth/epochs.ts); none while nobody is. */
export const epochItem = defineStoredItem({
  key: 'session:epoch',
  schema: whenUsed(() => z.nullable(epochSchema)),
  fallback: null,
  clearedOn: 'sign-out',
});

/** Says that a sign-in window was opened, in case the worker dies while it is. */
export const pendingSignInItem = defineStoredItem({
  key: 'session:pending-sign-in',
  schema: whenUsed(() => z.nullable(pendingSignInSchema)),
  fallback: null,
  clearedOn: 'sign-out',
});

/** What is known of the floor as a whole. */
export const floorHeadItem = defineStoredItem({
  key: 'session:floor',
  schema: whenUsed(() => z.nullable(floorHeadSchema)),
  fallback: null,
  clearedOn: 'sign-out',
});

/** The active conversations, each a row. */
export const floorRows = defineStoredRows('floor-rows', floorRowSchema);

/** Whether changes of the floor arrive as they happen. */
export const floorLiveItem = defineStoredItem({
  key: 'session:floor-live',
  schema: whenUsed(() => z.boolean()),
  fallback: false,
  clearedOn: 'sign-out',
});

/**
 * The one notification channel of the extension. Its address is a secret: whoever knows it hears
 * what the user may hear.
 */
export const channelItem = defineStoredItem({
  key: 'session:notification-channel',
  schema: whenUsed(() => z.nullable(channelSchema)),
  fallback: null,
  clearedOn: 'sign-out',
});

/**
 * Names of users and queues that were looked up, by id; `null` for one that the platform does not
 * tell.
 */
export const namesItem = defineStoredItem({
  key: 'session:names',
  schema: namesSchema,
  fallback: NO_NAMES,
  clearedOn: 'sign-out',
});

/** Where the search over all conversations goes on. */
export const searchPageItem = defineStoredItem({
  key: 'session:search-page',
  schema: whenUsed(() => z.number()),
  fallback: 1,
  clearedOn: 'sign-out',
});

/** Conversations that were seen to end lately: listings lag, and must not bring them back. */
export const goneItem = defineStoredItem({
  key: 'session:conversations-gone',
  schema: whenUsed(() => z.record(z.string(), goneSchema)),
  fallback: {},
  clearedOn: 'sign-out',
});

/** How the list was looked at last. */
export const listViewItem = defineStoredItem({
  key: 'session:list-view',
  schema: listViewSchema,
  fallback: DEFAULT_LIST_VIEW,
  clearedOn: 'sign-out',
});

/** The rows that were on screen last. */
export const firstScreenItem = defineStoredItem({
  key: 'session:first-screen',
  schema: whenUsed(() => z.nullable(firstScreenSchema)),
  fallback: null,
  clearedOn: 'sign-out',
});

/**
 * A picture of the list as it was left, which is shown while the popup's code is loaded. Whoever
 * draws it takes from it only what looks.
 */
export const pictureItem = defineStoredItem({
  key: 'session:picture',
  schema: whenUsed(() => z.nullable(z.array(z.unknown()))),
  fallback: null,
  clearedOn: 'sign-out',
});

/** User ids of the agents pinned to the top of the list. */
export const pinnedAgentsItem = defineStoredItem({
  key: 'local:pinned-agents',
  schema: whenUsed(() => z.array(z.string())),
  fallback: [],
  clearedOn: 'never',
  record: FIRST_VERSION,
});

/** Live sessions by id. */
export const sessionsItem = defineStoredItem({
  key: 'session:cobrowse-sessions',
  schema: whenUsed(() => z.record(z.string(), sessionSchema)),
  fallback: {},
  clearedOn: 'sign-out',
});

/** Notices of the sessions that ended last, newest first. */
export const endedSessionsItem = defineStoredItem({
  key: 'session:ended-cobrowse-sessions',
  schema: whenUsed(() => z.array(endedSessionSchema)),
  fallback: [],
  clearedOn: 'sign-out',
});

/** Starts that run, wait or failed, by conversation id. */
export const startsItem = defineStoredItem({
  key: 'session:cobrowse-starts',
  schema: whenUsed(() => z.record(z.string(), startSchema)),
  fallback: {},
  clearedOn: 'sign-out',
});

/**
 * What the window that asks whether to start asks about; `null` while nothing is asked. Holds names
 * of customer and agent.
 */
export const startToConfirmItem = defineStoredItem({
  key: 'session:start-to-confirm',
  schema: whenUsed(() => z.nullable(startToConfirmSchema)),
  fallback: null,
  clearedOn: 'sign-out',
});

/** Join links by session id and user id. Read in the background only. */
export const joinLinksItem = defineStoredItem({
  key: 'session:join-links',
  schema: whenUsed(() => z.record(z.string(), z.record(z.string(), joinLinkSchema))),
  fallback: {},
  clearedOn: 'sign-out',
});

/**
 * Which cobrowse service each organisation was found to have, by environment and organisation, and
 * when.
 */
export const foundServicesItem = defineStoredItem({
  key: 'local:cobrowse-services',
  schema: foundServicesSchema,
  fallback: {},
  clearedOn: 'never',
  record: FIRST_VERSION,
});

/**
 * When the last requests were sent (milliseconds since the epoch) and at which priority: the budget
 * of a new worker.
 */
export const requestTimesItem = defineStoredItem({
  key: 'session:request-times',
  schema: whenUsed(() =>
    z.array(
      z.object({
        at: z.number(),
        priority: z.enum(REQUEST_PRIORITIES),
      }),
    ),
  ),
  fallback: [],
  clearedOn: 'never',
});

/** Which conversation each open desktop tab shows, by tab id. */
export const desktopTabsItem = defineStoredItem({
  key: 'session:desktop-tabs',
  schema: whenUsed(() => z.record(z.string(), z.string())),
  fallback: {},
  clearedOn: 'never',
});

/**
 * Key of the environment whose desktop the script is put into, as of the last sign-in; `null` after
 * signing out.
 */
export const desktopScriptItem = defineStoredItem({
  key: 'local:desktop-script',
  schema: whenUsed(() => z.nullable(z.string())),
  fallback: null,
  clearedOn: 'never',
  record: FIRST_VERSION,
});

/** The history of all sessions, each entry under a key of its own. Holds no token and no link. */
export const historyShelf = defineStoredShelf('history/');

/**
 * What is promised for later about each live session: what is to be done at its time limit, also
 * where memory was emptied before it.
 */
export const sessionDeadlineShelf = defineStoredShelf('session-deadlines/', 'all');

/**
 * An update of the extension that waits for sessions to end, since when (milliseconds since the
 * epoch); `null`: none does.
 */
export const updateWaitingItem = defineStoredItem({
  key: 'session:update-waiting',
  schema: whenUsed(() => z.nullable(z.object({ since: z.number() }))),
  fallback: null,
  clearedOn: 'never',
});

/** Says that entries of the history could not be written; the history page shows it. */
export const historyTroubleItem = defineStoredItem({
  key: 'session:history-trouble',
  schema: whenUsed(() => z.nullable(historyTroubleSchema)),
  fallback: null,
  clearedOn: 'never',
});

/**
 * The practice that is on; `null` while none is. Nothing in it is real, and nothing in it is
 * secret.
 */
export const practiceItem = defineStoredItem({
  key: 'session:practice',
  schema: whenUsed(() => z.nullable(practiceSchema)),
  fallback: null,
  clearedOn: 'never',
});

/**
 * The real sign-in while practice is on, by the names of its items. Read in the background only.
 */
export const setAsideItem = defineStoredItem({
  key: 'session:set-aside',
  schema: whenUsed(() => z.nullable(z.record(z.string(), z.unknown()))),
  fallback: null,
  clearedOn: 'never',
});

/** Where the floor is kept. */
export const FLOOR_STORES = {
  rows: floorRows,
  head: floorHeadItem,
  live: floorLiveItem,
  channel: channelItem,
  names: namesItem,
  searchPage: searchPageItem,
  gone: goneItem,
  listView: listViewItem,
  firstScreen: firstScreenItem,
  picture: pictureItem,
  pinnedAgents: pinnedAgentsItem,
};

/** All of them, for the test that names are unique and for sign-out. */
export const ALL_ITEMS = [
  settingsItem,
  obeyedPolicyItem,
  rememberedSecretItem,
  secretItem,
  signedOutItem,
  visibleSignInItem,
  identityItem,
  tokenItem,
  epochItem,
  pendingSignInItem,
  floorHeadItem,
  floorLiveItem,
  channelItem,
  namesItem,
  searchPageItem,
  goneItem,
  listViewItem,
  firstScreenItem,
  pictureItem,
  pinnedAgentsItem,
  sessionsItem,
  endedSessionsItem,
  startsItem,
  startToConfirmItem,
  joinLinksItem,
  foundServicesItem,
  desktopTabsItem,
  desktopScriptItem,
  requestTimesItem,
  updateWaitingItem,
  historyTroubleItem,
  practiceItem,
  setAsideItem,
];

/** The items on disk: what of them cannot be read is kept and reported. */
export const RECORDS_ON_DISK = ALL_ITEMS.flatMap(({ records }) => records ?? []);

/**
 * Empties everything that belongs to the person who signs out, in one step of the browser: a worker
 * that dies leaves all or nothing.
 * @param stays what is left as it is, where nobody signs out for good
 */
export async function clearOnSignOut(stays: readonly (typeof ALL_ITEMS)[number][] = []): Promise<void> {
  const goes = ALL_ITEMS.filter((item) => item.clearedOn === 'sign-out' && !stays.includes(item));
  const keys = [...floorRows.keys, ...goes.map(({ key }) => key.replace(/^session:/, ''))];
  await writeStored('session', Object.fromEntries(keys.map((key) => [key, undefined])));
  // The next person's rows are not all to be kept in memory because these were once known to be
  // gone.
  keepNoLonger('session', floorRows.keys);
}

/** Large, and of no use to the background until a page says what it shows. */
const NOT_AT_FIRST: readonly (typeof ALL_ITEMS)[number][] = [pictureItem, firstScreenItem, setAsideItem];

/**
 * For the background: from now on, reads are answered from memory. Reads all items, once for each
 * area.
 */
export function keepItemsInMemory(): void {
  const first: Record<Area, string[]> = { session: [], local: [] };
  for (const item of ALL_ITEMS) {
    const [area, name] = splitKey(item.key);
    if (!NOT_AT_FIRST.includes(item)) first[area].push(name);
  }
  keepInMemory(first);
}
