/** What can be chosen when the simulator starts. Everything has a default. */
export type SimulatorOptions = {
  /** TCP port on loopback; 0 takes a free one. */
  port?: number;
  /** The same seed gives the same organization. */
  seed?: number;
  /** How many conversations are active at the start. */
  conversations?: number;
  /** How many agents work in the organization. */
  agents?: number;
  /** How many supervisors work there: the two fixed ones, and others like the first. */
  supervisors?: number;
  /** Added to every API and token request, in milliseconds. */
  latencyMs?: number;
  /** Which cobrowse services the organization has. */
  cobrowse?: CobrowseMode;
  /** Life of an access token, in seconds. */
  accessTokenTtlS?: number;
  /** Life of a join token, in seconds. */
  joinTokenTtlS?: number;
  /** How long a customer may think about an offer of the platform's co-browse, in seconds. */
  offerTtlS?: number;
  /** API requests allowed per access token and minute. */
  rateLimitPerMinute?: number;
  /** Conversations start, change and end automatically. */
  traffic?: boolean;
  /** Between two steps of the traffic, in milliseconds. */
  trafficStepMs?: number;
  /**
   * Notifications occasionally come twice or late; `with-traffic` enables this together with
   * traffic.
   */
  eventQuirks?: boolean | 'with-traffic';
  /** Between two heartbeats on the socket of a notification channel, in milliseconds. */
  heartbeatMs?: number;
  /** How far the details of conversations are behind, in milliseconds. */
  analyticsLagMs?: number;
  /** Public clients get refresh tokens too. */
  refreshTokens?: boolean;
  /** Redirects of the sign-in tell who made them (RFC 9207). */
  issuer?: boolean;
  /** HTTP status of `invalid_client` answers of the token endpoint. */
  tokenErrors?: 401 | 400;
  /** Which conversations a signed-in user's listing holds. */
  conversationsVisible?: 'all' | 'own';
  /** Whether `DELETE` of a cobrowse session is supported. */
  sessionEnd?: boolean;
  /**
   * How far the platform's clock is ahead of this computer's, in seconds; negative when it is
   * behind.
   */
  clockSkewS?: number;
  /** Redirect URIs registered for the public OAuth clients, on top of the built-in ones. */
  redirectUris?: string[];
};

/**
 * What an organization can have: `sessions` is the Cobrowse Sessions API, `platform` the co-browse
 * of the conversations API, `screen` Live Screen Monitoring.
 */
export type CobrowseService = 'sessions' | 'platform' | 'screen';

/** The choices for an organization, each with what it has. */
const SERVICES_OF = {
  sessions: ['sessions'],
  platform: ['platform'],
  screen: ['screen'],
  both: ['sessions', 'platform'],
  'screen-or-page': ['screen', 'platform'],
  all: ['sessions', 'platform', 'screen'],
} as const satisfies Record<string, readonly CobrowseService[]>;

/** Which services the organization has: one, `both` ways of co-browse, or `all`. */
export type CobrowseMode = keyof typeof SERVICES_OF;

/** Every choice. */
export const COBROWSE_MODES = Object.keys(SERVICES_OF) as CobrowseMode[];

/** Whether an organization has a service. */
export function modeOffers(mode: CobrowseMode, service: CobrowseService): boolean {
  const services: readonly CobrowseService[] = SERVICES_OF[mode];
  return services.includes(service);
}

/** Every option with its value. */
export type ResolvedOptions = Required<SimulatorOptions>;

/** The defaults of the programmatic API; the command line differs only in its fixed port. */
export const DEFAULT_OPTIONS: ResolvedOptions = {
  port: 0,
  seed: 1,
  conversations: 25,
  agents: 12,
  supervisors: 2,
  latencyMs: 0,
  cobrowse: 'sessions',
  accessTokenTtlS: 3600,
  joinTokenTtlS: 900,
  offerTtlS: 180,
  rateLimitPerMinute: 300,
  traffic: false,
  trafficStepMs: 3000,
  eventQuirks: 'with-traffic',
  heartbeatMs: 30_000,
  analyticsLagMs: 3000,
  refreshTokens: false,
  issuer: false,
  tokenErrors: 401,
  conversationsVisible: 'all',
  sessionEnd: true,
  clockSkewS: 0,
  redirectUris: [],
};
