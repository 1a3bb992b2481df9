import { type Epoch, itemOf, rowsOf } from '../auth/epochs';
import type { Identity } from '../auth/model';
import { passedSince } from '../concurrency/passed-since';
import { createSerializer } from '../concurrency/serialize';
import { singleFlight } from '../concurrency/single-flight';
import { createNotificationChannel } from '../floor/channel';
import { createFloorStore } from '../floor/floor';
import type { ListView, SavedView, ShownRows } from '../floor/list-view';
import type { Channel, FirstScreen, FloorHead, FloorRow, Gone, Names } from '../floor/model';
import { createNameStore } from '../floor/names';
import { FLOOR_ITEMS } from '../floor/state';
import { chooseTopics, userTopic } from '../floor/topics';
import type { GenesysCloudApi } from '../genesys-cloud/api';
import { readConversationEvents, saysChannelIsLost } from '../genesys-cloud/conversation-events';
import { NAMES_PER_CALL } from '../genesys-cloud/names';
import { MAX_TOPICS } from '../genesys-cloud/notifications';
import type { ServerClock } from '../http/server-clock';
import type { ReadWriteStore } from '../storage/store';
import type { StoredRows } from '../storage/stored-rows';

/** Where the floor is stored. */
export type FloorItems = {
  rows: StoredRows<FloorRow>;
  head: ReadWriteStore<FloorHead | null>;
  live: ReadWriteStore<boolean>;
  channel: ReadWriteStore<Channel | null>;
  names: ReadWriteStore<Names>;
  searchPage: ReadWriteStore<number>;
  gone: ReadWriteStore<Record<string, Gone>>;
  listView: ReadWriteStore<ListView>;
  firstScreen: ReadWriteStore<FirstScreen | null>;
  snapshot: ReadWriteStore<string | null>;
  pinnedAgents: ReadWriteStore<string[]>;
  savedViews: ReadWriteStore<SavedView[]>;
};

/** While changes arrive, missing names are looked up this often, in milliseconds. */
const NAMES_AGAIN_MS = 30_000;

