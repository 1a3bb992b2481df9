import { describe, expect, it } from 'vitest';
import {
  createJoinToken,
  createSession,
  deleteSession,
  getSession,
  listLiveSessions,
} from '@/utils/genesys-cloud/cobrowse-sessions';
import { recordedClient } from './recorded-client';

const session = { id: 's-1', conversationId: 'c-1', participants: [{ userId: 'u-1', role: 'agent' }] };
const request = {
  conversationId: 'c-1',
  agentUserId: 'u-1',
  supervisorUserId: 'u-2',
  settings: { allowRemoteControl: false, timeoutInMinutes: 15 },
};

describe('the Cobrowse Sessions API', () => {
  it('is asked for the sessions of one conversation', async () => {
    const { client, calls } = recordedClient({ entities: [session] });
    expect(await listLiveSessions(client, 'c-1')).toEqual([session]);
    expect(calls).toEqual([
      {
        method: 'GET',
        path: '/api/v2/cobrowse/sessions',
        query: { conversationId: 'c-1' },
        repeatable: true,
      },
    ]);
  });

  it('reads one session, and says whether it has ended', async () => {
    const { client, calls } = recordedClient({ ...session, state: 'ended' });
    expect(await getSession(client, 's-1')).toEqual({ ...session, state: 'ended' });
    expect(calls).toEqual([{ method: 'GET', path: '/api/v2/cobrowse/sessions/s-1', repeatable: true }]);
  });

  it('does not take the session of another conversation for the one that was made', async () => {
    const { client } = recordedClient({ ...session, conversationId: 'c-2' });
    await expect(createSession(client, request)).rejects.toThrow('conversationId');
  });

  it.each(['', '..', 'a/b', '\ud800'])(
    'accepts no session with the id %j: it could not be asked for',
    async (id) => {
      const { client } = recordedClient({ entities: [{ ...session, id }] });
      await expect(listLiveSessions(client, 'c-1')).rejects.toThrow('entities');
    },
  );

  it('makes a session of agent and supervisor, and is never asked to twice', async () => {
    const { client, calls } = recordedClient(session);
    await createSession(client, request);
    expect(calls).toEqual([
      {
        method: 'POST',
        path: '/api/v2/cobrowse/sessions',
        body: {
          conversationId: 'c-1',
          participants: [
            { userId: 'u-1', role: 'agent' },
            { userId: 'u-2', role: 'supervisor' },
          ],
          settings: { allowRemoteControl: false, timeoutInMinutes: 15 },
        },
        repeatable: false,
      },
    ]);
  });

  it('issues a token for one participant, ids as one segment each', async () => {
    const { client, calls } = recordedClient({ token: 't', expiresAt: '2026-08-01T12:05:00Z' });
    await createJoinToken(client, 's/1', 'u?1');
    expect(calls[0]).toMatchObject({
      method: 'POST',
      path: '/api/v2/cobrowse/sessions/s%2F1/participants/u%3F1/tokens',
      repeatable: true,
    });
  });

  it.each([{ token: '', expiresAt: 'x' }, { token: 't' }, { expiresAt: 'x' }])(
    'takes %j for no token',
    async (body) => {
      await expect(createJoinToken(recordedClient(body).client, 's-1', 'u-1')).rejects.toThrow();
    },
  );

  it('ends a session, which may be sent again', async () => {
    const { client, calls } = recordedClient(undefined);
    await deleteSession(client, 's-1');
    expect(calls).toEqual([{ method: 'DELETE', path: '/api/v2/cobrowse/sessions/s-1', repeatable: true }]);
  });

  it('accepts any answer to an end', async () => {
    await expect(
      deleteSession(recordedClient({ id: 's-1', state: 'ended' }).client, 's-1'),
    ).resolves.toBeUndefined();
  });
});
