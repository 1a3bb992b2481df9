import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createChannel, isChannelAlive, replaceTopics } from '@/utils/genesys-cloud/notifications';
import { failureOf } from '../failure-of';
import { json, plain } from '../http-server';
import { type AnsweringServer, startAnsweringServer } from './answering-server';
import { createTestClient } from './client-harness';

let api: AnsweringServer;

beforeAll(async () => {
  api = await startAnsweringServer();
});

afterAll(() => api.close());

beforeEach(() => {
  api.sent();
});

const CHANNELS = '/api/v2/notifications/channels';

describe('createChannel', () => {
  const channel = { id: 'ch-1', connectUri: 'wss://streaming.example.com/channels/ch-1', expires: 'soon' };

  it('makes one and answers its id and address', async () => {
    expect(await api.ask(channel, createChannel)).toEqual({ id: 'ch-1', connectUri: channel.connectUri });
    expect(api.sent()).toEqual([{ method: 'POST', path: CHANNELS, search: '', body: null }]);
  });

  it('may be asked for again when the answer is lost', async () => {
    api.server.answerWith(json(503, {}), json(200, channel));
    await createChannel(createTestClient(api.server.origin).client);
    expect(api.sent()).toHaveLength(2);
  });

  it.each([[{}], [{ id: 'ch-1' }], [{ ...channel, connectUri: 'no address' }], [{ ...channel, id: '../x' }]])(
    'does not accept %j',
    async (body) => {
      expect(await failureOf(api.ask(body, createChannel))).toMatchObject({ code: 'unexpected-response' });
    },
  );
});

describe('isChannelAlive', () => {
  const ask = async (status: number) => {
    api.server.answerWith(plain(status, ''));
    return await isChannelAlive(createTestClient(api.server.origin).client, 'ch/1');
  };

  it('asks without a body, the id as one segment of the path', async () => {
    expect(await ask(200)).toBe(true);
    expect(api.sent()).toEqual([{ method: 'HEAD', path: `${CHANNELS}/ch%2F1`, search: '', body: null }]);
  });

  it('is false for a channel that the platform does not know', async () => {
    expect(await ask(404)).toBe(false);
  });

  it.each([
    [403, 'permission-denied'],
    [429, 'rate-limited'],
    [500, 'server-error'],
  ])('is not known where the answer is %i', async (status, code) => {
    expect(await failureOf(ask(status))).toMatchObject({ code });
  });
});

describe('replaceTopics', () => {
  const ask = (body: unknown, topics: string[]) =>
    api.ask(body, (client) => replaceTopics(client, 'ch-1', topics));

  it('subscribes to exactly these, whatever one of them is worth', async () => {
    expect(await ask({ entities: [{ id: 'a' }, { id: 'b', state: 'Permitted' }] }, ['a', 'b'])).toEqual([]);
    expect(api.sent()).toEqual([
      {
        method: 'PUT',
        path: `${CHANNELS}/ch-1/subscriptions`,
        search: '?ignoreErrors=true',
        body: [{ id: 'a' }, { id: 'b' }],
      },
    ]);
  });

  it('sends an empty list for none, not an empty body', async () => {
    await ask({ entities: [] }, []);
    expect(api.sent()).toMatchObject([{ body: [] }]);
  });

  it('answers those that were refused', async () => {
    const entities = [
      { id: 'a', state: 'Rejected', rejectionReason: 'no' },
      { id: 'b', state: 'Permitted' },
      { id: 'c', state: 'Hologram' },
      { id: 'd', state: null },
    ];
    expect(await ask({ entities }, ['a', 'b', 'c', 'd'])).toEqual(['a']);
    expect(await ask({}, ['a'])).toEqual([]);
  });

  it('sends a thousand at most', async () => {
    await ask(
      {},
      Array.from({ length: 1001 }, (_, number) => `t-${number}`),
    );
    expect(api.sent()[0]?.body).toHaveLength(1000);
  });
});
