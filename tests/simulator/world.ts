import { Channels } from './channels.ts';
import { Chats } from './chats.ts';
import { CobrowseSessions } from './cobrowse-sessions.ts';
import { ConversationDetails } from './conversation-details-query.ts';
import { ConversationNotifier } from './conversation-notifier.ts';
import { makeConversations } from './conversation-population.ts';
import { Conversations } from './conversations.ts';
import { Faults } from './faults.ts';
import { createClients, type OAuthClient } from './oauth-clients.ts';
import { type CobrowseMode, type CobrowseService, modeOffers, type ResolvedOptions } from './options.ts';
import { createOrganization, type Organization } from './organization.ts';
import { PlatformCobrowse } from './platform-cobrowse.ts';
import { RateLimit } from './rate-limit.ts';
import { RequestLog } from './request-log.ts';
import { ScreenMonitoring } from './screen-monitoring/screen-monitoring.ts';
import { createSeededRandom, type SeededRandom } from './seeded-random.ts';
import { SignIns } from './sign-ins.ts';
import { Tokens } from './tokens.ts';

/** What a reset may change for the fresh organization; the rest is as at the start. */
export type ResetRequest = { conversations?: number; seed?: number; cobrowse?: CobrowseMode };

/** How long all agents have been on queue when the organization is created. */
const SHIFT_BEGAN_MS = 2 * 3600 * 1000;

/** The part of the simulator that a reset replaces. */
type Fresh = {
  random: SeededRandom;
  organization: Organization;
  conversations: Conversations;
  cobrowse: CobrowseSessions;
  platformCobrowse: PlatformCobrowse;
  details: ConversationDetails;
  chats: Chats;
  /** How many conversations it began with. */
  conversationCount: number;
};

/** All state of one running simulator. */
export class World {
  readonly options: ResolvedOptions;
  readonly tokens: Tokens;
  readonly signIns = new SignIns();
  readonly faults = new Faults();
  readonly requests = new RequestLog();
  readonly rateLimit: RateLimit;
  readonly channels: Channels;
  readonly screens: ScreenMonitoring;
  /**
   * Where channels are connected to, for example `ws://localhost:8400`; known once the simulator
   * listens.
   */
  webSocketOrigin = '';
  /** The origin of everything else, for example `http://localhost:8400`. */
  origin = '';
  /** How far the platform's clock is ahead of this computer's, in milliseconds. */
  clockAheadMs: number;
  /** The time of the platform's clock, in milliseconds since 1970. */
  readonly now = (): number => Date.now() + this.clockAheadMs;
  #clients: readonly OAuthClient[];
  #cobrowseMode: CobrowseMode;
  #fresh: Fresh;
  #notifier: ConversationNotifier;

  constructor(options: ResolvedOptions) {
    this.options = options;
    this.clockAheadMs = options.clockSkewS * 1000;
    this.#clients = createClients(options.redirectUris, null);
    this.tokens = new Tokens(options.accessTokenTtlS, this.now);
    this.rateLimit = new RateLimit(options.rateLimitPerMinute);
    this.channels = new Channels(this.now);
    this.tokens.listen((value) => this.channels.revoke(value));
    this.#cobrowseMode = options.cobrowse;
    this.#fresh = createFresh(options, {}, this.now);
    this.#notifier = this.#notify(options.seed);
    this.screens = new ScreenMonitoring(this);
  }

  /** The OAuth clients that are registered. */
  get clients(): readonly OAuthClient[] {
    return this.#clients;
  }

  /**
   * Where it is reached, known once it listens: sockets are opened there, and redirect URIs are
   * registered for it.
   */
  listensOn(port: number): void {
    this.webSocketOrigin = `ws://localhost:${port}`;
    this.origin = `http://localhost:${port}`;
    this.#clients = createClients(this.options.redirectUris, port);
  }

  get random(): SeededRandom {
    return this.#fresh.random;
  }

  get organization(): Organization {
    return this.#fresh.organization;
  }

  get conversations(): Conversations {
    return this.#fresh.conversations;
  }

  get cobrowse(): CobrowseSessions {
    return this.#fresh.cobrowse;
  }

  get platformCobrowse(): PlatformCobrowse {
    return this.#fresh.platformCobrowse;
  }

  get details(): ConversationDetails {
    return this.#fresh.details;
  }

  get chats(): Chats {
    return this.#fresh.chats;
  }

  /** How many conversations the organization began with. */
  get conversationCount(): number {
    return this.#fresh.conversationCount;
  }

  get cobrowseMode(): CobrowseMode {
    return this.#cobrowseMode;
  }

  /** Whether the organization has a service. */
  offers(service: CobrowseService): boolean {
    return modeOffers(this.#cobrowseMode, service);
  }

  /**
   * A fresh organization, no requests, no faults. Access tokens and desktop sign-ins live on: users
   * have fixed ids, and tests would otherwise have to sign in again each time. Channels live on
   * where somebody is connected, as tokens do.
   */
  reset(request: ResetRequest): void {
    this.#cobrowseMode = request.cobrowse ?? this.options.cobrowse;
    this.screens.clear();
    // Nothing of the old organization may reach a channel any more.
    this.#notifier.forget();
    this.conversations.listen(() => {});
    this.#fresh = createFresh(this.options, request, this.now);
    this.#notifier = this.#notify(request.seed ?? this.options.seed);
    this.channels.dropUnconnected();
    this.faults.clear();
    this.requests.clear();
    this.rateLimit.clear();
  }

  /** Reports the events of the current conversations to the channels. */
  #notify(seed: number): ConversationNotifier {
    const { eventQuirks, traffic } = this.options;
    const quirks = eventQuirks === 'with-traffic' ? traffic : eventQuirks;
    const notifier = new ConversationNotifier(this.channels, quirks ? seed : null);
    this.conversations.listen((conversation) => {
      notifier.tell(conversation);
      this.screens.followConversation(conversation);
    });
    return notifier;
  }
}

function createFresh(options: ResolvedOptions, request: ResetRequest, now: () => number): Fresh {
  const random = createSeededRandom(request.seed ?? options.seed);
  // The whole minute, so that two starts shortly after each other give the same organization to the
  // letter.
  const madeAt = Math.floor(now() / 60_000) * 60_000;
  const organization = createOrganization(
    random,
    { agents: options.agents, supervisors: options.supervisors },
    madeAt - SHIFT_BEGAN_MS,
  );
  const count = request.conversations ?? options.conversations;
  const conversations = new Conversations(
    random,
    makeConversations(random, organization, count, madeAt),
    now,
  );
  return {
    random,
    organization,
    conversations,
    cobrowse: new CobrowseSessions(conversations, options.joinTokenTtlS, now),
    platformCobrowse: new PlatformCobrowse(conversations, options.offerTtlS, now),
    details: new ConversationDetails(conversations, options.analyticsLagMs, now),
    chats: new Chats(now),
    conversationCount: count,
  };
}
