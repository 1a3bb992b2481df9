import { describe, expect, it } from 'vitest';
import { isOvertaken, rowOfConversation, rowOfPartial } from '@/utils/floor/merge-row';
import { floorRowSchema } from '@/utils/floor/model';
import { combinePartials } from '@/utils/genesys-cloud/partial-conversation';
import { conversationOf, floorRow, LAG, MINUTE, NOW, partialOf, SECOND } from './fixtures';

const whole = { source: 'own', mine: true, readAt: NOW, newestFactAt: NOW - SECOND } as const;
const listed = { source: 'queues', readAt: NOW } as const;
/** A row that was read whole `ago` milliseconds ago. */
const completeRow = (ago: number, changes = {}) =>
  floorRow('c-1', { complete: true, readAt: NOW - ago, newestFactAt: NOW - ago, ...changes });

describe('a conversation that was read whole', () => {
  it('is a complete row of its source', () => {
    expect(rowOfConversation(conversationOf('c-1'), { before: undefined, ...whole })).toEqual({
      ...conversationOf('c-1'),
      source: 'own',
      mine: true,
      complete: true,
      readAt: NOW,
      newestFactAt: NOW - SECOND,
    });
  });

  it('replaces what a listing reported, including agent, state and watchers', () => {
    const before = floorRow('c-1', {
      state: 'alerting',
      watchers: [{ userId: 'u-9', name: 'Nine', how: 'monitoring' }],
    });
    const after = rowOfConversation(conversationOf('c-1', { agent: { userId: 'u-2', name: null } }), {
      before,
      ...whole,
    });
    expect(after).toMatchObject({
      state: 'connected',
      agent: { userId: 'u-2', name: null },
      watchers: [],
      complete: true,
    });
  });

  it('fills its own gaps with what was known: start, customer, queue, names', () => {
    const bare = conversationOf('c-1', {
      startedAt: null,
      customerName: null,
      queueId: null,
      queueName: null,
      agent: { userId: 'u-1', name: null },
    });
    expect(rowOfConversation(bare, { before: floorRow('c-1'), ...whole })).toMatchObject({
      startedAt: NOW - 5 * MINUTE,
      customerName: 'Amelia Hart',
      queueId: 'q-1',
      queueName: 'Billing',
      agent: { userId: 'u-1', name: 'Aiko Tanaka' },
    });
  });

  it('does not take the name of another queue or agent for its own', () => {
    const moved = conversationOf('c-1', {
      queueId: 'q-2',
      queueName: null,
      agent: { userId: 'u-2', name: null },
    });
    expect(rowOfConversation(moved, { before: floorRow('c-1'), ...whole })).toMatchObject({
      queueName: null,
      agent: { userId: 'u-2', name: null },
    });
  });

  it('does not put the name of its queue beside the id of another', () => {
    const named = conversationOf('c-1', { queueId: null, queueName: 'Advice' });
    expect(rowOfConversation(named, { before: floorRow('c-1'), ...whole })).toMatchObject({
      queueId: null,
      queueName: 'Advice',
    });
    const same = conversationOf('c-1', { queueId: null, queueName: 'Billing' });
    expect(rowOfConversation(same, { before: floorRow('c-1'), ...whole }).queueId).toBe('q-1');
    const before = completeRow(0, { queueId: null, queueName: 'Advice' });
    expect(rowOfPartial(partialOf('c-1'), { before, ...listed })).toMatchObject({ queueId: null });
  });

  it('forgets who was called in once they have left, and keeps their names while they are there', () => {
    const before = floorRow('c-1', { alsoThere: [{ userId: 'u-2', name: 'Bruno' }] });
    const still = conversationOf('c-1', { alsoThere: [{ userId: 'u-2', name: null }] });
    expect(rowOfConversation(still, { before, ...whole }).alsoThere).toEqual([
      { userId: 'u-2', name: 'Bruno' },
    ]);
    expect(rowOfConversation(conversationOf('c-1'), { before, ...whole })).not.toHaveProperty('alsoThere');
    const moved = partialOf('c-1', { agent: { userId: 'u-3', name: null } });
    expect(rowOfPartial(moved, { before, ...listed })).not.toHaveProperty('alsoThere');
  });

  it('without participants has no agent', () => {
    const waiting = conversationOf('c-1', { state: 'waiting', agent: null });
    expect(rowOfConversation(waiting, { before: floorRow('c-1'), ...whole }).agent).toBeNull();
  });

  it('as an event keeps the listing that will miss it when it has ended', () => {
    const event = { ...whole, source: 'event' } as const;
    const before = floorRow('c-1', { source: 'agents' });
    expect(rowOfConversation(conversationOf('c-1'), { before, ...event }).source).toBe('agents');
    expect(rowOfConversation(conversationOf('c-1'), { before: undefined, ...event }).source).toBe('event');
  });

  it('keeps the earlier start: an event does not know the real one', () => {
    const event = conversationOf('c-1', { startedAt: NOW - MINUTE });
    expect(rowOfConversation(event, { before: floorRow('c-1'), ...whole }).startedAt).toBe(NOW - 5 * MINUTE);
  });

  it('keeps the newest fact where it tells no time itself', () => {
    const before = completeRow(MINUTE);
    const after = rowOfConversation(conversationOf('c-1', { state: 'parked' }), {
      before,
      ...whole,
      newestFactAt: null,
    });
    expect(after.newestFactAt).toBe(before.newestFactAt);
  });

  it('is the very same row where nothing but the time of reading is new, for five minutes', () => {
    const read = (before: ReturnType<typeof floorRow>, readAt: number) =>
      rowOfConversation(conversationOf('c-1'), {
        before,
        source: 'queues',
        mine: false,
        readAt,
        newestFactAt: before.newestFactAt,
      });
    const before = completeRow(0);
    expect(read(before, NOW + 5 * MINUTE - 1)).toBe(before);
    expect(read(before, NOW + 5 * MINUTE)).toEqual({ ...before, readAt: NOW + 5 * MINUTE });
  });
});

