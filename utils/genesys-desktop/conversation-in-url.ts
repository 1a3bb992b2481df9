import { UUID_PATTERN } from '../schema/uuid';

const INTERACTION_ROUTE = new RegExp(
  `^#/(?:engage/admin|analytics)/interactions/(${UUID_PATTERN})(?=[/?]|$)`,
  'i',
);

/**
 * Returns the conversation that a Genesys desktop URL shows, in lower case, or `null`. Knows both
 * hash routes: `#/analytics/interactions/{id}/admin` (current) and
 * `#/engage/admin/interactions/{id}` (legacy, still linked widely). The hash must begin with the
 * route: one inside a query or after a second `#` was written into a link and is not shown.
 */
export function conversationInUrl(url: string): string | null {
  const hash = url.indexOf('#');
  return hash < 0 ? null : (INTERACTION_ROUTE.exec(url.slice(hash))?.[1]?.toLowerCase() ?? null);
}
