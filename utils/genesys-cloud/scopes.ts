import type { Grant } from './grants';

/**
 * Scopes of the OAuth client. A `:readonly` scope is also granted by the scope without that ending.
 */
export const SCOPES: readonly Grant[] = [
  { name: 'user-basic-info', about: 'allows_scope_user_basic' },
  { name: 'users:readonly', about: 'allows_scope_users' },
  { name: 'conversations', about: 'allows_scope_conversations' },
  { name: 'analytics:readonly', about: 'allows_scope_analytics', optional: true },
  { name: 'routing:readonly', about: 'allows_queue_view', optional: true },
  { name: 'notifications', about: 'allows_scope_notifications', optional: true, screenNeedsItTo: 'connect' },
  {
    name: 'organization:readonly',
    about: 'allows_chat',
    optional: true,
    screenNeedsItTo: 'tell',
  },
  { name: 'cobrowse:session:write', about: 'allows_scope_session_write', service: 'sessions' },
  { name: 'cobrowse:session:read', about: 'allows_scope_session_read', service: 'sessions' },
  { name: 'screen-monitoring', about: 'allows_scope_screen', service: 'screen' },
];

/**
 * Whether a client has a scope: the scope itself or, for a `:readonly` one, the scope that includes
 * it.
 */
export function holdsScope(held: readonly string[], scope: string): boolean {
  return held.includes(scope) || held.includes(scope.replace(/:readonly$/, ''));
}
