import { randomUUID } from 'node:crypto';
import { type Element, parse } from 'ltx';
import type { Caller } from '../bearer.ts';
import type { Channel, ChannelSocket, Channels } from '../channels.ts';
import { missingPermissions, parseTopic } from '../notification-topics.ts';
import { jidOf, type User } from '../organization.ts';
import type { Tokens } from '../tokens.ts';
import {
  boundResource,
  closeFrame,
  features,
  iqError,
  iqResult,
  NS,
  notification,
  openFrame,
  type Rpc,
  readJingleMessage,
  readRpc,
  saslOutcome,
  serverPing,
  services,
  streamError,
  subscription,
} from './stanzas.ts';

/** The node to whose subscribers the server sends pings. */
const PINGS_NODE = 'enable.server.side.pings';
/** The client leaves when it has heard nothing for 35 seconds. */
const PING_MS = 15_000;
/** What the password begins with; the access token follows. */
const PASSWORD_PREFIX = 'authKey:';

/** The WebSocket below a connection. */
export type Wire = {
  send(text: string): void;
  /** Says goodbye and closes. */
  close(): void;
  /** Cuts the connection without a close frame. */
  terminate(): void;
};

/** Whom a connection belongs to, and whom it tells. */
export type StreamHost = {
  tokens: Tokens;
  channels: Channels;
  /** UDP port of the STUN responder. */
  stunPort(): number;
  bound(connection: StreamConnection): void;
  closed(connection: StreamConnection): void;
  jingleMessage(
    connection: StreamConnection,
    message: NonNullable<ReturnType<typeof readJingleMessage>>,
  ): void;
  rpc(connection: StreamConnection, call: Rpc): void;
};

/**
 * One streaming connection of a user: XMPP over WebSocket (RFC 7395), from sign-in to close. It
 * knows nothing of screens; Jingle messages and JSON-RPC go to its host.
 */
export class StreamConnection {
  readonly user: User;
  readonly #host: StreamHost;
  readonly #channel: Channel;
  readonly #wire: Wire;
  readonly #socket: ChannelSocket;
  #signedIn = false;
  #jid: string | null = null;
  #pings: NodeJS.Timeout | undefined;

  constructor(host: StreamHost, channel: Channel, user: User, wire: Wire) {
    this.#host = host;
    this.#channel = channel;
    this.#wire = wire;
    this.user = user;
    this.#socket = {
      send: (frame) => this.#notify(frame),
      sendText: (text) => wire.send(text),
      close: () => this.#end(closeFrame()),
      terminate: () => wire.terminate(),
    };
    host.channels.connect(channel, this.#socket);
  }

  /** The full JID; null until a resource is bound. */
  get jid(): string | null {
    return this.#jid;
  }

  send(element: Element): void {
    this.#wire.send(element.toString());
  }

  /** Cuts the connection without a word. */
  terminate(): void {
    this.#wire.terminate();
  }

