import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { getQueueNames, getUserNames } from '@/utils/genesys-cloud/names';
import { type AnsweringServer, startAnsweringServer } from './answering-server';

let api: AnsweringServer;

beforeAll(async () => {
  api = await startAnsweringServer();
});

afterAll(() => api.close());

beforeEach(() => {
  api.sent();
});

describe.each([
  ['getUserNames', '/api/v2/users', getUserNames],
  ['getQueueNames', '/api/v2/routing/queues', getQueueNames],
] as const)('%s', (_name, path, getNames) => {
  const ask = (body: unknown, ids: string[]) => api.ask(body, (client) => getNames(client, ids));

  it('asks for all ids in one call', async () => {
    await ask({ entities: [] }, ['a', 'b', 'x&y=z']);
    expect(api.sent()).toEqual([
      { method: 'GET', path, search: '?id=a&id=b&id=x%26y=z&pageSize=100', body: null },
    ]);
  });

  it('asks for a hundred at most', async () => {
    await ask(
      {},
      Array.from({ length: 101 }, (_, number) => `id-${number}`),
    );
    const [call] = api.sent();
    expect(new URLSearchParams(call?.search).getAll('id')).toHaveLength(100);
  });

  it('answers the names of those that were asked for, in lower case, and of nobody else', async () => {
    const entities = [
      { id: 'A', name: 'Aiko', email: 'a@example.com' },
      { id: 'c', name: 'Another' },
    ];
    expect(await ask({ entities }, ['a', 'b'])).toEqual(new Map([['a', 'Aiko']]));
  });

  it('leaves out an odd row and keeps the others', async () => {
    const entities = [
      { id: 'a', name: 'Aiko' },
      null,
      { id: 'b' },
      { id: 7, name: 'x' },
      { id: 'c', name: 'Carla' },
    ];
    expect(await ask({ entities }, ['a', 'b', 'c'])).toEqual(
      new Map([
        ['a', 'Aiko'],
        ['c', 'Carla'],
      ]),
    );
  });

  it.each([[{}], [{ entities: null }]])('takes %j for nobody', async (body) => {
    expect(await ask(body, ['a'])).toEqual(new Map());
  });
});
