import * as z from 'zod/mini';
import {
  epochItem,
  identityItem,
  pendingSignInItem,
  signedOutItem,
  tokenItem,
  visibleSignInItem,
} from '../auth/state';
import {
  endedSessionsItem,
  endNoticesItem,
  foundServicesItem,
  joinLinksItem,
  sessionsItem,
  startsItem,
  startToConfirmItem,
  startViewItem,
  viewerPageItem,
} from '../cobrowse/state';
import {
  channelItem,
  firstScreenItem,
  floorHeadItem,
  floorLiveItem,
  floorRows,
  goneItem,
  listViewItem,
  namesItem,
  pinnedAgentsItem,
  savedViewsItem,
  searchPageItem,
  snapshotItem,
} from '../floor/state';
import { REQUEST_PRIORITIES } from '../genesys-cloud/request-priority';
import { buttonPlacesItem } from '../genesys-desktop/state';
import { historyTroubleItem } from '../history/state';
import { noticeMemoryItem, noticesPausedItem } from '../notify/state';
import { practiceItem, signInBackupItem } from '../practice/state';
import { lazySchema } from '../schema/lazy-schema';
import { hasExactly, isNumber } from '../schema/plain';
import { appliedPolicyItem, rememberedSecretItem, secretItem, settingsItem } from '../settings/state';
import { type Area, enableCache, evict, writeStored } from '../storage/areas';
import { defineStoredItem, FIRST_VERSION, splitKey } from '../storage/stored-item';

/**
 * When the last requests were sent (milliseconds since the epoch) and at which priority: a new
 * worker's budget starts from it.
 */
export const requestTimesItem = defineStoredItem({
  key: 'session:request-times',
  schema: lazySchema(() =>
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
  schema: lazySchema(() => z.record(z.string(), z.string())),
  fallback: {},
  clearedOn: 'never',
});

/**
 * Key of the environment that has the script in its desktop, since the last sign-in; `null` after
 * signing out.
 */
export const desktopScriptItem = defineStoredItem({
  key: 'local:desktop-script',
  schema: lazySchema(() => z.nullable(z.string())),
  fallback: null,
  clearedOn: 'never',
  record: FIRST_VERSION,
});

/**
 * An extension update that waits for sessions to end, and since when (milliseconds since the
 * epoch); `null` if there is none.
 */
export const updateWaitingItem = defineStoredItem({
  key: 'session:update-waiting',
  schema: lazySchema(() => z.nullable(z.object({ since: z.number() }))),
  fallback: null,
  clearedOn: 'never',
});

/**
 * When the history was last brought up to date in this browser session, in milliseconds since the
 * epoch; `null` if not yet.
 */
export const historyCaughtUpItem = defineStoredItem({
  key: 'session:history-caught-up',
  schema: lazySchema(() => z.nullable(z.object({ at: z.number() }))),
  fallback: null,
  clearedOn: 'never',
});

/**
 * How far the server's clock was ahead of this computer's when the stored times were written, in
 * milliseconds; `null` if it is not known yet.
 */
export const clockDifferenceItem = defineStoredItem({
  key: 'session:clock-difference',
  schema: lazySchema(() => z.nullable(z.object({ aheadMs: z.number() }))),
  isPlain: hasExactly({ aheadMs: isNumber }),
  fallback: null,
  clearedOn: 'never',
});

/**
 * All stored items of all domains: a sign-out clears them, and the background keeps them in memory.
 * An item that is missing here would survive a sign-out.
 */
export const ALL_ITEMS = [
  settingsItem,
  appliedPolicyItem,
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
  snapshotItem,
  pinnedAgentsItem,
  savedViewsItem,
  sessionsItem,
  endedSessionsItem,
  startsItem,
  startToConfirmItem,
  joinLinksItem,
  viewerPageItem,
  startViewItem,
  endNoticesItem,
  foundServicesItem,
  desktopTabsItem,
  desktopScriptItem,
  buttonPlacesItem,
  requestTimesItem,
  clockDifferenceItem,
  updateWaitingItem,
  historyTroubleItem,
  historyCaughtUpItem,
  practiceItem,
  signInBackupItem,
  noticeMemoryItem,
  noticesPausedItem,
];

/** The items on disk: unreadable records are kept and reported. */
export const RECORDS_ON_DISK = ALL_ITEMS.flatMap(({ records }) => records ?? []);

/**
 * Names in `storage.session` that earlier versions used for personal data; nothing reads them any
 * more. `picture` was the snapshot.
 */
const FORMER_NAMES = ['picture'];

/**
 * Clears everything that belongs to the person who signs out, in one storage call: if the worker
 * dies, all or nothing is left.
 * @param keepsClientSecret `true` for a temporary sign-out: the secret is a setting, and the next
 *   person signs in with it
 */
export async function clearOnSignOut({ keepsClientSecret = false } = {}): Promise<void> {
  const goes = ALL_ITEMS.filter(
    (item) => item.clearedOn === 'sign-out' && !(keepsClientSecret && item === secretItem),
  );
  const keys = [...FORMER_NAMES, ...floorRows.keys, ...goes.map(({ key }) => key.replace(/^session:/, ''))];
  await writeStored('session', Object.fromEntries(keys.map((key) => [key, undefined])));
  // The next person's rows must not be cached just because these keys were once known to be absent.
  evict('session', floorRows.keys);
}

/** Large, and not needed by the background until a page reports what it shows. */
const NOT_AT_FIRST: readonly (typeof ALL_ITEMS)[number][] = [
  snapshotItem,
  firstScreenItem,
  signInBackupItem,
  buttonPlacesItem,
];

/**
 * For the background: answers reads from memory from now on. Reads all items, with one call per
 * area.
 */
export function cacheItems(): void {
  const first: Record<Area, string[]> = { session: [], local: [] };
  for (const item of ALL_ITEMS) {
    const [area, name] = splitKey(item.key);
    if (!NOT_AT_FIRST.includes(item)) first[area].push(name);
  }
  enableCache(first);
}
