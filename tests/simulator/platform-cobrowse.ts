import { randomInt, randomUUID } from 'node:crypto';
import { type CobrowseLeg, type Conversation, customerOf } from './conversation-model.ts';
import { type Conversations, endCobrowse } from './conversations.ts';

/**
 * A co-browse of the platform: offered to the customer, then watched in the viewer. Times are
 * milliseconds since 1970.
 */
export type PlatformCobrowseSession = {
  id: string;
  conversationId: string;
  joinCode: string;
  createdBy: string | null;
  createdAt: number;
  offerEndsAt: number;
  /** Who opened the viewer; the user is unknown if nobody is signed in to the desktop. */
  views: { userId: string | null; at: number }[];
  leg: CobrowseLeg;
};

/** The platform's own co-browse sessions, which show in the customer's part of the conversation. */
export class PlatformCobrowse {
  readonly #conversations: Conversations;
  readonly #offerMs: number;
  readonly #now: () => number;
  readonly #sessions: PlatformCobrowseSession[] = [];

  /** @param offerTtlS how long a customer may think about an offer, in seconds */
  constructor(conversations: Conversations, offerTtlS: number, now: () => number) {
    this.#conversations = conversations;
    this.#offerMs = offerTtlS * 1000;
    this.#now = now;
  }

  /** Every session so far, oldest first. */
  all(): readonly PlatformCobrowseSession[] {
    for (const session of this.#sessions) this.#settle(session);
    return this.#sessions;
  }

  /** The session with this id or join code. */
  find(idOrCode: string): PlatformCobrowseSession | undefined {
    return this.all().find(({ id, joinCode }) => id === idOrCode.toLowerCase() || joinCode === idOrCode);
  }

  /** The offered or live session of a conversation. */
  live(conversationId: string): PlatformCobrowseSession | undefined {
    return this.all().find(
      (session) => session.conversationId === conversationId && session.leg.state !== 'disconnected',
    );
  }

  /** Offers co-browse to the customer; the caller has checked that none is live. */
  offer(conversation: Conversation, userId: string | null): PlatformCobrowseSession {
    const now = this.#now();
    const at = new Date(now).toISOString();
    const id = randomUUID();
    const leg: CobrowseLeg = {
      id: randomUUID(),
      state: 'offering',
      initialState: 'offering',
      cobrowseSessionId: id,
      cobrowseRole: 'sharer',
      controlling: [],
      provider: 'PureCloud Cobrowse',
      providerEventTime: at,
      segments: [{ startTime: at, type: 'Contacting' }],
    };
    const session: PlatformCobrowseSession = {
      id,
      conversationId: conversation.id,
      joinCode: String(randomInt(1_000_000)).padStart(6, '0'),
      createdBy: userId,
      createdAt: now,
      offerEndsAt: now + this.#offerMs,
      views: [],
      leg,
    };
    this.#sessions.push(session);
    this.#conversations.change(conversation, () => {
      const customer = customerOf(conversation);
      if (customer) customer.cobrowsesessions = [...(customer.cobrowsesessions ?? []), leg];
    });
    this.#settleInTime(session);
    return session;
  }

  /** Somebody opened the viewer. The page appears there once the customer has accepted. */
  view(session: PlatformCobrowseSession, userId: string | null): void {
    session.views.push({ userId, at: this.#now() });
  }

  /** The customer accepts, and the page is shared. */
  accept(session: PlatformCobrowseSession): void {
    if (session.leg.state !== 'offering') return;
    const at = new Date(this.#now()).toISOString();
    this.#change(session, ({ leg }) => {
      leg.state = 'connected';
      leg.connectedTime = at;
      leg.providerEventTime = at;
      for (const segment of leg.segments) segment.endTime ??= at;
      leg.segments.push({ startTime: at, type: 'Sharing' });
    });
  }

  /** Ends a session. Ending twice changes nothing. */
  end(session: PlatformCobrowseSession, how: 'client' | 'peer' | 'timeout'): void {
    if (session.leg.state === 'disconnected') return;
    this.#change(session, ({ leg }) => endCobrowse(leg, new Date(this.#now()).toISOString(), how));
  }

  /** Ends an offer that was not accepted in time. */
  #settle(session: PlatformCobrowseSession): void {
    if (session.leg.state === 'offering' && this.#now() >= session.offerEndsAt) this.end(session, 'timeout');
  }

  /** Node's timers may fire a millisecond early. */
  #settleInTime(session: PlatformCobrowseSession): void {
    this.#settle(session);
    const left = session.offerEndsAt - this.#now();
    if (left > 0) setTimeout(() => this.#settleInTime(session), left).unref();
  }

  #change(session: PlatformCobrowseSession, how: (session: PlatformCobrowseSession) => void): void {
    const conversation = this.#conversations.find(session.conversationId);
    if (conversation) this.#conversations.change(conversation, () => how(session));
    else how(session);
  }
}
