import { CobrowseSessions } from './cobrowse-sessions.ts';
import { makeConversations } from './conversation-scenarios.ts';
import { Conversations } from './conversations.ts';
import { Faults } from './faults.ts';
import { createClients, type OAuthClient } from './oauth-clients.ts';
import type { CobrowseMode, ResolvedOptions } from './options.ts';
import { createOrganisation, type Organisation } from './organisation.ts';
import { RateLimit } from './rate-limit.ts';
import { RequestLog } from './request-log.ts';
import { createSeededRandom, type SeededRandom } from './seeded-random.ts';
import { SignIns } from './sign-ins.ts';
import { Tokens } from './tokens.ts';

/** What a reset may change for the fresh organisation; the rest is as at the start. */
export type ResetRequest = { conversations?: number; seed?: number; cobrowse?: CobrowseMode };

/** The part of the simulator that a reset throws away. */
type Fresh = {
  random: SeededRandom;
  organisation: Organisation;
  conversations: Conversations;
  cobrowse: CobrowseSessions;
};

/** All state of one running simulator. */
export class World {
  readonly options: ResolvedOptions;
  readonly clients: readonly OAuthClient[];
  readonly tokens: Tokens;
  readonly signIns = new SignIns();
  readonly faults = new Faults();
  readonly requests = new RequestLog();
  readonly rateLimit: RateLimit;
  /** What the platform's own clock says, in milliseconds since 1970. */
  readonly now = (): number => Date.now() + this.options.clockSkewS * 1000;
  #cobrowseMode: CobrowseMode;
  #fresh: Fresh;

  constructor(options: ResolvedOptions) {
    this.options = options;
    this.clients = createClients(options.redirectUris);
    this.tokens = new Tokens(options.accessTokenTtlS, this.now);
    this.rateLimit = new RateLimit(options.rateLimitPerMinute);
    this.#cobrowseMode = options.cobrowse;
    this.#fresh = createFresh(options, {}, this.now);
  }

  get random(): SeededRandom {
    return this.#fresh.random;
  }

  get organisation(): Organisation {
    return this.#fresh.organisation;
  }

  get conversations(): Conversations {
    return this.#fresh.conversations;
  }

  get cobrowse(): CobrowseSessions {
    return this.#fresh.cobrowse;
  }

  get cobrowseMode(): CobrowseMode {
    return this.#cobrowseMode;
  }

  /**
   * A fresh organisation, no requests, no faults. Access tokens and desktop sign-ins live on: users have fixed ids, and tests
   * would otherwise have to sign in again each time.
   */
  reset(request: ResetRequest): void {
    this.#cobrowseMode = request.cobrowse ?? this.options.cobrowse;
    this.#fresh = createFresh(this.options, request, this.now);
    this.faults.clear();
    this.requests.clear();
    this.rateLimit.clear();
  }
}

function createFresh(options: ResolvedOptions, request: ResetRequest, now: () => number): Fresh {
  const random = createSeededRandom(request.seed ?? options.seed);
  const organisation = createOrganisation(random, options.agents);
  // The whole minute, so that two starts shortly after each other give the same organisation to the letter.
  const madeAt = Math.floor(now() / 60_000) * 60_000;
  const count = request.conversations ?? options.conversations;
  const conversations = new Conversations(
    random,
    makeConversations(random, organisation, count, madeAt),
    now,
  );
  return {
    random,
    organisation,
    conversations,
    cobrowse: new CobrowseSessions(conversations, options.joinTokenTtlS, now),
  };
}
