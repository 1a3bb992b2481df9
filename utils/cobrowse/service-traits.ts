/**
 * The APIs that can host cobrowse sessions. `platform` is the co-browse that Genesys Cloud
 * documents for customers.
 */
export const SERVICE_KINDS = ['sessions', 'platform'] as const;
export type ServiceKind = (typeof SERVICE_KINDS)[number];

/**
 * What a service does and what it lacks: views show only what exists, and use cases replace what is
 * missing.
 */
export type ServiceTraits = {
  /** Whose page the supervisor sees. */
  shows: 'agent-page' | 'customer-page';
  /** Whether the agent gets an invitation link of their own. */
  agentLink: boolean;
  /**
   * Whether a session can be ended for everybody. If not, the supervisor leaves: the page closes.
   */
  endsForAll: boolean;
  /**
   * Whether the service ends a session at its time limit. If not, the extension closes the page.
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
    agentLink: true,
    endsForAll: true,
    keepsTimeLimit: true,
    tellsParticipants: true,
    grantsControl: true,
  },
  platform: {
    shows: 'customer-page',
    agentLink: false,
    endsForAll: false,
    keepsTimeLimit: false,
    tellsParticipants: false,
    grantsControl: false,
  },
};
