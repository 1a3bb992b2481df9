import { describe, expect, it } from 'vitest';
import { getConversation, listActiveConversations } from '@/utils/genesys-cloud/conversations';
import { recordedClient } from './recorded-client';

const row = (id: string, changes: Record<string, unknown> = {}) => ({
  id,
  participants: [{ purpose: 'agent', userId: 'u-1', calls: [{ state: 'connected' }] }],
  ...changes,
});
const ids = async (body: unknown) =>
  (await listActiveConversations(recordedClient(body).client)).map(({ conversation }) => conversation.id);

describe('listActiveConversations', () => {
  it('asks once for the active ones, and may ask again when the answer is lost', async () => {
    const { client, calls } = recordedClient({ entities: [] });
    expect(await listActiveConversations(client)).toEqual([]);
    expect(calls).toEqual([
      {
        method: 'GET',
        path: '/api/v2/conversations',
        query: { state: 'active', limit: 200 },
        repeatable: true,
      },
    ]);
  });

  it.each([
    ['null', null],
    ['text', 'row'],
    ['a row without an id', { participants: [] }],
    ['an id that is a number', { id: 7 }],
    ['participants that are no list', row('bad', { participants: {} })],
    ['a user id that is a number', row('bad', { participants: [{ userId: 7 }] })],
    ['media that are no list', row('bad', { participants: [{ calls: 'one' }] })],
  ])('leaves out a row that is %s and keeps the others', async (_what, bad) => {
    expect(await ids({ entities: [row('a'), bad, row('b')] })).toEqual(['a', 'b']);
  });

  it('keeps a row whose enums nobody knows', async () => {
    const odd = row('odd', {
      participants: [{ purpose: 'hologram', calls: [{ state: 'hyperconnected' }] }],
      mood: 'good',
    });
    expect(await ids({ entities: [odd] })).toEqual(['odd']);
  });

  it('leaves out what has ended meanwhile', async () => {
    expect(await ids({ entities: [row('a', { endTime: '2026-08-01T12:00:00Z' }), row('b')] })).toEqual(['b']);
  });

  it('shows a conversation once that is listed twice', async () => {
    expect(await ids({ entities: [row('a'), row('A'), row('b')] })).toEqual(['a', 'b']);
  });

  it('tells who is in each and how new it is, for whoever merges it with events', async () => {
    const connectedTime = '2026-08-01T12:00:05.000Z';
    const agent = {
      purpose: 'agent',
      userId: 'U-1',
      calls: [{ state: 'connected', connectedTime }],
    };
    const left = { purpose: 'agent', userId: 'u-2', calls: [{ state: 'disconnected' }] };
    const [reading] = await listActiveConversations(
      recordedClient({ entities: [row('a', { participants: [agent, left] })] }).client,
    );
    expect(reading?.userIds).toEqual(['u-1']);
    expect(reading?.newestFactAt).toBe(Date.parse(connectedTime));
  });

  it('does not accept a body without a list', async () => {
    await expect(ids({ total: 0 })).rejects.toThrow();
  });
});

describe('getConversation', () => {
  it('puts the id into the path as one segment', async () => {
    const { client, calls } = recordedClient(row('a'));
    await expect(getConversation(client, '../users/me?x=1')).rejects.toThrow();
    expect(calls[0]?.path).toBe('/api/v2/conversations/..%2Fusers%2Fme%3Fx%3D1');
    expect(calls[0]?.repeatable).toBe(true);
  });

  it('takes no other conversation for the one that was asked for', async () => {
    await expect(getConversation(recordedClient(row('b')).client, 'a')).rejects.toThrow();
    expect(await getConversation(recordedClient(row('a')).client, 'A')).toMatchObject({
      conversation: { id: 'a' },
    });
  });

  it('answers who is in it and of which time it speaks, too', async () => {
    const { client, calls } = recordedClient(row('a'));
    const reading = await getConversation(client, 'a');
    expect(reading).toMatchObject({ conversation: { id: 'a' }, userIds: ['u-1'], newestFactAt: null });
    expect(calls).toEqual([{ method: 'GET', path: '/api/v2/conversations/a', repeatable: true }]);
  });
});