  /** Must be called when the WebSocket is gone. */
  closed(): void {
    clearInterval(this.#pings);
    this.#host.channels.disconnect(this.#channel, this.#socket);
    this.#host.closed(this);
  }

  /** Takes one frame, which is one whole stanza. */
  receive(text: string): void {
    this.#host.channels.touch(this.#channel);
    let element: Element;
    try {
      element = parse(text);
    } catch {
      this.#end(streamError('not-well-formed'));
      return;
    }
    if (element.is('open', NS.framing)) {
      this.send(openFrame());
      this.send(features(this.#signedIn));
    } else if (element.is('close', NS.framing)) this.#end(closeFrame());
    else if (element.is('auth', NS.sasl)) this.#signIn(element);
    else if (!this.#signedIn) this.#end(streamError('not-authorized'));
    else if (element.getName() === 'iq') this.#iq(element);
    else if (element.getName() === 'message') this.#message(element);
    else if (element.getName() !== 'presence') this.#end(streamError('unsupported-stanza-type'));
  }

  #signIn(auth: Element): void {
    const [, username, password = ''] = Buffer.from(auth.getText(), 'base64').toString().split('\0');
    const token = this.#host.tokens.findAccess(password.slice(PASSWORD_PREFIX.length));
    this.#signedIn =
      auth.attrs.mechanism === 'PLAIN' &&
      password.startsWith(PASSWORD_PREFIX) &&
      username === jidOf(this.user) &&
      token?.userId === this.user.id &&
      token.client.id === this.#channel.token.client.id;
    // A client that reconnects with a newer token goes on with its channel.
    if (this.#signedIn && token) this.#channel.token = token;
    this.send(saslOutcome(this.#signedIn));
  }

  #iq(iq: Element): void {
    if (iq.attrs.type === 'result' || iq.attrs.type === 'error') return;
    const to = this.#jid ?? undefined;
    const call = readRpc(iq);
    const bind = iq.getChild('bind', NS.bind);
    const wanted = iq.getChild('services', NS.extdisco);
    const pubsub = iq.getChild('pubsub', NS.pubsub);
    if (bind) this.#bind(iq, bind.getChildText('resource'));
    else if (iq.getChild('session', NS.session) || iq.getChild('ping', NS.ping)) this.send(iqResult(iq, to));
    else if (wanted) this.send(iqResult(iq, to, services(String(wanted.attrs.type), this.#host.stunPort())));
    else if (pubsub) this.#subscribe(iq, pubsub);
    else if (call === null) this.send(iqError(iq, to, 'bad-request'));
    else if (call) {
      this.send(iqResult(iq, to));
      this.#host.rpc(this, call);
    } else this.send(iqError(iq, to, 'service-unavailable'));
  }

  #bind(iq: Element, resource: string | null): void {
    const jid = `${jidOf(this.user)}/${resource || randomUUID()}`;
    this.send(iqResult(iq, jid, boundResource(jid)));
    this.#jid = jid;
    this.#host.bound(this);
  }

  #subscribe(iq: Element, pubsub: Element): void {
    const to = this.#jid ?? undefined;
    const subscribe = pubsub.getChild('subscribe');
    const node = String(subscribe?.attrs.node ?? '');
    if (!subscribe) {
      const gone = String(pubsub.getChild('unsubscribe')?.attrs.node ?? '');
      if (gone === PINGS_NODE) clearInterval(this.#pings);
      const left = this.#channel.topics.filter(({ id }) => id !== gone);
      this.#host.channels.setTopics(this.#channel, left);
      this.send(iqResult(iq, to));
      return;
    }
    if (node !== PINGS_NODE && !this.#addTopic(node)) {
      this.send(iqError(iq, to, 'not-allowed'));
      return;
    }
    this.send(iqResult(iq, to, subscription(node, jidOf(this.user))));
    if (node === PINGS_NODE) this.#startPings();
  }

  #addTopic(name: string): boolean {
    const topic = parseTopic(name);
    const caller: Caller = { token: this.#channel.token, user: this.user };
    if (!topic || missingPermissions(topic, caller).length > 0) return false;
    this.#host.channels.setTopics(this.#channel, [
      ...this.#channel.topics.filter(({ id }) => id !== topic.id),
      topic,
    ]);
    return true;
  }

  #startPings(): void {
    clearInterval(this.#pings);
    const ping = () => {
      // Nothing reports the end of a channel, so every ping checks.
      if (!this.#host.channels.find(this.#channel.id)) this.#end(closeFrame());
      else if (this.#jid !== null) this.send(serverPing(this.#jid));
    };
    ping();
    this.#pings = setInterval(ping, PING_MS).unref();
  }

  #message(message: Element): void {
    const jingle = readJingleMessage(message);
    if (jingle && this.#jid !== null) this.#host.jingleMessage(this, jingle);
  }

  #notify(frame: object): void {
    const { topicName } = frame as { topicName?: unknown };
    if (typeof topicName === 'string' && this.#jid !== null)
      this.send(notification(topicName, frame, this.#jid));
  }

  #end(last: Element): void {
    this.send(last);
    this.#wire.close();
  }
}
