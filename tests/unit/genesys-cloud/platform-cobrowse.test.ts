import { describe, expect, it } from 'vitest';
import { offerCobrowse, readCobrowseTraces } from '@/utils/genesys-cloud/platform-cobrowse';
import { recordedClient } from './recorded-client';

const OFFER = {
  id: 's-1',
  joinCode: '123456',
  dateOfferEnds: '2026-08-01T12:03:00.000Z',
  communicationType: 'Message',
};

describe('offering', () => {
  it('is one call without a body, and is never sent twice', async () => {
    const { client, calls } = recordedClient(OFFER);
    expect(await offerCobrowse(client, 'c-1')).toEqual(OFFER);
    expect(calls).toEqual([
      { method: 'POST', path: '/api/v2/conversations/c-1/cobrowse', repeatable: false },
    ]);
  });

  it('leaves the addresses of the answer unread: nothing that it says can be opened', async () => {
    const { client } = recordedClient({
      ...OFFER,
      websocketUrl: 'wss://evil.example',
      selfUri: 'https://evil.example',
    });
    expect(JSON.stringify(await offerCobrowse(client, 'c-1'))).not.toContain('evil');
  });

  it('accepts a missing code and end, but not a missing id', async () => {
    expect(await offerCobrowse(recordedClient({ id: 's-1' }).client, 'c-1')).toEqual({ id: 's-1' });
    await expect(offerCobrowse(recordedClient({ joinCode: '1' }).client, 'c-1')).rejects.toThrow('id');
  });
});

describe('the traces of co-browses in a conversation', () => {
  const leg = (state: string | null, more: object = {}) => ({ state, cobrowseSessionId: 'S-1', ...more });
  const read = (...participants: object[]) =>
    readCobrowseTraces(recordedClient({ id: 'c-1', participants }).client, 'c-1');

  it('are read from the conversation itself', async () => {
    const { client, calls } = recordedClient({ id: 'c-1' });
    expect(await readCobrowseTraces(client, 'c-1')).toEqual({ conversationEnded: false, traces: [] });
    expect(calls).toEqual([{ method: 'GET', path: '/api/v2/conversations/c-1', repeatable: true }]);
  });

  it.each([
    ['offering', 'offered'],
    ['alerting', 'offered'],
    ['Connected', 'shared'],
    ['disconnected', 'ended'],
    ['terminated', 'ended'],
    ['none', 'ended'],
    ['something new', 'offered'],
    [null, 'offered'],
  ])('call the state %s %s', async (wire, state) => {
    const { traces } = await read({ cobrowsesessions: [leg(wire)] });
    expect(traces).toMatchObject([{ sessionId: 's-1', state, viewer: null }]);
  });

  it('name who views, and since when', async () => {
    const connectedTime = '2026-08-01T12:00:00.000Z';
    const { traces } = await read(
      { cobrowsesessions: [leg('connected', { connectedTime })] },
      { userId: 'U-1', name: 'Aiko', cobrowsesessions: [leg('connected')] },
      { userId: 'u-2', cobrowsesessions: null },
    );
    expect(traces).toEqual([
      { sessionId: 's-1', state: 'shared', viewer: null, startedAt: Date.parse(connectedTime) },
      { sessionId: 's-1', state: 'shared', viewer: { userId: 'u-1', name: 'Aiko' }, startedAt: null },
    ]);
  });

  it('of another conversation are not taken for those that were asked for', async () => {
    await expect(readCobrowseTraces(recordedClient({ id: 'c-2' }).client, 'c-1')).rejects.toThrow('id');
  });
});
