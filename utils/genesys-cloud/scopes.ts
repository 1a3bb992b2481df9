import type { Grant } from './grants';

/**
 * Scopes of the OAuth client. A `:readonly` scope is also granted by the scope without that ending.
 */
export const SCOPES: readonly Grant[] = [
  { name: 'user-basic-info', about: 'who is signed in' },
  { name: 'users:readonly', about: 'names of agents' },
  { name: 'conversations', about: 'conversation details' },
  { name: 'analytics:readonly', about: 'the conversations of agents and queues', optional: true },
  { name: 'routing:readonly', about: 'names of queues', optional: true },
  { name: 'notifications', about: 'live updates', optional: true, screenNeedsItTo: 'connect' },
  {
    name: 'organization:readonly',
    about: 'sending chat messages to agents',
    optional: true,
    screenNeedsItTo: 'tell',
  },
  { name: 'cobrowse:session:write', about: 'start and end cobrowse sessions', service: 'sessions' },
  { name: 'cobrowse:session:read', about: 'find and join a live session', service: 'sessions' },
  { name: 'screen-monitoring', about: 'view an agent’s screens', service: 'screen' },
];

/**
 * Whether a client has a scope: the scope itself or, for a `:readonly` one, the scope that includes
 * it.
 */
export function holdsScope(held: readonly string[], scope: string): boolean {
  return held.includes(scope) || held.includes(scope.replace(/:readonly$/, ''));
}
