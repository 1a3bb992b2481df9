import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { toConversation, toReading } from '@/utils/genesys-cloud/conversation';
import type { Conversation } from '@/utils/genesys-cloud/conversation-model';
import { conversationSchema } from '@/utils/genesys-cloud/schemas';

type Wire = Record<string, unknown>;

/** Maps a body as it comes from the wire: through its schema first. */
function mapped(wire: Wire): Conversation {
  return toConversation(z.parse(conversationSchema, { id: 'c-1', ...wire }));
}

/** Maps a conversation of these participants. */
const withParticipants = (...participants: Wire[]) => mapped({ participants });

const customer: Wire = { purpose: 'customer', name: 'Amelia Hart', calls: [{ state: 'connected' }] };
const queue: Wire = {
  purpose: 'acd',
  name: 'Billing',
  queueName: 'Billing',
  calls: [{ state: 'connected' }],
};
const endedQueue: Wire = { ...queue, endTime: '2026-08-01T12:00:10Z', calls: [{ state: 'disconnected' }] };

/** An agent's participant; connected, with these changes. */
const agent = (userId: string, changes: Wire = {}): Wire => ({
  purpose: 'agent',
  userId,
  name: `Name of ${userId}`,
  queueName: 'Billing',
  calls: [{ state: 'connected', held: false }],
  ...changes,
});
const ended = { endTime: '2026-08-01T12:05:00Z', calls: [{ state: 'disconnected' }] };
const alerting = { calls: [{ state: 'alerting' }] };

describe('a conversation from the wire', () => {
  it('is mapped to the words of the product', () => {
    expect(
      mapped({
        id: 'ABC-1',
        startTime: '2026-08-01T12:00:00.000Z',
        participants: [customer, endedQueue, agent('u-1')],
      }),
    ).toEqual({
      id: 'abc-1',
      media: 'voice',
      state: 'connected',
      startedAt: Date.parse('2026-08-01T12:00:00Z'),
      customerName: 'Amelia Hart',
      queueId: null,
      queueName: 'Billing',
      agent: { userId: 'u-1', name: 'Name of u-1' },
      watchers: [],
    });
  });

  it.each<[string, Wire]>([
    ['no participants', {}],
    ['null for participants', { participants: null, startTime: null, endTime: null }],
    ['an empty list', { participants: [] }],
    [
      'participants of nothing but null',
      { participants: [{ name: null, userId: null, purpose: null, role: null, calls: null }] },
    ],
    ['empty participants', { participants: [{}, {}] }],
    ['a date that is none', { startTime: 'yesterday' }],
  ])('with %s is mapped too', (_what, wire) => {
    expect(mapped(wire)).toEqual({
      id: 'c-1',
      media: 'other',
      state: 'other',
      startedAt: null,
      customerName: null,
      queueId: null,
      queueName: null,
      agent: null,
      watchers: [],
    });
  });

  it('takes its start from the participants where it has none itself', () => {
    const startTime = '2026-08-01T12:00:00.000Z';
    expect(withParticipants({ ...customer, startTime }).startedAt).toBe(Date.parse(startTime));
    expect(withParticipants({ ...customer, connectedTime: startTime }).startedAt).toBe(Date.parse(startTime));
  });

  it('keeps a name that is empty as none', () => {
    const { customerName, agent: found } = withParticipants(
      { ...customer, name: '' },
      agent('u-1', { name: '' }),
    );
    expect([customerName, found?.name]).toEqual([null, null]);
  });

  it('names the external party of an outbound conversation as its customer', () => {
    expect(withParticipants({ purpose: 'external', name: 'Jack Donnelly' }, agent('u-1')).customerName).toBe(
      'Jack Donnelly',
    );
  });
});

