import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sendChatMessage } from '@/utils/genesys-cloud/chats';
import { getLanguagePreference } from '@/utils/genesys-cloud/users';
import { failureOf } from '../failure-of';
import { type HttpServer, json, startHttpServer } from '../http-server';
import { createTestClient } from './client-harness';
import { recordedClient } from './recorded-client';

const MESSAGE = 'Join: https://apps.example.com/cobrowse/join?token=secret';

let server: HttpServer;
beforeAll(async () => {
  server = await startHttpServer();
});
afterAll(() => server.close());
beforeEach(() => {
  server.received.length = 0;
});

describe('a chat message', () => {
  it('is sent to the user', async () => {
    const { client, calls } = recordedClient({ id: 'm-1' });
    await sendChatMessage(client, 'u/1', MESSAGE);
    expect(calls).toEqual([
      {
        method: 'POST',
        path: '/api/v2/chats/users/u%2F1/messages',
        body: { message: MESSAGE },
        repeatable: false,
      },
    ]);
  });

  it.each([500, 503, 504])(
    'is not sent again after %i, and its failure holds nothing of it',
    async (status) => {
      server.answerWith(json(status, { message: 'Sorry' }));
      const { client } = createTestClient(server.origin);
      const failure = await failureOf(sendChatMessage(client, 'u-1', MESSAGE));
      expect(failure).toMatchObject({ code: 'server-error', status });
      expect(JSON.stringify(failure)).not.toContain('token');
      expect(server.received).toHaveLength(1);
    },
  );
});

describe('the language of a user', () => {
  it('is read with the user, once', async () => {
    const { client, calls } = recordedClient({ id: 'u-1', languagePreference: 'de-DE' });
    expect(await getLanguagePreference(client, 'u-1')).toBe('de-DE');
    expect(calls).toEqual([
      {
        method: 'GET',
        path: '/api/v2/users/u-1',
        query: { expand: 'languagePreference' },
        repeatable: false,
      },
    ]);
  });

  it('is not known where the platform does not tell', async () => {
    expect(await getLanguagePreference(recordedClient({ id: 'u-1' }).client, 'u-1')).toBeNull();
  });
});
