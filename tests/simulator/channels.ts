import { createHash, randomInt } from 'node:crypto';
import type { Topic } from './notification-topics.ts';
import type { AccessToken } from './tokens.ts';

/** One user in one application has no more channels than this. */
const MAX_CHANNELS = 20;
const CHANNEL_LIFE_MS = 24 * 3600 * 1000;
const ID_ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';

/** The connection to a client, as far as channels care. */
export type ChannelSocket = {
  send(frame: object): void;
  /** Sends a text unchanged. */
  sendText(text: string): void;
  /** Sends a close message and closes the connection. */
  close(reason: string): void;
  /** Cuts the connection without a close frame. */
  terminate(): void;
};

/**
 * A notification channel. Its id is a secret: anybody who knows it may connect. Times are
 * milliseconds since 1970.
 */
export type Channel = {
  id: string;
  /** Identifies the channel without revealing the secret; counts up. */
  number: number;
  token: AccessToken;
  /** Its connection speaks XMPP, at another address. */
  isStreaming: boolean;
  createdAt: number;
  lastUsedAt: number;
  expiresAt: number;
  topics: readonly Topic[];
  /** Name of each event's topic by the same name in lower case. */
  names: ReadonlyMap<string, string>;
  socket: ChannelSocket | null;
  /** The channel exists, but its subscriptions are gone, and it accepts no new ones. */
  hasLostSubscriptions: boolean;
};

/** The notification channels of all users. */
export class Channels {
  readonly #now: () => number;
  readonly #channels = new Map<string, Channel>();
  #count = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  /**
   * Creates a channel; if the user has too many in this application, the least important one is
   * removed.
   */
  create(token: AccessToken, isStreaming = false): Channel {
    const others = this.ofOwner(token);
    for (const one of leastMissedFirst(others).slice(0, Math.max(0, others.length - MAX_CHANNELS + 1)))
      this.evict(one);
    this.#count += 1;
    const now = this.#now();
    const channel: Channel = {
      id: newId(),
      number: this.#count,
      token,
      isStreaming,
      createdAt: now,
      lastUsedAt: now,
      expiresAt: now + CHANNEL_LIFE_MS,
      topics: [],
      names: new Map(),
      socket: null,
      hasLostSubscriptions: false,
    };
    this.#channels.set(channel.id, channel);
    return channel;
  }

  /** Returns the channel with this id, unless it has expired. */
  find(id: string): Channel | undefined {
    const channel = this.#channels.get(id);
    if (channel && channel.expiresAt <= this.#now()) {
      this.evict(channel);
      return undefined;
    }
    return channel;
  }

  /** The channels of one user in one application, oldest first. */
  ofOwner({ userId, client }: AccessToken): Channel[] {
    return this.all().filter(({ token }) => token.userId === userId && token.client.id === client.id);
  }

  /** Every existing channel, oldest first. */
  all(): Channel[] {
    return [...this.#channels.keys()].map((id) => this.find(id)).filter((channel) => channel !== undefined);
  }

  /** Replaces the topics of a channel. */
  setTopics(channel: Channel, topics: readonly Topic[]): void {
    channel.topics = topics;
    channel.names = new Map(topics.flatMap(({ names }) => names.map((name) => [name.toLowerCase(), name])));
    this.touch(channel);
  }

  /**
   * Permanently drops the subscriptions of a channel; the channel itself and its connection stay.
   */
  loseSubscriptions(channel: Channel): void {
    this.setTopics(channel, []);
    channel.hasLostSubscriptions = true;
  }

  /** Gives a channel another full life. */
  renew(channel: Channel): void {
    channel.expiresAt = this.#now() + CHANNEL_LIFE_MS;
  }

  touch(channel: Channel): void {
    channel.lastUsedAt = this.#now();
  }

  /** There is one connection per channel: a new one replaces the old one. */
  connect(channel: Channel, socket: ChannelSocket): void {
    channel.socket?.close('duplicate connection');
    channel.socket = socket;
    this.touch(channel);
  }

  /** Records that a connection is gone, unless another has replaced it. */
  disconnect(channel: Channel, socket: ChannelSocket): void {
    if (channel.socket === socket) channel.socket = null;
  }

  /** Removes a channel, and closes its connection. */
  evict(channel: Channel): void {
    this.#remove(channel, 'no_longer_subscribed');
  }

  /**
   * Removes every channel of an invalid token. Streaming ones stay, because whoever connects has to
   * sign in again, and is told there that the token is no good.
   */
  revoke(tokenValue: string): void {
    for (const channel of [...this.#channels.values()]) {
      if (channel.token.value !== tokenValue) continue;
      if (channel.isStreaming) channel.socket?.close('token_revoked');
      else this.#remove(channel, 'token_revoked');
    }
  }

  /** Removes the channels without a connection. */
  dropUnconnected(): void {
    for (const channel of this.all()) if (!channel.socket) this.evict(channel);
  }

  #remove(channel: Channel, why: 'no_longer_subscribed' | 'token_revoked'): void {
    this.#channels.delete(channel.id);
    const { socket, token } = channel;
    channel.socket = null;
    const subject = token.userId ?? token.client.id;
    socket?.send({ topicName: `v2.system.${why}.${subject}`, eventBody: { message: why } });
    socket?.close(why);
  }
}

/** Identifies channels in reports and logs without revealing their secret. */
export function fingerprintOf(channel: Channel): string {
  return createHash('sha256').update(channel.id).digest('hex').slice(0, 12);
}

/** Sorts channels without a connection first, then by last use, oldest first. */
function leastMissedFirst(channels: readonly Channel[]): Channel[] {
  return [...channels].sort(
    (a, b) =>
      Number(a.socket !== null) - Number(b.socket !== null) ||
      a.lastUsedAt - b.lastUsedAt ||
      a.number - b.number,
  );
}

function newId(): string {
  const letters = Array.from({ length: 26 }, () => ID_ALPHABET[randomInt(ID_ALPHABET.length)]);
  return `streaming-0-${letters.join('')}`;
}
