import { type Epoch, itemOf, rowsOf } from '../auth/epochs';
import type { Identity } from '../auth/model';
import { createSerializer } from '../concurrency/serialize';
import { singleFlight } from '../concurrency/single-flight';
import { createNotificationChannel } from '../floor/channel';
import { createFloorStore } from '../floor/floor';
import type { ListView, ShownRows } from '../floor/list-view';
import type { Channel, FirstScreen, FloorHead, FloorRow, Gone, Names } from '../floor/model';
import { createNameStore } from '../floor/names';
import { FLOOR_ITEMS } from '../floor/state';
import { chooseTopics, userTopic } from '../floor/topics';
import type { GenesysCloudApi } from '../genesys-cloud/api';
import { readConversationEvents, saysChannelIsLost } from '../genesys-cloud/conversation-events';
import { NAMES_PER_CALL } from '../genesys-cloud/names';
import { MOST_TOPICS } from '../genesys-cloud/notifications';
import type { ServerClock } from '../http/server-clock';
import type { ReadWriteStore } from '../storage/store';
import type { StoredRows } from '../storage/stored-rows';

/** Where the floor is kept. */
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
  snapshot: ReadWriteStore<unknown[] | null>;
  pinnedAgents: ReadWriteStore<string[]>;
};

/**
 * While changes arrive, names that are still missing are looked for this often, in milliseconds.
 */
const NAMES_AGAIN_MS = 30_000;

/** Builds the parts that keep the floor: what is listed, what changes, and how it is looked at. */
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
    const [userId, screen, pinned, rows] = await Promise.all([
      getUserId(),
      stores.firstScreen.get(),
      stores.pinnedAgents.get(),
      stores.rows.all(),
    ]);
    return chooseTopics({ userId, shown: screen?.rows ?? [], pinned, rows, refused, limit: MOST_TOPICS });
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

  /** One after the other: what was on screen before is not noted after what is there now. */
  const serializeNotes = createSerializer();

  return {
    floor,
    /**
     * Opens the channel; before the floor was read for the first time nobody knows what to
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
    async takeNotifications(notifications: readonly unknown[]): Promise<void> {
      if (notifications.some(saysChannelIsLost)) await channel.forget();
      await floor.applyEvents(readConversationEvents(notifications, clock.localise));
      if (now() - namedAt < NAMES_AGAIN_MS) return;
      namedAt = now();
      // Nobody waits for it: a large floor's names come a few hundred a minute.
      void floor.nameRows().catch(() => undefined);
    },
    async noteListView(view: ListView, shown: ShownRows, snapshot: unknown[]): Promise<void> {
      await serializeNotes(async () => {
        const rows = await stores.rows.find(shown.ids);
        // In one go: while somebody presses, the list changes too.
        await Promise.all([
          stores.listView.set(view),
          stores.snapshot.set(snapshot),
          stores.firstScreen.set({ rows: [...rows.values()], offset: shown.offset, total: shown.total }),
        ]);
      });
      channel.follow();
      // Nobody waits for it: rows without names are still rows.
      void floor.nameShownRows().catch(() => undefined);
    },
    async pinAgent(userId: string, pinned: boolean): Promise<void> {
      await stores.pinnedAgents.update((all) => {
        const others = all.filter((each) => each !== userId);
        return pinned ? [...others, userId] : others;
      });
      channel.follow();
    },
    async noteLive(live: boolean): Promise<void> {
      await stores.live.set(live);
      // What has come onto the screen while the socket was being opened is not subscribed to yet.
      if (live) channel.follow();
      else channel.close();
    },
  };
}

/** The same for one person, with the stores of their epoch. */
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
  };
}