describe('the agent', () => {
  it.each<[string, Wire]>([
    ['purpose agent', { purpose: 'agent' }],
    ['role agent, as the tutorial calls it', { purpose: undefined, role: 'agent' }],
    ['role agent and an unknown purpose', { purpose: 'virtualassistant', role: 'agent' }],
    ['purpose user, of a conversation without a queue', { purpose: 'user' }],
    ['capitals', { purpose: 'AGENT' }],
  ])('is known by %s', (_what, changes) => {
    expect(withParticipants(customer, agent('u-1', changes)).agent?.userId).toBe('u-1');
  });

  it.each<[string, Wire]>([
    ['the customer', { ...customer, userId: 'u-1' }],
    ['an agent without a user id', agent('u-1', { userId: null })],
    ['an agent with an empty user id', agent('')],
    ['an agent who has left', agent('u-1', ended)],
    [
      'an agent whose legs have all ended',
      agent('u-1', { calls: [{ state: 'disconnected' }, { state: 'terminated' }] }),
    ],
    ['a bot', { purpose: 'botflow', userId: 'u-1', calls: [{ state: 'connected' }] }],
  ])('is not %s', (_what, participant) => {
    expect(withParticipants(customer, participant).agent).toBeNull();
  });

  it.each<[string, Wire[], string]>([
    ['connected before ended', [agent('u-1'), agent('u-2', ended)], 'u-1'],
    ['connected before ringing', [agent('u-1'), agent('u-2', alerting)], 'u-1'],
    ['ringing where nobody is connected', [agent('u-1', ended), agent('u-2', alerting)], 'u-2'],
    ['the first of two who are connected: the other was called in', [agent('u-1'), agent('u-2')], 'u-1'],
    ['the one who is back after a transfer', [agent('u-1', ended), agent('u-2', ended), agent('u-1')], 'u-1'],
    [
      'the one whose state is unknown where there is no other',
      [agent('u-1', { calls: [{ state: 'hyper' }] })],
      'u-1',
    ],
    [
      'the connected one before one of unknown state',
      [agent('u-1'), agent('u-2', { calls: [{ state: 'hyper' }] })],
      'u-1',
    ],
    ['the one without media', [agent('u-1', { calls: undefined })], 'u-1'],
    [
      'the one with a live leg beside an ended one',
      [agent('u-1', { calls: [{ state: 'disconnected' }, { state: 'connected' }] })],
      'u-1',
    ],
  ])('is %s', (_what, participants, userId) => {
    expect(withParticipants(customer, ...participants).agent?.userId).toBe(userId);
  });

  it('who appears as ended, ringing and connected is connected', () => {
    const conversation = withParticipants(
      customer,
      agent('u-1', ended),
      agent('u-1', alerting),
      agent('u-1'),
    );
    expect(conversation).toMatchObject({ state: 'connected', agent: { userId: 'u-1' } });
  });

  it.each<[string, Wire]>([
    ['monitoredParticipantId', { monitoredParticipantId: 'p-1' }],
    ['coachedParticipantId', { coachedParticipantId: 'p-1' }],
    ['bargedParticipantId', { bargedParticipantId: 'p-1' }],
    ['screenMonitorings', { screenMonitorings: [{ state: 'connected' }] }],
    ['cobrowsesessions', { cobrowsesessions: [{ state: 'connected' }] }],
    ['mediaRoles', { mediaRoles: ['monitor'] }],
  ])('is not the supervisor who watches (%s), who keeps no conversation alive either', (_field, changes) => {
    const watcher = agent('supervisor', { purpose: 'user', ...changes });
    expect(withParticipants(customer, agent('u-1'), watcher)).toMatchObject({ agent: { userId: 'u-1' } });
    expect(withParticipants(customer, watcher, agent('u-1'))).toMatchObject({ agent: { userId: 'u-1' } });
    expect(withParticipants(customer, agent('u-1'), watcher)).not.toHaveProperty('alsoThere');
    expect(withParticipants(customer, queue, watcher).agent).toBeNull();
    const over = { endTime: '2026-08-01T12:09:00Z', calls: [{ state: 'disconnected' }] };
    expect(withParticipants({ ...customer, ...over }, agent('u-1', over), watcher).state).toBe('ended');
    // Whatever legs they have.
    expect(withParticipants({ ...customer, ...over }, { ...watcher, calls: null }).state).toBe('ended');
  });

  it('stays the agent who watches the customer’s page, or whose own screen is watched', () => {
    for (const legs of ['cobrowsesessions', 'screenMonitorings']) {
      const found = withParticipants(customer, agent('u-1', { [legs]: [{ state: 'connected' }] }));
      expect(found, legs).toMatchObject({ state: 'connected', agent: { userId: 'u-1' } });
    }
  });

  const at = (time: string) => ({
    calls: [{ state: 'connected', connectedTime: `2026-08-01T12:0${time}Z` }],
  });
  const called = (changes: Wire = {}) =>
    agent('u-2', { purpose: 'user', queueName: undefined, ...at('4:00'), ...changes });

  it.each<[string, Wire[]]>([
    ['was called in later', [agent('u-1', at('1:00')), called()]],
    ['is told before the agent', [called(), agent('u-1', at('1:00'))]],
    [
      'came through another queue',
      [agent('u-1', at('1:00')), agent('u-2', { queueName: 'Claims', ...at('4:00') })],
    ],
    ['has no times', [agent('u-1'), called({ calls: [{ state: 'connected' }] })]],
    ['was there first, by name', [called(at('0:30')), agent('u-1', at('1:00'))]],
    [
      'is consulted while the customer is on hold',
      [
        agent('u-1', { calls: [{ state: 'connected', held: true }], consultParticipantId: 'p-customer' }),
        called(),
      ],
    ],
    [
      'came through a queue on a call that was made directly',
      [
        agent('u-1', { id: 'p-1', purpose: 'user', queueName: undefined, ...at('1:00') }),
        agent('u-2', { id: 'p-2', queueId: 'q-2', consultParticipantId: 'p-1', ...at('4:00') }),
      ],
    ],
  ])('is not the colleague who %s, and who is also there', (_what, participants) => {
    expect(withParticipants(customer, ...participants)).toMatchObject({
      agent: { userId: 'u-1' },
      alsoThere: [{ userId: 'u-2', name: 'Name of u-2' }],
    });
  });

  it('stays the agent where their own participant names the colleague they consult', () => {
    const consulting = agent('u-1', { id: 'p-1', consultParticipantId: 'p-2', ...at('1:00') });
    const colleague = agent('u-2', { id: 'p-2', queueName: undefined, ...at('2:00') });
    expect(withParticipants(customer, consulting, colleague)).toMatchObject({
      agent: { userId: 'u-1' },
      alsoThere: [{ userId: 'u-2' }],
    });
  });

  it.each(['cobrowsesessions', 'screenMonitorings'])(
    'is who talks without a queue and has %s, and watches nobody',
    (leg) => {
      const direct = agent('u-1', { queueName: undefined, [leg]: [{ state: 'connected' }] });
      expect(withParticipants(customer, direct)).toMatchObject({
        agent: { userId: 'u-1' },
        watchers: [],
        state: 'connected',
      });
    },
  );

  it('has no colleague there whose phone only rings, and none twice', () => {
    expect(withParticipants(customer, agent('u-1'), called({ ...alerting }))).not.toHaveProperty('alsoThere');
    const twice = withParticipants(customer, agent('u-1'), called(), called(), agent('u-1'));
    expect(twice.alsoThere).toEqual([{ userId: 'u-2', name: 'Name of u-2' }]);
  });

  it('is the colleague once the agent has left them the conversation', () => {
    expect(withParticipants(customer, agent('u-1', ended), called())).toMatchObject({
      agent: { userId: 'u-2' },
    });
  });
});

