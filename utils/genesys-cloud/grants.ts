import type { MessageKey } from '../i18n/messages';

/**
 * What must be granted to the extension in Genesys Cloud, by the platform's own names. One list for
 * the set-up guide, the checks and the rows.
 */

/** The services that need grants of their own. */
type GrantingService = 'sessions' | 'screen' | 'platform';

/**
 * A scope of the OAuth client or a permission of the supervisor's role, and what it is needed for.
 */
export type Grant = {
  name: string;
  /** The key of the text that says what it is for. */
  about: Extract<MessageKey, `allows_${string}`>;
  /** Needed only with this cobrowse service. */
  service?: GrantingService;
  /** Without it something is missing, but a session can be started. */
  optional?: true;
  /**
   * Why Live Screen Monitoring requires it although others do not: for its connection, or because
   * agents must be told that their screens are viewed.
   */
  screenNeedsItTo?: 'connect' | 'tell';
};

/** Permissions of the supervisor's role. `names`: any one of them is enough. */
export const PERMISSIONS: readonly (Grant & { names: readonly string[] })[] = [
  {
    name: 'cobrowse:session:add',
    names: ['cobrowse:session:add'],
    about: 'allows_session_add',
    service: 'sessions',
  },
  {
    name: 'realtimeMonitor:screen:monitorConversation',
    names: ['realtimeMonitor:screen:monitorConversation', 'realtimeMonitor:screen:monitorAgent'],
    about: 'allows_screen_monitor',
    service: 'screen',
  },
  {
    name: 'realtimeMonitor:settings:view',
    names: ['realtimeMonitor:settings:view'],
    about: 'allows_screen_settings',
    service: 'screen',
    optional: true,
  },
  {
    name: 'conversation:cobrowse:add',
    names: ['conversation:cobrowse:add', 'conversation:cobrowseVoice:add'],
    about: 'allows_cobrowse_add',
    service: 'platform',
  },
  {
    name: 'conversation:communication:view',
    names: ['conversation:communication:view'],
    about: 'allows_communication_view',
  },
  {
    name: 'analytics:agentState:view',
    names: ['analytics:agentState:view'],
    about: 'allows_agent_state',
    optional: true,
  },
  {
    name: 'analytics:queueObservation:view',
    names: ['analytics:queueObservation:view'],
    about: 'allows_queue_observation',
    optional: true,
  },
  {
    name: 'analytics:conversationDetail:view',
    names: ['analytics:conversationDetail:view'],
    about: 'allows_conversation_detail',
    optional: true,
  },
  {
    name: 'routing:queue:view',
    names: ['routing:queue:view'],
    about: 'allows_queue_view',
    optional: true,
  },
  {
    name: 'chat:chat:access',
    names: ['chat:chat:access', 'chat:1on1Message:add'],
    about: 'allows_chat',
    optional: true,
    screenNeedsItTo: 'tell',
  },
];

/**
 * What the agents' role needs with Live Screen Monitoring: nobody else's screens can be viewed.
 * Source: the errors declared for `POST …/screenmonitors/sessions`.
 */
export const AGENT_PERMISSION = 'realtimeMonitor:screen:participate';

/**
 * Whether a permission (`domain:entity:action`) is held. A `*` in any place matches everything
 * there: roles may be granted like that, and the platform may not expand them.
 */
export function holdsPermission(held: readonly string[], permission: string): boolean {
  const wanted = permission.split(':');
  return held.some((one) => {
    const parts = one.split(':');
    return (
      parts.length === wanted.length && parts.every((part, index) => part === '*' || part === wanted[index])
    );
  });
}

/**
 * Returns the names in {@link PERMISSIONS} that are held: only these are kept of what may be
 * thousands.
 */
export function knownPermissions(held: readonly string[]): string[] {
  return PERMISSIONS.flatMap(({ names }) => names).filter((name) => holdsPermission(held, name));
}
