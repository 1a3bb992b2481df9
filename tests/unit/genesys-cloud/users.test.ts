import { describe, expect, it } from 'vitest';
import { describeToken, revokeAccessToken } from '@/utils/genesys-cloud/tokens';
import { getMe, getUser } from '@/utils/genesys-cloud/users';
import { recordedClient } from './recorded-client';

const user = { id: 'u-1', name: 'Dana Whitfield', email: 'dana@example.com', department: 'Support' };

describe('users', () => {
  it('the signed-in one is read from users/me', async () => {
    const { client, calls } = recordedClient(user);
    expect(await getMe(client)).toEqual({ userId: 'u-1', name: 'Dana Whitfield', email: 'dana@example.com' });
    expect(calls).toEqual([
      {
        method: 'GET',
        path: '/api/v2/users/me',
        query: { expand: 'organization,authorization' },
        repeatable: true,
      },
    ]);
  });

  it('the signed-in one comes with the organization and those permissions that the extension can use', async () => {
    const { client } = recordedClient({
      ...user,
      organization: { id: 'o-1' },
      authorization: { permissions: ['routing:*:*', 'telephony:plugin:all', 'chat:chat:access'] },
    });
    expect(await getMe(client)).toMatchObject({
      organizationId: 'o-1',
      permissions: ['routing:queue:view', 'chat:chat:access'],
    });
  });

  it.each([
    ['are odd', { organization: 'o-1', authorization: { permissions: 'all' } }],
    ['are null', { organization: null, authorization: null }],
  ])('organization and permissions that %s are taken for missing', async (_how, more) => {
    expect(await getMe(recordedClient({ ...user, ...more }).client)).toEqual({
      userId: 'u-1',
      name: 'Dana Whitfield',
      email: 'dana@example.com',
    });
  });

  it('any other by id, as one segment of the path', async () => {
    const { client, calls } = recordedClient(user);
    await expect(getUser(client, '../me')).rejects.toThrow();
    expect(calls[0]?.path).toBe('/api/v2/users/..%2Fme');
  });

  it.each([[null], [''], [undefined]])('with %j for an email have none', async (email) => {
    expect(await getMe(recordedClient({ ...user, email }).client)).toEqual({
      userId: 'u-1',
      name: 'Dana Whitfield',
    });
  });
});

describe('the access token', () => {
  it('in use tells the scopes of its client, and where that is', async () => {
    const { client, calls } = recordedClient({
      organization: { id: 'o-1', name: 'Example Ltd' },
      authorizedScope: ['conversations', 'users:readonly'],
      OAuthClient: { id: 'c-1' },
    });
    expect(await describeToken(client)).toEqual({
      scopes: ['conversations', 'users:readonly'],
      organization: 'Example Ltd',
    });
    expect(calls).toEqual([{ method: 'GET', path: '/api/v2/tokens/me', repeatable: true }]);
  });

  it.each([
    {},
    { authorizedScope: 'all', organization: 'o-1' },
    { authorizedScope: null, organization: null },
  ])('in use that tells neither (%j) is good all the same', async (body) => {
    expect(await describeToken(recordedClient(body).client)).toEqual({ scopes: null, organization: null });
  });

  it('in use is revoked; what the answer says does not matter', async () => {
    const { client, calls } = recordedClient({ anything: true });
    await revokeAccessToken(client);
    expect(calls).toEqual([{ method: 'DELETE', path: '/api/v2/tokens/me', repeatable: true }]);
  });
});