describe('a reading is overtaken', () => {
  const at = (newestFactAt: number | null, readAt = NOW) => ({ newestFactAt, readAt });

  it.each<[string, ReturnType<typeof at>, boolean]>([
    ['by a row that speaks of a later time', at(NOW - 2 * MINUTE), true],
    [
      'not by one that speaks of an earlier time, though that was read later',
      at(NOW, NOW - 2 * MINUTE),
      false,
    ],
    ['not by one of the same time that was read before', at(NOW - MINUTE), false],
    ['by one of the same time that was read after', at(NOW - MINUTE, NOW - 2 * MINUTE), true],
    ['not by one that was read before where it tells no time', at(null), false],
    ['by one that was read after where it tells no time', at(null, NOW - 2 * MINUTE), true],
  ])('%s', (_what, reading, overtaken) => {
    expect(isOvertaken(reading, completeRow(MINUTE))).toBe(overtaken);
  });

  it('by no row that analytics told of, but for the event behind it', () => {
    expect(isOvertaken(at(null, NOW - 2 * MINUTE), floorRow('c-1'))).toBe(false);
    expect(isOvertaken(at(NOW - 2 * MINUTE), floorRow('c-1', { newestFactAt: NOW }))).toBe(true);
  });
});

describe('what a listing tells', () => {
  it('of an unknown conversation is a row that the schema takes, with what it lacks left open', () => {
    const bare = rowOfPartial({ id: 'c-1' }, { before: undefined, ...listed });
    expect(bare).toMatchObject({ state: 'other', agent: null, queueName: null, complete: false });
    expect(floorRowSchema.parse(bare)).toEqual(bare);
    const busy = rowOfPartial(
      { id: 'c-1', agent: { userId: 'u-1', name: null } },
      { before: undefined, ...listed },
    );
    expect(busy.state).toBe('connected');
  });

  it('changes state, agent, queue and watchers of a row that a listing told of', () => {
    const watchers = [{ userId: 'u-9', name: null, how: 'monitoring' as const }];
    const told = partialOf('c-1', {
      state: 'alerting',
      queueId: 'q-2',
      agent: { userId: 'u-2', name: null },
      watchers,
    });
    expect(rowOfPartial(told, { before: floorRow('c-1'), ...listed })).toMatchObject({
      state: 'alerting',
      queueId: 'q-2',
      queueName: null,
      agent: { userId: 'u-2', name: null },
      watchers,
      readAt: NOW,
    });
  });

  it('is the very same row where it says nothing new, and keeps the names it does not tell', () => {
    const before = floorRow('c-1');
    expect(rowOfPartial(partialOf('c-1'), { before, ...listed })).toBe(before);
  });

  it('takes the agent away where somebody waits, and only there', () => {
    const before = floorRow('c-1');
    expect(rowOfPartial({ id: 'c-1', state: 'waiting' }, { before, ...listed }).agent).toBeNull();
    expect(rowOfPartial({ id: 'c-1', media: 'voice' }, { before, ...listed }).agent).toEqual(before.agent);
  });

  it('does not end a hold: queues say connected of who holds', () => {
    const before = floorRow('c-1', { state: 'on-hold' });
    expect(rowOfPartial(partialOf('c-1'), { before, ...listed }).state).toBe('on-hold');
    expect(rowOfPartial(partialOf('c-1', { state: 'alerting' }), { before, ...listed }).state).toBe(
      'alerting',
    );
    const other = partialOf('c-1', { agent: { userId: 'u-2', name: null } });
    expect(rowOfPartial(other, { before, ...listed }).state).toBe('connected');
  });

  it.each([0, 1, LAG - 1])('only fills gaps of a row that was read whole %i ms before: it lags', (ago) => {
    const before = completeRow(ago, { customerName: null, queueId: null, queueName: null });
    const told = partialOf('c-1', {
      state: 'waiting',
      agent: null,
      watchers: [{ userId: 'u-9', name: null, how: 'monitoring' }],
    });
    expect(rowOfPartial(told, { before, ...listed })).toEqual({
      ...before,
      customerName: 'Amelia Hart',
      queueId: 'q-1',
    });
  });

  it('is believed against a whole reading that is older than it can lag, which is complete no more', () => {
    const told = partialOf('c-1', { agent: { userId: 'u-2', name: null } });
    expect(rowOfPartial(told, { before: completeRow(LAG), ...listed })).toMatchObject({
      agent: { userId: 'u-2', name: null },
      complete: false,
      readAt: NOW,
    });
  });

  it('confirms a whole reading without making it newer, until that is five minutes old', () => {
    const before = completeRow(MINUTE);
    expect(rowOfPartial(partialOf('c-1'), { before, ...listed })).toBe(before);
    expect(rowOfPartial(partialOf('c-1'), { before: completeRow(5 * MINUTE), ...listed })).toMatchObject({
      complete: false,
      readAt: NOW,
    });
  });

  it('keeps the start of a whole reading and takes the earlier of two listings', () => {
    const told = partialOf('c-1', { startedAt: NOW - 9 * MINUTE });
    const start = (before: ReturnType<typeof floorRow>) =>
      rowOfPartial(told, { before, ...listed }).startedAt;
    expect(start(completeRow(MINUTE))).toBe(NOW - 5 * MINUTE);
    expect(start(floorRow('c-1'))).toBe(NOW - 9 * MINUTE);
    expect(start(floorRow('c-1', { startedAt: null }))).toBe(NOW - 9 * MINUTE);
  });

  it('names the medium where none was known', () => {
    const before = floorRow('c-1', { media: 'other' });
    expect(rowOfPartial(partialOf('c-1', { media: 'email' }), { before, ...listed }).media).toBe('email');
    expect(
      rowOfPartial(partialOf('c-1', { media: 'email' }), { before: floorRow('c-1'), ...listed }).media,
    ).toBe('voice');
  });

  it('beside one that knows better fills gaps, and tells who looks in where nobody has read it whole', () => {
    const watchers = [{ userId: 'u-9', name: null, how: 'monitoring' as const }];
    const told = partialOf('c-1', { state: 'waiting', agent: null, customerName: 'Jack', watchers });
    const better = { ...listed, onlyGaps: true };
    const before = floorRow('c-1', { customerName: null });
    expect(rowOfPartial(told, { before, ...better })).toEqual({ ...before, customerName: 'Jack', watchers });
    const complete = completeRow(MINUTE);
    expect(rowOfPartial(told, { before: complete, ...better })).toBe(complete);
  });
});

