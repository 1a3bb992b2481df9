import { createFloor } from '@/utils/background/create-floor';
import { fail } from '@/utils/errors/failure';
import { settle } from '@/utils/errors/result';
import { DEFAULT_LIST_VIEW } from '@/utils/floor/list-view';
import { createGenesysCloudApi } from '@/utils/genesys-cloud/api';
import { createGenesysCloudClient } from '@/utils/genesys-cloud/client';
import { createRequestBudget, type SentRequest } from '@/utils/genesys-cloud/request-budget';
import { createServerClock } from '@/utils/http/server-clock';
import { keepLive } from '@/utils/notifications/keep-live';
import { memoryItem, memoryStores } from './memory-stores.ts';

/** Rows that fit on a popup's screen, and the few around them. */
const ON_SCREEN = 20;

/** A supervisor with the popup open, without a browser: the extension's own code over memory. */
export type HeadlessSupervisor = {
  /** Notifications so far. */
  events(): number;
  rows(): Promise<number>;
  /** Rows whose agent has a name, or that have no agent. */
  named(): Promise<number>;
  /** Whether changes arrive as they happen. */
  isLive(): Promise<boolean>;
  close(): void;
};

/** Opens the popup of one supervisor. */
export async function openSupervisor(
  origin: string,
  token: string,
  userId: string,
): Promise<HeadlessSupervisor> {
  const now = () => Date.now();
  const clock = createServerClock(now);
  const stores = memoryStores();
  const client = createGenesysCloudClient({
    getApiOrigin: async () => origin,
    getAccessToken: async () => token,
    renewAccessToken: async () => {
      throw fail('signed-out');
    },
    mayReach: async () => true,
    budget: createRequestBudget(memoryItem<SentRequest[]>([]), now),
    clock,
    now,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  });
  const parts = createFloor({
    api: createGenesysCloudApi(client),
    clock,
    getIdentity: async () => ({ userId, name: 'Supervisor' }),
    onListing: () => undefined,
    stores,
    now,
  });
  let events = 0;
  // A separate page: visible until it is closed, and the only candidate for leader.
  const page = {
    document: Object.assign(new EventTarget(), { hidden: false, visibilityState: 'visible' }),
    window: new EventTarget(),
  };
  const live = keepLive(
    {
      openChannel: () => settle(parts.openChannel),
      applyNotifications(notifications) {
        events += notifications.length;
        return settle(() => parts.applyNotifications(notifications));
      },
      noteLive: (isLive) => settle(() => parts.noteLive(isLive)),
      poll: () => settle(() => parts.refreshConversations('due')),
    },
    { page: page as never, locks: ownLocks() },
  );
  await settle(() => parts.refreshConversations('opened'));
  const rows = await stores.rows.all();
  await parts.noteListView(
    DEFAULT_LIST_VIEW,
    {
      ids: rows.slice(0, ON_SCREEN).map(({ id }) => id),
      offset: 0,
      total: rows.length,
      sections: [],
    },
    [],
  );
  live.start();
  return {
    events: () => events,
    rows: async () => (await stores.rows.all()).length,
    named: async () => (await stores.rows.all()).filter(({ agent }) => agent?.name !== null).length,
    isLive: () => stores.live.get(),
    close: () => live.stop(),
  };
}

/** Locks that no other page shares. */
function ownLocks(): LockManager {
  return {
    request: async (_name: string, ...rest: unknown[]) => {
      const work = rest.at(-1) as (lock: unknown) => Promise<unknown>;
      return await work({});
    },
    query: async () => ({}),
  } as unknown as LockManager;
}
