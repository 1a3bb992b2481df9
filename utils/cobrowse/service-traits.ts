/**
 * The APIs that can host cobrowse sessions. `platform` is the co-browse that Genesys Cloud
 * documents for customers.
 */
export const SERVICE_KINDS = ['sessions', 'platform'] as const;
export type ServiceKind = (typeof SERVICE_KINDS)[number];

/**
 * What a service does and what it lacks: views show what is there, use cases do by themselves what
 * is not.
 */
export type ServiceTraits = {
  /** Whose page the supervisor sees. */
  shows: 'agent-page' | 'customer-page';
  /** Whether the agent is invited by a link of their own. */
  agentLink: boolean;
  /**
   * Whether a session can be ended for everybody. Where not, the supervisor leaves: the page
   * closes.
   */
  endsForAll: boolean;
  /**
   * Whether the service ends a session at its time limit. Where not, the extension closes the page.
   */
  keepsTimeLimit: boolean;
  /**
   * Whether it tells everybody who is in a session. Where not, nobody named does not mean nobody
   * there: its page tells.
   */
  tellsParticipants: boolean;
  /**
   * Whether control is granted when the session is made. Where not, it is asked for in the page.
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