describe('two partial conversations that are one', () => {
  it('are one: the first counts, the second fills its gaps', () => {
    expect(
      combinePartials(
        { id: 'c-1', state: 'on-hold', customerName: null, media: 'other' },
        partialOf('c-1', { state: 'connected' }),
      ),
    ).toEqual(partialOf('c-1', { state: 'on-hold' }));
  });

  it('keep a customer who is called “other”', () => {
    expect(combinePartials({ id: 'c-1', customerName: 'other' }, partialOf('c-1')).customerName).toBe(
      'other',
    );
  });

  it('share the name of an agent who is the same, and of no other', () => {
    const nameless = { id: 'c-1', agent: { userId: 'u-1', name: null } };
    const named = { id: 'c-1', agent: { userId: 'u-1', name: 'Aiko' } };
    const other = { id: 'c-1', agent: { userId: 'u-2', name: 'Femi' } };
    expect(combinePartials(nameless, named).agent).toEqual({ userId: 'u-1', name: 'Aiko' });
    expect(combinePartials(nameless, other).agent).toEqual({ userId: 'u-1', name: null });
    expect(combinePartials({ id: 'c-1' }, named).agent).toEqual(named.agent);
  });

  it('of one answer are of whose conversation it is, with who was called in beside them, in any order', () => {
    const agent = partialOf('c-1', { queueId: 'q-1', agent: { userId: 'u-1', name: 'Aiko' } });
    const called = partialOf('c-1', {
      queueId: null,
      state: 'on-hold',
      media: 'email',
      agent: { userId: 'u-2', name: 'Bruno' },
    });
    const whose = {
      state: 'connected',
      media: 'voice',
      queueId: 'q-1',
      agent: { userId: 'u-1', name: 'Aiko' },
    };
    for (const [one, other] of [
      [agent, called],
      [called, agent],
    ] as const)
      expect(combinePartials(one, other, true)).toMatchObject({
        ...whose,
        alsoThere: [{ userId: 'u-2', name: 'Bruno' }],
      });
    // Who came first, where both came through a queue.
    const later = { ...called, queueId: 'q-2', startedAt: NOW };
    expect(combinePartials(later, agent, true)).toMatchObject(whose);
    // Whose phone only rings is not there.
    expect(combinePartials(agent, { ...called, state: 'alerting' }, true)).not.toHaveProperty('alsoThere');
  });

  it('of two listings are not mixed where they speak of two agents: one may be older', () => {
    const first = partialOf('c-1', { queueId: 'q-1', agent: { userId: 'u-1', name: null } });
    const second = partialOf('c-1', {
      queueId: 'q-2',
      state: 'on-hold',
      agent: { userId: 'u-2', name: 'Bruno' },
    });
    expect(combinePartials(first, second)).toMatchObject({ queueId: 'q-1', agent: { userId: 'u-1' } });
    expect(combinePartials(first, second)).not.toHaveProperty('alsoThere');
    const direct = { ...first, queueId: null };
    const both = combinePartials(direct, { ...second, queueId: null });
    expect(both).toMatchObject({ state: 'connected', agent: { userId: 'u-1' } });
    expect(both.queueId ?? null).toBeNull();
  });

  it('tell of all who look in, each once', () => {
    const monitor = { userId: 'u-9', name: null, how: 'monitoring' as const };
    const coach = { userId: 'u-9', name: null, how: 'coaching' as const };
    expect(
      combinePartials({ id: 'c-1', watchers: [monitor] }, { id: 'c-1', watchers: [monitor, coach] }).watchers,
    ).toEqual([monitor, coach]);
    expect(combinePartials({ id: 'c-1' }, { id: 'c-1' })).toEqual({ id: 'c-1' });
  });
});

