/**
 * The APIs that can host cobrowse sessions. `sessions` is the Cobrowse Sessions API; `screen` is
 * Live Screen Monitoring; `platform` is the co-browse that Genesys Cloud documents for customers.
 */
export const SERVICE_KINDS = ['sessions', 'screen', 'platform'] as const;
export type ServiceKind = (typeof SERVICE_KINDS)[number];

/** What a supervisor can choose to see, where both are possible. */
export const START_VIEWS = ['agent', 'customer'] as const;
export type StartView = (typeof START_VIEWS)[number];

/**
 * The service that hosts a start which shows what was chosen, where both are possible; `null` while
 * unknown.
 */
export function serviceShowing(view: StartView, inUse: ServiceKind | null): ServiceKind | null {
  return view === 'customer' ? 'platform' : inUse;
}

/**
 * What a service does and what it lacks: views show only what exists, and use cases replace what is
 * missing.
 */
export type ServiceTraits = {
  /** What the supervisor sees. */
  shows: 'agent-page' | 'agent-screen' | 'customer-page';
  /** Where: in Genesys Cloud's own page, or in a page of the extension that all sessions share. */
  viewedIn: 'genesys-page' | 'own-page';
  /** Whether the agent gets an invitation link of their own. */
  agentLink: boolean;
  /**
   * Whether a session can be ended for everybody. If not, the supervisor leaves: the page closes.
   */
  endsForAll: boolean;
  /**
   * Whether the service ends a session at its time limit. If not, the extension ends it, or closes
   * the page if there is no end call.
   */
  keepsTimeLimit: boolean;
  /**
   * Whether it reports everybody who is in a session. If not, an empty list does not mean an empty
   * session.
   */
  tellsParticipants: boolean;
  /**
   * Whether control is granted when the session is created. If not, it is requested in the page.
   */
  grantsControl: boolean;
};

export const SERVICE_TRAITS: Record<ServiceKind, ServiceTraits> = {
  sessions: {
    shows: 'agent-page',
    viewedIn: 'genesys-page',
    agentLink: true,
    endsForAll: true,
    keepsTimeLimit: true,
    tellsParticipants: true,
    grantsControl: true,
  },
  screen: {
    shows: 'agent-screen',
    viewedIn: 'own-page',
    agentLink: false,
    endsForAll: true,
    keepsTimeLimit: false,
    tellsParticipants: true,
    grantsControl: false,
  },
  platform: {
    shows: 'customer-page',
    viewedIn: 'genesys-page',
    agentLink: false,
    endsForAll: false,
    keepsTimeLimit: false,
    tellsParticipants: false,
    grantsControl: false,
  },
};
