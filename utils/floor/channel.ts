import type { Channel } from './model';

/** The one notification channel of the extension: its address, and what it is subscribed to. */
export type NotificationChannel = {
  /**
   * The address to connect to. A channel that was made before is used again as long as the platform knows it; it is subscribed to what is
   * wanted now. Throws what the calls throw.
   */
  open(): Promise<{ connectUri: string }>;
  /** Makes sure that there is a channel, and subscribes to nothing: whether one can be had at all. Throws what the calls throw. */
  reach(): Promise<void>;
  /** Subscribes to what is wanted now, if that is more than what the open channel follows; seldom, however often this is called. */
  follow(): void;
  /** The channel is lost, although the platform may still know it: the next opening makes another. */
  forget(): Promise<void>;
  /** Nobody listens any more. */
  close(): void;
};

/** Subscriptions are not changed more often than this, in milliseconds: scrolling must not cost a request a row. */
const CHANGE_AFTER_MS = 15_000;

/** Makes the channel over its stored address. */
export function createNotificationChannel(dependencies: {
  stored: { get(): Promise<Channel | null>; set(channel: Channel | null): Promise<void> };
  create(): Promise<{ id: string; connectUri: string }>;
  isAlive(channelId: string): Promise<boolean>;
  /** Answers the topics that were refused. */
  replaceTopics(channelId: string, topics: string[]): Promise<string[]>;
  /** Whether a page listens to the channel now. */
  isHeard(): Promise<boolean>;
  wantedTopics(refused: ReadonlySet<string>): Promise<string[]>;
  now(): number;
  setTimer(work: () => void, ms: number): () => void;
}): NotificationChannel {
  const { stored, create, isAlive, replaceTopics, isHeard, wantedTopics, now, setTimer } = dependencies;
  let changedAt = Number.NEGATIVE_INFINITY;
  let cancelTimer: (() => void) | null = null;

  async function subscribe(channel: Channel): Promise<void> {
    changedAt = now();
    const topics = await wantedTopics(new Set(channel.refused));
    const refused = await replaceTopics(channel.id, topics);
    const isRefused = new Set(refused);
    await stored.set({
      ...channel,
      topics: topics.filter((topic) => !isRefused.has(topic)),
      refused: [...new Set([...channel.refused, ...refused])],
    });
  }

  /** Subscribes only where something is wanted that the channel does not follow: a topic too many costs little. */
  async function subscribeTo(channel: Channel): Promise<void> {
    const followed = new Set(channel.topics);
    const wanted = await wantedTopics(new Set(channel.refused));
    if (wanted.some((topic) => !followed.has(topic))) await subscribe(channel);
  }

  async function followNow(): Promise<void> {
    const channel = await stored.get();
    if (channel && (await isHeard())) await subscribeTo(channel);
  }

  async function obtain(): Promise<Channel> {
    const known = await stored.get();
    if (known !== null && (await isAlive(known.id))) return known;
    const channel = { ...(await create()), topics: [], refused: [] };
    await stored.set(channel);
    return channel;
  }

  return {
    async open() {
      const channel = await obtain();
      await subscribeTo(channel);
      return { connectUri: channel.connectUri };
    },
    async reach() {
      await obtain();
    },
    follow() {
      if (cancelTimer) return;
      const wait = Math.max(0, changedAt + CHANGE_AFTER_MS - now());
      cancelTimer = setTimer(() => {
        cancelTimer = null;
        // What could not be followed now is read again anyway.
        void followNow().catch(() => undefined);
      }, wait);
    },
    forget: () => stored.set(null),
    close() {
      cancelTimer?.();
      cancelTimer = null;
    },
  };
}
