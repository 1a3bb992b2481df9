import { isFailure } from '../errors/failure';
import type { GenesysCloudApi } from '../genesys-cloud/api';
import type { Store } from '../storage/store';
import type { Channel } from './model';

/** The one notification channel of the extension: its address, and what it is subscribed to. */
export type NotificationChannel = {
  /**
   * The address to connect to. A channel that was made before is used again as long as the platform
   * knows it; it is subscribed to what is wanted now. Throws what the calls throw.
   */
  open(): Promise<{ connectUri: string }>;
  /**
   * Makes sure that there is a channel, and subscribes to nothing: whether one can be had at all.
   * Throws what the calls throw.
   */
  reach(): Promise<void>;
  /**
   * Subscribes to what is wanted now, if that is more than what the open channel follows; seldom,
   * however often this is called.
   */
  follow(): void;
  /**
   * Subscribes once more where the platform would soon forget what was put; it costs no request
   * before.
   */
  renewOld(): Promise<void>;
  /**
   * The channel is lost, although the platform may still know it: the next opening makes another.
   */
  forget(): Promise<void>;
  /** Nobody listens any more. */
  close(): void;
};

/**
 * Subscriptions are put again after this, in milliseconds: the platform keeps what a channel is
 * subscribed to for 24 hours, and whether it keeps it still is told by no other call.
 */
const PUT_AGAIN_AFTER_MS = 10 * 60_000;
/**
 * Subscriptions are not changed more often than this, in milliseconds: scrolling must not cost a
 * request a row.
 */
const CHANGE_AFTER_MS = 15_000;

/** Makes the channel over its stored address. */
export function createNotificationChannel(dependencies: {
  stored: Pick<Store<Channel | null>, 'get' | 'set'>;
  api: Pick<GenesysCloudApi, 'createChannel' | 'isChannelAlive' | 'replaceTopics'>;
  /** Whether a page listens to the channel now. */
  isHeard(): Promise<boolean>;
  wantedTopics(refused: ReadonlySet<string>): Promise<string[]>;
  now(): number;
  setTimer(work: () => void, ms: number): () => void;
}): NotificationChannel {
  const { stored, api, isHeard, wantedTopics, now, setTimer } = dependencies;
  let changedAt = Number.NEGATIVE_INFINITY;
  let cancelTimer: (() => void) | null = null;

  async function subscribe(channel: Channel): Promise<void> {
    changedAt = now();
    const topics = await wantedTopics(new Set(channel.refused));
    const refused = await api.replaceTopics(channel.id, topics);
    const isRefused = new Set(refused);
    await stored.set({
      ...channel,
      subscribedAt: changedAt,
      topics: topics.filter((topic) => !isRefused.has(topic)),
      refused: [...new Set([...channel.refused, ...refused])],
    });
  }

  /**
   * Subscribes only where something is wanted that the channel does not follow, or where it would
   * soon follow nothing any more: a topic too many costs little.
   */
  async function subscribeTo(channel: Channel): Promise<void> {
    const followed = new Set(channel.topics);
    const wanted = await wantedTopics(new Set(channel.refused));
    if (isOld(channel) || wanted.some((topic) => !followed.has(topic))) await subscribe(channel);
  }

  const isOld = ({ topics, subscribedAt = 0 }: Channel) =>
    topics.length > 0 && now() - subscribedAt >= PUT_AGAIN_AFTER_MS;

  async function followNow(): Promise<void> {
    const channel = await stored.get();
    if (!channel || !(await isHeard())) return;
    try {
      await subscribeTo(channel);
    } catch (error) {
      if (!isFailure(error, 'not-found')) throw error;
      // Its subscriptions are gone, although its socket may be up still. Whoever listens sees that
      // another has taken its place.
      await subscribe(await make());
    }
  }

  function follow(): void {
    if (cancelTimer) return;
    const wait = Math.max(0, changedAt + CHANGE_AFTER_MS - now());
    cancelTimer = setTimer(() => {
      cancelTimer = null;
      // What could not be followed now is read again anyway.
      void followNow().catch(() => undefined);
    }, wait);
  }

  async function obtain(): Promise<Channel> {
    const known = await stored.get();
    if (known !== null && (await api.isChannelAlive(known.id))) return known;
    return await make();
  }

  async function make(): Promise<Channel> {
    const channel = { ...(await api.createChannel()), topics: [], refused: [] };
    await stored.set(channel);
    return channel;
  }

  return {
    async open() {
      const channel = await obtain();
      try {
        await subscribeTo(channel);
        return { connectUri: channel.connectUri };
      } catch (error) {
        if (!isFailure(error, 'not-found')) throw error;
      }
      // It is there, but what it was subscribed to is not, and it takes nothing any more: another.
      const another = await make();
      await subscribe(another);
      return { connectUri: another.connectUri };
    },
    async reach() {
      await obtain();
    },
    follow,
    async renewOld() {
      const channel = await stored.get();
      if (channel && isOld(channel)) follow();
    },
    forget: () => stored.set(null),
    close() {
      cancelTimer?.();
      cancelTimer = null;
    },
  };
}
