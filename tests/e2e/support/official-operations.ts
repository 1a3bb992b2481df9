import type { LoggedRequest } from '../../simulator/request-log.ts';

/** One operation of the platform's public API: what may be sent to it. */
export type Operation = {
  method: string;
  /** With `{name}` for what stands for an id. */
  path: string;
  /** Names that its query may hold. */
  query: string[];
  /** Keys that its body (or each item of it) may hold; empty where it takes none. */
  body: string[];
};

/**
 * The operations of the platform that the extension may call. Source: npm
 * `purecloud-platform-client-v2` 262.0.0, `src/…/api/*.js` and the models in `index.d.ts`; a unit
 * test holds this list against that package.
 */
export const OFFICIAL_OPERATIONS: Operation[] = [
  { method: 'GET', path: '/api/v2/users/me', query: ['expand'], body: [] },
  { method: 'GET', path: '/api/v2/users/{userId}', query: ['expand'], body: [] },
  { method: 'GET', path: '/api/v2/users', query: ['id', 'pageSize', 'pageNumber', 'expand'], body: [] },
  { method: 'GET', path: '/api/v2/routing/queues', query: ['id', 'pageSize', 'pageNumber'], body: [] },
  { method: 'GET', path: '/api/v2/tokens/me', query: [], body: [] },
  { method: 'DELETE', path: '/api/v2/tokens/me', query: [], body: [] },
  {
    method: 'POST',
    path: '/api/v2/chats/users/{userId}/messages',
    query: [],
    body: ['message', 'mentions', 'threadId'],
  },
  { method: 'GET', path: '/api/v2/conversations', query: [], body: [] },
  { method: 'GET', path: '/api/v2/conversations/{conversationId}', query: [], body: [] },
  {
    method: 'POST',
    path: '/api/v2/analytics/agents/status/query',
    query: [],
    body: ['userFilter', 'sessionFilter', 'userOrderBy', 'userOrder', 'sessionOrderBy', 'sessionOrder'],
  },
  {
    method: 'POST',
    path: '/api/v2/analytics/conversations/activity/query',
    query: ['pageSize', 'pageNumber'],
    body: ['metrics', 'groupBy', 'filter', 'order'],
  },
  {
    method: 'POST',
    path: '/api/v2/analytics/conversations/details/query',
    query: [],
    body: [
      'conversationFilters',
      'segmentFilters',
      'evaluationFilters',
      'surveyFilters',
      'resolutionFilters',
      'order',
      'orderBy',
      'interval',
      'aggregations',
      'paging',
    ],
  },
  { method: 'POST', path: '/api/v2/conversations/{conversationId}/cobrowse', query: [], body: [] },
  {
    method: 'POST',
    path: '/api/v2/conversations/{conversationId}/participants/{participantId}/screenmonitors/sessions',
    query: [],
    body: [],
  },
  ...(['GET', 'DELETE'] as const).flatMap((method) => [
    {
      method,
      path: '/api/v2/conversations/{conversationId}/participants/{participantId}/screenmonitors/sessions/{screenMonitoringId}',
      query: [],
      body: [],
    },
    {
      method,
      path: '/api/v2/users/{userId}/screenmonitors/sessions/{screenMonitoringId}',
      query: [],
      body: [],
    },
  ]),
  { method: 'POST', path: '/api/v2/users/{userId}/screenmonitors/sessions', query: [], body: [] },
  { method: 'GET', path: '/api/v2/screenmonitors/users/{userId}/sessions', query: [], body: [] },
  { method: 'GET', path: '/api/v2/screenmonitors/settings', query: [], body: [] },
  { method: 'POST', path: '/api/v2/notifications/channels', query: [], body: [] },
  { method: 'HEAD', path: '/api/v2/notifications/channels/{channelId}', query: [], body: [] },
  {
    method: 'PUT',
    path: '/api/v2/notifications/channels/{channelId}/subscriptions',
    query: ['ignoreErrors'],
    body: ['id', 'state', 'rejectionReason', 'missingPermissions', 'selfUri'],
  },
];

/**
 * Calls that are not in the public catalog: the Cobrowse Sessions API, its tutorial's way of
 * listing conversations, and the token endpoint of OAuth 2.0 (RFC 6749).
 */
const DOCUMENTED_EXCEPTIONS: Operation[] = [
  // The official streaming client's own way of opening a channel.
  { method: 'POST', path: '/api/v2/notifications/channels', query: ['connectionType'], body: [] },
  { method: 'GET', path: '/api/v2/cobrowse/sessions', query: ['conversationId'], body: [] },
  {
    method: 'POST',
    path: '/api/v2/cobrowse/sessions',
    query: [],
    body: ['conversationId', 'participants', 'settings'],
  },
  { method: 'GET', path: '/api/v2/cobrowse/sessions/{sessionId}', query: [], body: [] },
  { method: 'DELETE', path: '/api/v2/cobrowse/sessions/{sessionId}', query: [], body: [] },
  {
    method: 'POST',
    path: '/api/v2/cobrowse/sessions/{sessionId}/participants/{userId}/tokens',
    query: [],
    body: [],
  },
  { method: 'GET', path: '/api/v2/conversations', query: ['state', 'limit'], body: [] },
  {
    method: 'POST',
    path: '/oauth/token',
    query: [],
    body: [
      'grant_type',
      'client_id',
      'client_secret',
      'code',
      'code_verifier',
      'redirect_uri',
      'refresh_token',
    ],
  },
];

/**
 * The problems of the requests, one line each; empty if each is an existing operation, sent as
 * declared.
 */
export function foreignRequests(requests: readonly LoggedRequest[]): string[] {
  return [...new Set(requests.flatMap(troubleOf))];
}

function troubleOf({ method, path, query, body }: LoggedRequest): string[] {
  const call = `${method} ${path}`;
  const candidates = [...OFFICIAL_OPERATIONS, ...DOCUMENTED_EXCEPTIONS].filter(
    (operation) => operation.method === method && patternOf(operation.path).test(path),
  );
  if (candidates.length === 0) return [`${call} is no operation of the platform`];
  const names = [...new Set(new URLSearchParams(query).keys())];
  const keys = keysOf(body);
  const fits = candidates.some(
    (operation) =>
      names.every((name) => operation.query.includes(name)) &&
      keys.every((key) => operation.body.includes(key)),
  );
  return fits ? [] : [`${call} takes no such query (${names.join(', ')}) or body (${keys.join(', ')})`];
}

function keysOf(body: unknown): string[] {
  if (Array.isArray(body)) return [...new Set(body.flatMap(keysOf))];
  return typeof body === 'object' && body !== null ? Object.keys(body) : [];
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`);
}