describe('since when a conversation is on hold or rings', () => {
  const SINCE = NOW - 5 * MINUTE;
  const held = { state: 'on-hold', stateSince: SINCE } as const;
  const read = (changes = {}, before?: ReturnType<typeof floorRow>) =>
    rowOfConversation(conversationOf('c-1', changes), { before, ...whole });
  const told = (changes = {}, before?: ReturnType<typeof floorRow>) =>
    rowOfPartial(partialOf('c-1', changes), { before, ...listed });

  it('is what the platform reports', () => {
    expect(read(held).stateSince).toBe(SINCE);
    expect(told(held).stateSince).toBe(SINCE);
  });

  it('is kept while a later reading of the same state does not report it', () => {
    const before = completeRow(MINUTE, held);
    expect(read({ state: 'on-hold' }, before).stateSince).toBe(SINCE);
    // Queues do not report who is on hold.
    expect(told({ state: 'connected' }, before).stateSince).toBe(SINCE);
  });

  it('is gone with the state, and begins anew with a new one', () => {
    const before = completeRow(MINUTE, held);
    expect(read({ state: 'connected' }, before)).not.toHaveProperty('stateSince');
    expect(told({ state: 'parked' }, before)).not.toHaveProperty('stateSince');
    expect(read({ state: 'on-hold', stateSince: NOW - SECOND }, before).stateSince).toBe(NOW - SECOND);
    expect(told({ ...held, stateSince: NOW - SECOND }, before).stateSince).toBe(NOW - SECOND);
  });

  it('is when ringing was first seen if nothing reports it, for each agent anew', () => {
    const first = read({ state: 'alerting' });
    expect(first.stateSince).toBe(NOW);
    const second = { ...first, stateSince: SINCE };
    expect(read({ state: 'alerting' }, second).stateSince).toBe(SINCE);
    const other = { userId: 'u-2', name: 'Bruno' };
    expect(read({ state: 'alerting', agent: other }, second).stateSince).toBe(NOW);
    expect(told({ state: 'alerting' }).stateSince).toBe(NOW);
    expect(read({ state: 'on-hold' })).not.toHaveProperty('stateSince');
  });

  it('fills the gap of a reading that is trusted more', () => {
    const before = completeRow(SECOND, { state: 'on-hold' });
    expect(told(held, before)).toMatchObject({ state: 'on-hold', stateSince: SINCE });
    expect(told({ ...held, agent: { userId: 'u-2', name: null } }, before)).not.toHaveProperty('stateSince');
  });

  it('comes from the listing whose state counts, the later of two', () => {
    const queue = partialOf('c-1', { state: 'connected' });
    const combined = combinePartials(partialOf('c-1', held), queue);
    expect(combined).toMatchObject(held);
    expect(combinePartials(queue, partialOf('c-1', held))).not.toHaveProperty('stateSince');
    const later = partialOf('c-1', { ...held, stateSince: SINCE + SECOND });
    expect(combinePartials(partialOf('c-1', held), later).stateSince).toBe(SINCE + SECOND);
  });
});

