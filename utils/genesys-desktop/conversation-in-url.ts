const INTERACTION_ROUTE =
  /#\/(?:engage\/admin|analytics)\/interactions\/([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})(?=[/?]|$)/i;

/**
 * The conversation that a Genesys desktop URL shows, lower case, or `null`. Knows both hash routes:
 * `#/analytics/interactions/{id}/admin` (current) and `#/engage/admin/interactions/{id}` (legacy, still linked widely).
 */
export function conversationInUrl(url: string): string | null {
  return INTERACTION_ROUTE.exec(url)?.[1]?.toLowerCase() ?? null;
}