describe('the state', () => {
  it.each<[string, Wire[], Conversation['state']]>([
    ['an agent who talks', [agent('u-1')], 'connected'],
    ['an agent without media', [agent('u-1', { calls: null })], 'connected'],
    ['an agent who holds', [agent('u-1', { calls: [{ state: 'connected', held: true }] })], 'on-hold'],
    ['an agent who rings', [agent('u-1', alerting)], 'alerting'],
    ['an agent who is dialled', [agent('u-1', { calls: [{ state: 'dialing' }] })], 'alerting'],
    ['an agent who is contacted', [agent('u-1', { calls: [{ state: 'contacting' }] })], 'alerting'],
    ['a parked email', [agent('u-1', { calls: null, emails: [{ state: 'parked' }] })], 'parked'],
    ['capitals', [agent('u-1', { calls: [{ state: 'CONNECTED' }] })], 'connected'],
    ['a state nobody knows', [agent('u-1', { calls: [{ state: 'hyperconnected' }] })], 'other'],
    [
      'a hold on a leg that has ended',
      [agent('u-1', { calls: [{ state: 'disconnected', held: true }, { state: 'connected' }] })],
      'connected',
    ],
    ['a customer in the queue', [queue], 'waiting'],
    ['a customer in the queue again after an unanswered ring', [queue, agent('u-1', ended)], 'waiting'],
    ['a customer whose agent has left and whose queue is over', [endedQueue, agent('u-1', ended)], 'other'],
    ['a customer who alone carries the queue’s name', [{ ...customer, queueName: 'Billing' }], 'other'],
    ['nobody but the customer', [], 'other'],
  ])('of %s is named', (_what, participants, state) => {
    expect(withParticipants(customer, ...participants).state).toBe(state);
  });

  it('of a conversation with an end is ended, whoever seems to be there', () => {
    expect(mapped({ endTime: '2026-08-01T12:09:00Z', participants: [customer, agent('u-1')] }).state).toBe(
      'ended',
    );
  });

  it('of a customer who waits comes with the queue', () => {
    expect(withParticipants(customer, { ...queue, queueId: 'Q-1' })).toMatchObject({
      state: 'waiting',
      queueId: 'q-1',
      queueName: 'Billing',
      agent: null,
    });
  });

  it.each<[string, Wire[]]>([
    ['have an end', [{ ...customer, endTime: '2026-08-01T12:09:00Z' }, agent('u-1', ended)]],
    [
      'have disconnected legs only',
      [{ ...customer, calls: [{ state: 'disconnected' }] }, agent('u-1', ended)],
    ],
  ])('is ended where all participants %s: an event has no end of its own', (_what, participants) => {
    expect(withParticipants(...participants).state).toBe('ended');
  });
});