describe('a flag', () => {
  const flagged = completeRow(5 * MINUTE, { flagged: true });

  it('goes when a whole reading does not have it, and stays when a listing is silent', () => {
    expect(rowOfConversation(conversationOf('c-1'), { before: flagged, ...whole })).not.toHaveProperty(
      'flagged',
    );
    expect(rowOfPartial(partialOf('c-1'), { before: flagged, ...listed }).flagged).toBe(true);
  });

  it('is the agent’s: another has not flagged anything', () => {
    const other = partialOf('c-1', { agent: { userId: 'u-2', name: null } });
    expect(rowOfPartial(other, { before: flagged, ...listed })).not.toHaveProperty('flagged');
  });
});

describe('a name that the platform does not have', () => {
  const unnamed = { userId: 'u-1', name: null, unnamed: true } as const;

  it('is not loading again with each reading', () => {
    const before = completeRow(MINUTE, { agent: unnamed });
    const nameless = { agent: { userId: 'u-1', name: null } };
    expect(rowOfConversation(conversationOf('c-1', nameless), { before, ...whole }).agent).toEqual(unnamed);
    expect(rowOfPartial(partialOf('c-1', nameless), { before, ...listed }).agent).toEqual(unnamed);
    const named = { agent: { userId: 'u-1', name: 'Aiko Tanaka' } };
    expect(rowOfConversation(conversationOf('c-1', named), { before, ...whole }).agent).toEqual(named.agent);
  });
});