/** Builds the parts that maintain the floor: the list, its changes, and its view. */
export function createFloor({
  api,
  clock,
  getIdentity,
  onListing,
  whilePageOpen,
  stores,
  now,
}: {
  api: GenesysCloudApi;
  clock: ServerClock;
  getIdentity(): Promise<Identity>;
  onListing(conversationIds: ReadonlySet<string>): void;
  whilePageOpen?: (() => AbortSignal) | undefined;
  stores: FloorItems;
  now(): number;
}) {
  const getUserId = async () => (await getIdentity()).userId.toLowerCase();

  const floor = createFloorStore({
    sources: api.withPriority('refresh'),
    awaitedSources: api.withPriority('open-list'),
    rows: stores.rows,
    head: stores.head,
    searchPage: stores.searchPage,
    gone: stores.gone,
    names: createNameStore({
      names: stores.names,
      api: api.withPriority('names'),
      perCall: NAMES_PER_CALL,
    }),
    getUserId,
    shownRows: async () => (await stores.firstScreen.get())?.rows ?? [],
    onListing,
    ...(whilePageOpen && { whilePageOpen }),
    now,
  });

  let namedAt = now();
  const refresh = {
    due: singleFlight(() => floor.refresh('due')),
    opened: singleFlight(() => floor.refresh('opened')),
    asked: singleFlight(() => floor.refresh('asked')),
  };

  async function wantedTopics(refused: ReadonlySet<string>): Promise<string[]> {
    const [userId, head, names, screen, pinned, rows] = await Promise.all([
      getUserId(),
      stores.head.get(),
      stores.names.get(),
      stores.firstScreen.get(),
      stores.pinnedAgents.get(),
      stores.rows.all(),
    ]);
    return chooseTopics({
      userId,
      shown: screen?.rows ?? [],
      pinned,
      rows,
      team: head?.team ?? [],
      queueIds: Object.keys(names.queues),
      refused,
      limit: MAX_TOPICS,
    });
  }

  const channel = createNotificationChannel({
    stored: stores.channel,
    api: api.withPriority('channel'),
    isHeard: stores.live.get,
    wantedTopics,
    now,
    setTimer(work, ms) {
      const timer = setTimeout(work, ms);
      return () => clearTimeout(timer);
    },
  });

  /** Run one at a time: an older view must not be stored after a newer one. */
  const serializeNotes = createSerializer();

  return {
    floor,
    /**
     * Opens the channel. Reads the floor first if it was never read: otherwise there is nothing to
     * subscribe to.
     */
    async openChannel(): Promise<{ connectUri: string }> {
      if ((await stores.head.get()) === null) await refresh.opened().catch(() => undefined);
      return await channel.open();
    },
    reachChannel: () => channel.reach(),
    /** Whether changes of this user's conversations arrive as they happen. */
    async isFollowed(userId: string): Promise<boolean> {
      const [live, followed] = await Promise.all([stores.live.get(), stores.channel.get()]);
      return live && followed?.topics.includes(userTopic(userId.toLowerCase())) === true;
    },
    async refreshConversations(why: keyof typeof refresh): Promise<void> {
      await refresh[why]();
      // A page may stay open for days.
      await channel.renewOld();
    },
    async applyNotifications(notifications: readonly unknown[]): Promise<void> {
      if (notifications.some(saysChannelIsLost)) await channel.forget();
      await floor.applyEvents(readConversationEvents(notifications, clock.localize));
      if (passedSince(namedAt, now()) < NAMES_AGAIN_MS) return;
      namedAt = now();
      // Not awaited: the names of a large floor arrive at a few hundred a minute.
      void floor.nameRows().catch(() => undefined);
    },
    async noteListView(view: ListView, shown: ShownRows, snapshot: unknown[]): Promise<void> {
      await serializeNotes(async () => {
        const rows = await stores.rows.find(shown.ids);
        // Write these together: the list may change while the user presses.
        await Promise.all([
          stores.listView.set(view),
          stores.snapshot.set(JSON.stringify(snapshot)),
          stores.firstScreen.set({
            rows: [...rows.values()],
            offset: shown.offset,
            total: shown.total,
            sections: shown.sections,
          }),
        ]);
      });
      channel.follow();
      // Not awaited: rows are useful without names.
      void floor.nameShownRows().catch(() => undefined);
    },
    async pinAgent(userId: string, pinned: boolean): Promise<void> {
      await stores.pinnedAgents.update((all) => {
        const others = all.filter((each) => each !== userId);
        return pinned ? [...others, userId] : others;
      });
      channel.follow();
    },
    saveViews: (views: SavedView[]) => stores.savedViews.set(views),
    async noteLive(live: boolean): Promise<void> {
      await stores.live.set(live);
      // Rows that appeared while the socket was opening are not subscribed to yet.
      if (live) channel.follow();
      else channel.close();
    },
  };
}

/** Creates the floor for one person, with the stores of their epoch. */
export function createFloorOfPerson({
  epoch,
  ...dependencies
}: { epoch: Epoch } & Omit<Parameters<typeof createFloor>[0], 'stores'>) {
  return createFloor({ ...dependencies, stores: floorItemsOf(epoch) });
}

function floorItemsOf(epoch: Epoch): FloorItems {
  const { rows, ...items } = FLOOR_ITEMS;
  return {
    rows: rowsOf(epoch, rows),
    head: itemOf(epoch, items.head),
    live: itemOf(epoch, items.live),
    channel: itemOf(epoch, items.channel),
    names: itemOf(epoch, items.names),
    searchPage: itemOf(epoch, items.searchPage),
    gone: itemOf(epoch, items.gone),
    listView: itemOf(epoch, items.listView),
    firstScreen: itemOf(epoch, items.firstScreen),
    snapshot: itemOf(epoch, items.snapshot),
    pinnedAgents: itemOf(epoch, items.pinnedAgents),
    savedViews: itemOf(epoch, items.savedViews),
  };
}
