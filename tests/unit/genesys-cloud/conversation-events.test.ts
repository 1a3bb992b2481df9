import { describe, expect, it } from 'vitest';
import { readConversationEvents, saysChannelIsLost } from '@/utils/genesys-cloud/conversation-events';
import { createServerClock } from '@/utils/http/server-clock';
import { NOW } from './client-harness';

const asItIs = (text: string) => text;
const body = (id: string, changes: Record<string, unknown> = {}) => ({
  id,
  participants: [{ purpose: 'agent', userId: 'U-1', calls: [{ state: 'connected' }] }],
  ...changes,
});
const event = (topicName: unknown, eventBody: unknown = body('c-1')) => ({
  topicName,
  version: '2',
  eventBody,
  metadata: { CorrelationId: 'x' },
});
const USER = 'v2.users.0b7c3f1e-9a2d-4c5b-8e6f-1a2b3c4d5e6f.conversations';
const read = (...notifications: unknown[]) => readConversationEvents(notifications, asItIs);
const ids = (...notifications: unknown[]) =>
  read(...notifications).map(({ conversation }) => conversation.id);

describe('readConversationEvents', () => {
  it('reads a conversation as the conversation itself is read', () => {
    expect(read(event(USER, body('C-1')))).toEqual([
      {
        conversation: {
          id: 'c-1',
          media: 'voice',
          state: 'connected',
          startedAt: null,
          customerName: null,
          queueId: null,
          queueName: null,
          agent: { userId: 'u-1', name: null },
          watchers: [],
        },
        newestFactAt: null,
        userIds: ['u-1'],
      },
    ]);
  });

  it('reads them in the order in which they came', () => {
    expect(ids(event(USER, body('a')), event(USER, body('b')), event(USER, body('a')))).toEqual([
      'a',
      'b',
      'a',
    ]);
  });

  it.each([[USER], ['v2.routing.queues.q-1.conversations'], ['v2.users.u-1.conversations']])(
    'takes what comes on %s',
    (topic) => {
      expect(ids(event(topic))).toEqual(['c-1']);
    },
  );

  it.each([
    ['channel.metadata'],
    ['v2.system.socket_closing'],
    ['v2.users.u-1.conversations.calls'],
    ['v2.users.u-1.conversationsummary'],
    ['v2.users.u-1.presence'],
    ['v2.routing.queues.q-1.users'],
    ['v2.users.u-1.x.conversations'],
    ['x.v2.users.u-1.conversations'],
    ['v2.users..conversations'],
    ['v2.users.u-1.conversations\n'],
    ['constructor'],
    [''],
    [7],
    [null],
    [undefined],
  ])('passes over what comes on %j', (topic) => {
    expect(ids(event(topic))).toEqual([]);
  });

  it.each([
    ['null', null],
    ['text', 'text'],
    ['a list', []],
    ['nothing', undefined],
    ['no id', { participants: [] }],
    ['an id that leads elsewhere', body('../x')],
    ['participants that are no list', body('c-1', { participants: {} })],
  ])('passes over a body that is %s and keeps the others', (_what, eventBody) => {
    const odd = { topicName: USER, ...(eventBody !== undefined && { eventBody }) };
    expect(ids(event(USER, body('a')), odd, event(USER, body('b')))).toEqual(['a', 'b']);
  });

  it.each([[null], ['text'], [7], [[]], [{}], [[[]]]])(
    'passes over %j, which is no notification',
    (nonsense) => {
      expect(ids(nonsense, event(USER))).toEqual(['c-1']);
    },
  );

  it('puts all times on this computer’s clock', () => {
    const clock = createServerClock(() => NOW);
    // The server is ten minutes ahead.
    clock.observe(new Date(NOW + 600_000).toUTCString());
    const later = { purpose: 'agent', userId: 'u-1', calls: [{ connectedTime: '2026-08-01T12:09:00.000Z' }] };
    const [reading] = readConversationEvents(
      [event(USER, body('c-1', { startTime: '2026-08-01T12:05:00.000Z', participants: [later] }))],
      clock.localize,
    );
    expect(reading?.conversation.startedAt).toBe(NOW - 5 * 60_000);
    expect(reading?.newestFactAt).toBe(NOW - 60_000);
  });

  it('survives what is nested deeper than any stack', () => {
    let deep: unknown = 'end';
    for (let level = 0; level < 100_000; level += 1) deep = [deep];
    expect(ids(event(USER, body('c-1', { deep })), event(USER, deep), deep)).toEqual(['c-1']);
  });
});

describe('saysChannelIsLost', () => {
  it.each<[unknown, boolean]>([
    [event('v2.system.token_revoked', {}), true],
    [event('v2.system.no_longer_subscribed.x', {}), true],
    [event('v2.system.token_revoked_not', {}), false],
    [event('channel.metadata', {}), false],
    [event(USER), false],
    [{ result: '404' }, true],
    [null, true],
  ])('of %j is %s', (notification, lost) => {
    expect(saysChannelIsLost(notification)).toBe(lost);
  });
});
