import { passedSince } from '../concurrency/passed-since';
import { isFailure } from '../errors/failure';
import type { GenesysCloudApi } from '../genesys-cloud/api';
import type { Store } from '../storage/store';
import type { Channel } from './model';

/** The extension's only notification channel: its address and its subscriptions. */
export type NotificationChannel = {
  /**
   * Returns the address to connect to. Reuses an existing channel as long as the platform knows it;
   * updates its subscriptions. Throws the failures of the calls.
   */
  open(): Promise<{ connectUri: string }>;
  /**
   * Makes sure that there is a channel, without subscribing: checks whether one is available at
   * all. Throws the failures of the calls.
   */
  reach(): Promise<void>;
  /**
   * Updates the subscriptions if they lack something on screen; throttled, however often this is
   * called.
   */
  follow(): void;
  /** Renews the subscriptions before the platform would drop them; sends no request before that. */
  renewOld(): Promise<void>;
  /**
   * Forgets a lost channel, even if the platform may still know it: the next `open` creates
   * another.
   */
  forget(): Promise<void>;
  /** Nobody listens any more: stops following. */
  close(): void;
};

/**
 * Subscriptions are renewed after this time, in milliseconds. The platform keeps them for 24 hours,
 * and no other call shows whether it still does.
 */
const PUT_AGAIN_AFTER_MS = 10 * 60_000;
/**
 * The shortest time between two changes of the subscriptions, in milliseconds: scrolling must not
 * cost a request per row.
 */
const CHANGE_AFTER_MS = 15_000;

/** Creates the channel over its stored address. */
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
   * Sends subscriptions only if a wanted topic is missing, or before they would expire: an extra
   * topic costs little.
   */
  async function subscribeTo(channel: Channel): Promise<void> {
    const followed = new Set(channel.topics);
    const wanted = await wantedTopics(new Set(channel.refused));
    if (isOld(channel) || wanted.some((topic) => !followed.has(topic))) await subscribe(channel);
  }

  const isOld = ({ topics, subscribedAt = 0 }: Channel) =>
    topics.length > 0 && passedSince(subscribedAt, now()) >= PUT_AGAIN_AFTER_MS;

  async function followNow(): Promise<void> {
    const channel = await stored.get();
    if (!channel || !(await isHeard())) return;
    try {
      await subscribeTo(channel);
    } catch (error) {
      if (!isFailure(error, 'not-found')) throw error;
      // The channel's subscriptions are gone, although its socket may still be open. The listening
      // page sees that another channel has replaced it.
      await subscribe(await make());
    }
  }

  function follow(): void {
    if (cancelTimer) return;
    const wait = Math.max(0, CHANGE_AFTER_MS - passedSince(changedAt, now()));
    cancelTimer = setTimer(() => {
      cancelTimer = null;
      // What cannot be followed now is polled anyway.
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
      // The channel exists, but its subscriptions are gone and it accepts no new ones: create
      // another.
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
