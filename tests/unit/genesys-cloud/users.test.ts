import { describe, expect, it } from 'vitest';
import { revokeAccessToken } from '@/utils/genesys-cloud/tokens';
import { getMe, getUser } from '@/utils/genesys-cloud/users';
import { recordedClient } from './recorded-client';

const user = { id: 'u-1', name: 'Dana Whitfield', email: 'dana@example.com', department: 'Support' };

describe('users', () => {
  it('the signed-in one is read from users/me', async () => {
    const { client, calls } = recordedClient(user);
    expect(await getMe(client)).toEqual({ userId: 'u-1', name: 'Dana Whitfield', email: 'dana@example.com' });
    expect(calls).toEqual([{ method: 'GET', path: '/api/v2/users/me', repeatable: true }]);
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
  it('in use is revoked; what the answer says does not matter', async () => {
    const { client, calls } = recordedClient({ anything: true });
    await revokeAccessToken(client);
    expect(calls).toEqual([{ method: 'DELETE', path: '/api/v2/tokens/me', repeatable: true }]);
  });
});