describe('the medium', () => {
  it.each<[string, Conversation['media']]>([
    ['calls', 'voice'],
    ['callbacks', 'callback'],
    ['messages', 'message'],
    ['chats', 'chat'],
    ['emails', 'email'],
    ['videos', 'video'],
    ['socialExpressions', 'social'],
    ['internalMessages', 'internal'],
    ['holograms', 'other'],
  ])('of %s is %s', (array, media) => {
    expect(
      withParticipants({ purpose: 'agent', userId: 'u-1', [array]: [{ state: 'connected' }] }).media,
    ).toBe(media);
  });

  it('is the one in use, not one that has ended', () => {
    const before = {
      purpose: 'customer',
      endTime: '2026-08-01T12:00:05Z',
      calls: [{ state: 'disconnected' }],
    };
    const now = { purpose: 'customer', messages: [{ state: 'connected' }] };
    expect(withParticipants(before, now).media).toBe('message');
  });

  it('is that of the past where nothing is in use', () => {
    expect(withParticipants({ purpose: 'customer', ...ended }).media).toBe('voice');
  });

  it('is not named by an empty array', () => {
    expect(
      withParticipants({ purpose: 'customer', calls: [], messages: [{ state: 'connected' }] }).media,
    ).toBe('message');
  });
});

describe('related facts', () => {
  it('comes from one participant: the queue of the agent has no other’s name', () => {
    const other = { ...queue, queueId: 'q-advice', queueName: 'Advice' };
    expect(
      withParticipants(customer, other, agent('u-1', { queueId: 'Q-Billing', queueName: null })),
    ).toMatchObject({
      queueId: 'q-billing',
      queueName: null,
    });
    expect(withParticipants(customer, other, agent('u-1', { queueName: 'Billing' }))).toMatchObject({
      queueId: null,
      queueName: 'Billing',
    });
    expect(withParticipants(customer, other, agent('u-1', { queueId: '', queueName: '' }))).toMatchObject({
      queueId: 'q-advice',
      queueName: 'Advice',
    });
  });

  it('may be told by another who speaks of the very same queue', () => {
    const same = { ...endedQueue, queueId: 'Q-Billing', queueName: 'Billing' };
    expect(withParticipants(same, agent('u-1', { queueId: 'q-billing', queueName: null })).queueName).toBe(
      'Billing',
    );
    expect(withParticipants(same, agent('u-1', { queueName: 'Billing' })).queueId).toBe('q-billing');
  });

  it.each<[string, Wire]>([
    ['of the agent', agent('u-1', { calls: [{ state: 'disconnected' }], emails: [{ state: 'connected' }] })],
    [
      'that rings beside it',
      agent('u-1', { calls: [{ state: 'alerting' }], emails: [{ state: 'connected' }] }),
    ],
  ])('is of an email though a call %s is over or not yet there', (_what, participant) => {
    expect(withParticipants(participant)).toMatchObject({ media: 'email', state: 'connected' });
    const caller = {
      purpose: 'customer',
      calls: [{ state: 'disconnected' }],
      emails: [{ state: 'connected' }],
    };
    expect(withParticipants(caller).media).toBe('email');
  });

  it('has the state of the leg that names the medium', () => {
    const both = agent('u-1', {
      calls: [{ state: 'connected' }],
      messages: [{ state: 'connected', held: true }],
    });
    expect(withParticipants(both)).toMatchObject({ media: 'voice', state: 'connected' });
  });
});

