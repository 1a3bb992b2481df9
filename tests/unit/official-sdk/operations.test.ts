import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { foreignRequests, OFFICIAL_OPERATIONS } from '../../e2e/support/official-operations.ts';

const PACKAGE = path.dirname(
  createRequire(import.meta.url).resolve('purecloud-platform-client-v2/package.json'),
);

/**
 * Every operation that the official SDK can call, with the source text of the query that it sends.
 */
async function readSdkOperations(): Promise<Map<string, string>> {
  const folder = path.join(PACKAGE, 'src/purecloud-platform-client-v2/api');
  const operations = new Map<string, string>();
  for (const file of await readdir(folder)) {
    const source = await readFile(path.join(folder, file), 'utf8');
    // Path, method, path parameters, query.
    for (const [, route = '', method = '', query = ''] of source.matchAll(
      /callApi\(\s*'([^']+)',\s*'([A-Z]+)',\s*\{[^}]*\},\s*\{([^\n]*)\},\n/g,
    )) {
      operations.set(`${method} ${route}`, query);
    }
  }
  return operations;
}

const models = await readFile(path.join(PACKAGE, 'index.d.ts'), 'utf8');
const fieldsOf = (model: string) =>
  [
    ...(new RegExp(`export interface ${model} \\{([\\s\\S]*?)\\n\\t\\}`).exec(models)?.[1] ?? '').matchAll(
      /"(\w+)"\??:/g,
    ),
  ].map(([, name]) => name);

/** The model of each body that we send. */
const BODY_MODELS: Record<string, string> = {
  'POST /api/v2/analytics/agents/status/query': 'AgentStateQueryRequest',
  'POST /api/v2/analytics/conversations/activity/query': 'ConversationActivityQuery',
  'POST /api/v2/analytics/conversations/details/query': 'ConversationQuery',
  'PUT /api/v2/notifications/channels/{channelId}/subscriptions': 'ChannelTopic',
  'POST /api/v2/chats/users/{userId}/messages': 'SendMessageBody',
};

describe('the list of official operations', async () => {
  const sdk = await readSdkOperations();

  it('is held against an SDK that was really read', () => {
    expect(sdk.size).toBeGreaterThan(3_000);
  });

  it.each(OFFICIAL_OPERATIONS)(
    '$method $path is in the official SDK, with these query names and body keys',
    ({ method, path: route, query, body }) => {
      const call = `${method} ${route}`;
      const official = sdk.get(call);
      expect(official, call).toBeDefined();
      for (const name of query) expect(official).toContain(`'${name}':`);
      if (body.length > 0) expect(fieldsOf(BODY_MODELS[call] ?? '')).toEqual(expect.arrayContaining(body));
    },
  );
});

describe('foreignRequests', () => {
  const request = (changes: object) => ({
    n: 1,
    at: 0,
    method: 'GET',
    path: '/api/v2/users/me',
    query: '',
    status: 200,
    authorization: 'bearer' as const,
    body: null,
    durationMs: 1,
    ...changes,
  });

  it.each([
    ['a path that does not exist', { path: '/api/v2/users/me/all' }],
    ['a method that does not exist there', { method: 'POST' }],
    ['a query name that does not exist there', { query: 'verbose=true' }],
    ['a body where none is taken', { body: { name: 'x' } }],
    ['the tutorial’s query on another call', { path: '/api/v2/users', query: 'state=active' }],
  ])('names %s', (_what, changes) => {
    expect(foreignRequests([request(changes)])).toHaveLength(1);
  });

  it('passes what is as declared', () => {
    expect(
      foreignRequests([
        request({ query: 'expand=authorization' }),
        request({ path: '/api/v2/conversations', query: 'state=active&limit=200' }),
      ]),
    ).toEqual([]);
  });
});