describe('watchers', () => {
  const supervisor = (changes: Wire): Wire => ({
    purpose: 'user',
    userId: 'U-Dana',
    name: 'Dana',
    calls: [{ state: 'connected' }],
    ...changes,
  });

  it.each<[string, Wire, Conversation['watchers'][number]['how']]>([
    ['monitors', { monitoredParticipantId: 'p-1' }, 'monitoring'],
    ['coaches', { coachedParticipantId: 'p-1', monitoredParticipantId: 'p-1' }, 'coaching'],
    [
      'has barged in',
      { bargedParticipantId: 'p-1', coachedParticipantId: 'p-1', monitoredParticipantId: 'p-1' },
      'barged-in',
    ],
    ['monitors the screen', { screenMonitorings: [{ state: 'connected' }] }, 'screen-monitoring'],
    ['cobrowses', { cobrowsesessions: [{ state: 'connected' }] }, 'cobrowsing'],
  ])('is told with how: who %s', (_what, changes, how) => {
    expect(withParticipants(customer, agent('u-1'), supervisor(changes)).watchers).toEqual([
      { userId: 'u-dana', name: 'Dana', how },
    ]);
  });

  it.each<[string, Wire]>([
    ['who has left', supervisor({ monitoredParticipantId: 'p-1', ...ended })],
    ['whose cobrowse is over', supervisor({ cobrowsesessions: [{ state: 'disconnected' }] })],
    ['whose leg has no state', supervisor({ cobrowsesessions: [{}] })],
    ['the customer at the other end', { ...customer, cobrowsesessions: [{ state: 'connected' }] }],
  ])('is nobody: %s', (_what, participant) => {
    expect(withParticipants(agent('u-1'), participant).watchers).toEqual([]);
  });
});

describe('a reading', () => {
  const reading = (...participants: Wire[]) =>
    toReading(z.parse(conversationSchema, { id: 'c-1', startTime: '2026-08-01T12:00:00Z', participants }));

  it('tells the newest time that the conversation speaks of, whatever it is of', () => {
    const newest = '2026-08-01T12:30:00.000Z';
    for (const field of ['connectedTime', 'disconnectedTime'])
      expect(
        reading(customer, agent('u-1', { calls: [{ state: 'connected', [field]: newest }] })).newestFactAt,
      ).toBe(Date.parse(newest));
    for (const field of ['startTime', 'connectedTime', 'endTime'])
      expect(reading({ ...customer, [field]: newest }).newestFactAt).toBe(Date.parse(newest));
    expect(reading(customer).newestFactAt).toBe(Date.parse('2026-08-01T12:00:00Z'));
  });

  it('tells no time where there is none that can be read', () => {
    expect(toReading({ id: 'c-1', startTime: 'soon' }).newestFactAt).toBeNull();
  });

  it('tells who is in it now, in lower case', () => {
    expect(reading(customer, agent('U-1'), agent('u-2', ended)).userIds).toEqual(['u-1']);
  });
});

describe('who needs the supervisor', () => {
  const at = (seconds: number) => `2026-08-01T12:00:${String(seconds).padStart(2, '0')}.000Z`;
  const ms = (seconds: number) => Date.parse(at(seconds));

  it('is known by the start of the hold that the platform reports, of the leg that is on hold', () => {
    const held = { calls: [{ state: 'connected', held: true, startHoldTime: at(20) }] };
    expect(withParticipants(customer, agent('u-1', held))).toMatchObject({
      state: 'on-hold',
      stateSince: ms(20),
    });
    const noStart = { calls: [{ state: 'connected', held: true }] };
    expect(withParticipants(customer, agent('u-1', noStart))).not.toHaveProperty('stateSince');
  });

  it('is known by the start of the ringing, and by nothing of a leg that is neither', () => {
    const rings = { calls: [{ state: 'alerting', startAlertingTime: at(5), startHoldTime: at(1) }] };
    expect(withParticipants(customer, agent('u-1', rings))).toMatchObject({
      state: 'alerting',
      stateSince: ms(5),
    });
    const talks = { calls: [{ state: 'connected', held: false, startAlertingTime: at(5) }] };
    expect(withParticipants(customer, agent('u-1', talks))).not.toHaveProperty('stateSince');
  });

  it('is an agent who has flagged the conversation and is still in it', () => {
    const flagged = { flaggedReason: 'general' };
    expect(withParticipants(customer, agent('u-1', flagged))).toMatchObject({ flagged: true });
    expect(withParticipants(customer, agent('u-1', { flaggedReason: null }))).not.toHaveProperty('flagged');
    expect(
      withParticipants(customer, agent('u-1', { ...ended, ...flagged }), agent('u-2')),
    ).not.toHaveProperty('flagged');
    expect(withParticipants({ ...customer, ...flagged }, agent('u-1'))).not.toHaveProperty('flagged');
  });

  it('is read past times and flags that cannot be read', () => {
    const odd = { calls: [{ state: 'connected', held: true, startHoldTime: 7, startAlertingTime: {} }] };
    expect(withParticipants(customer, agent('u-1', { ...odd, flaggedReason: [1] }))).toMatchObject({
      state: 'on-hold',
      agent: { userId: 'u-1' },
    });
  });
});
