import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Failure, fail } from '@/utils/errors/failure';
import type { FloorRow, FloorSource } from '@/utils/floor/model';
import {
  assembleRows,
  failureOfReading,
  headAfter,
  readSource,
  type SourceOutcome,
  type SourceReading,
} from '@/utils/floor/read-floor';
import type { PartialConversation } from '@/utils/genesys-cloud/partial-conversation';
import {
  byId,
  DANA_ID,
  floorHead,
  floorRow,
  LAG,
  MINUTE,
  NOW,
  partialOf,
  readingOf,
  SECOND,
} from './fixtures';

const told = (source: FloorSource, reading: SourceReading = {}): SourceOutcome => ({ source, reading });
const failed = (source: FloorSource, code: Failure['code'], subject?: string): SourceOutcome => ({
  source,
  failure: { code, ...(subject && { subject }) },
});
const NOTHING = [told('own'), told('agents'), told('queues')];

/** The rows after a reading that began now. */
function together(
  before: FloorRow[],
  outcomes: SourceOutcome[],
  { gone = {}, startedAt = NOW }: { gone?: Record<string, number>; startedAt?: number } = {},
) {
  return assembleRows({ before: byId(before), outcomes, gone, startedAt, userId: DANA_ID });
}

describe('rows of several sources', () => {
  it('are one row: own before agents before queues, each filling the gaps of the one before', () => {
    const rows = together(
      [],
      [
        told('own', {
          conversations: [readingOf('c-1', { customerName: null, state: 'on-hold' }, { userIds: [DANA_ID] })],
        }),
        told('agents', {
          partialConversations: [
            partialOf('c-1', { customerName: null, state: 'alerting' }),
            partialOf('c-2', {
              customerName: null,
              state: 'on-hold',
              agent: { userId: 'u-2', name: 'Two' },
            }),
          ],
        }),
        told('queues', { partialConversations: [partialOf('c-1'), partialOf('c-2'), partialOf('c-3')] }),
      ],
    );
    expect([...rows.keys()].sort()).toEqual(['c-1', 'c-2', 'c-3']);
    expect(rows.get('c-1')).toMatchObject({
      source: 'own',
      state: 'on-hold',
      customerName: 'Amelia Hart',
      mine: true,
      complete: true,
    });
    expect(rows.get('c-2')).toMatchObject({
      source: 'agents',
      state: 'on-hold',
      customerName: 'Amelia Hart',
      agent: { userId: 'u-2', name: 'Two' },
      mine: false,
      complete: false,
    });
    expect(rows.get('c-3')).toMatchObject({ source: 'queues', state: 'connected' });
  });

  it('are not changed by analytics where the conversation itself was read, however long it says the same', () => {
    const first = together([], [told('own', { conversations: [readingOf('c-1')] })]);
    const late = partialOf('c-1', { state: 'alerting', agent: { userId: 'u-2', name: null } });
    const outcomes = [
      told('own', { conversations: [readingOf('c-1')] }),
      told('queues', { partialConversations: [late] }),
    ];
    const second = together([...first.values()], outcomes, { startedAt: NOW + MINUTE });
    expect(second.get('c-1')).toBe(first.get('c-1'));
    const searched = together([...second.values()], [told('search', { partialConversations: [late] })], {
      startedAt: NOW + MINUTE,
    });
    expect(searched.get('c-1')).toBe(first.get('c-1'));
  });

  it('list all watchers, once each', () => {
    const monitor = { userId: 'u-9', name: 'Nine', how: 'monitoring' as const };
    const rows = together(
      [],
      [
        told('agents', { partialConversations: [{ id: 'c-1', watchers: [monitor] }] }),
        told('queues', {
          partialConversations: [partialOf('c-1'), partialOf('c-1', { watchers: [monitor] })],
        }),
      ],
    );
    expect(rows.get('c-1')?.watchers).toEqual([monitor]);
  });

  it('are not created for a watcher alone', () => {
    const watchers = [{ userId: 'u-9', name: null, how: 'monitoring' as const }];
    expect(together([], [told('agents', { partialConversations: [{ id: 'c-1', watchers }] })]).size).toBe(0);
    const known = together(
      [floorRow('c-1')],
      [told('agents', { partialConversations: [{ id: 'c-1', watchers }] })],
    );
    expect(known.get('c-1')?.watchers).toEqual(watchers);
  });

  it('of the search know less than any other listing: they only fill its gaps, and leave it its source', () => {
    const before = floorRow('c-1', { state: 'on-hold', customerName: null, readAt: NOW });
    const stale = partialOf('c-1', { state: 'waiting', agent: null });
    const { customerName, ...rest } = before;
    const row = together([before], [told('search', { partialConversations: [stale] })]).get('c-1');
    expect(customerName).toBeNull();
    expect(row).toEqual({ ...rest, customerName: 'Amelia Hart' });
  });

  it('stay the very same objects where nothing is new', () => {
    const outcomes = [
      told('own', { conversations: [readingOf('c-1')] }),
      told('agents', { partialConversations: [partialOf('c-2')] }),
      told('queues', { partialConversations: [partialOf('c-1'), partialOf('c-2'), partialOf('c-3')] }),
    ];
    const first = together([], outcomes);
    const second = together([...first.values()], outcomes, { startedAt: NOW + MINUTE });
    expect(second.size).toBe(3);
    for (const [id, row] of second) expect(row, id).toBe(first.get(id));
  });

  it('are in step with the time that the conversation speaks of: an older listing changes no newer event', () => {
    const event = floorRow('c-1', {
      source: 'event',
      complete: true,
      state: 'on-hold',
      readAt: NOW + SECOND,
      newestFactAt: NOW,
    });
    const older = readingOf('c-1', { state: 'connected' }, { newestFactAt: NOW - SECOND });
    const outcome = (reading: typeof older) => [told('own', { conversations: [reading] })];
    expect(together([event], outcome(older)).get('c-1')).toEqual({ ...event, source: 'own' });
    const same = readingOf('c-1', {}, { newestFactAt: NOW });
    expect(together([event], outcome(same)).get('c-1')?.state).toBe('on-hold');
    const newer = readingOf('c-1', {}, { newestFactAt: NOW + 2 * SECOND });
    expect(together([event], outcome(newer)).get('c-1')?.state).toBe('connected');
  });
});

describe('a row that no source reports any more', () => {
  it.each<FloorSource>(['own', 'agents', 'queues'])('goes when its source, %s, was read', (source) => {
    expect(together([floorRow('c-1', { source })], NOTHING).size).toBe(0);
  });

  it.each<FloorSource>(['own', 'agents', 'queues'])('stays when its source, %s, failed', (source) => {
    const before = floorRow('c-1', { source });
    const outcomes = NOTHING.map((one) => (one.source === source ? failed(source, 'rate-limited') : one));
    expect(together([before], outcomes).get('c-1')).toBe(before);
  });

  it.each<FloorSource>(['own', 'agents', 'queues'])('goes when its source, %s, is refused', (source) => {
    const outcomes = NOTHING.map((one) =>
      one.source === source ? failed(source, 'permission-denied') : one,
    );
    expect(together([floorRow('c-1', { source })], outcomes).size).toBe(0);
  });

  it('stays while a listing that lags may not know it yet', () => {
    const row = (readAt: number) => floorRow('c-1', { source: 'agents', readAt });
    expect(together([row(NOW - LAG + 1)], NOTHING).size).toBe(1);
    expect(together([row(NOW - LAG)], NOTHING).size).toBe(0);
  });

  it.each(['search', 'event'] as const)('is remembered for ten minutes where it came by %s', (source) => {
    const row = (readAt: number) => floorRow('c-1', { source, readAt });
    const outcomes = [...NOTHING, told('search')];
    expect(together([row(NOW - 10 * MINUTE + 1)], outcomes).size).toBe(1);
    expect(together([row(NOW - 10 * MINUTE)], outcomes).size).toBe(0);
  });

  it('is told of again and again by the search and never forgotten meanwhile', () => {
    let rows = together([], [told('search', { partialConversations: [partialOf('c-1')] })]);
    rows = new Map([...rows].map(([id, row]) => [id, { ...row, complete: true }]));
    for (let minute = 1; minute <= 60; minute += 1) {
      const startedAt = NOW + minute * MINUTE;
      rows = together([...rows.values()], NOTHING, { startedAt });
      expect(rows.size, `after ${minute} minutes`).toBe(1);
      // It comes round every fourth time only.
      const found = minute % 4 === 0 ? [partialOf('c-1')] : [];
      rows = together([...rows.values()], [told('search', { partialConversations: found })], { startedAt });
      expect(rows.size, `after ${minute} minutes`).toBe(1);
    }
  });

  it('is untouched by a reading of other sources', () => {
    const before = floorRow('c-1', { source: 'queues', readAt: NOW - 60 * MINUTE });
    expect(together([before], [told('search')]).get('c-1')).toBe(before);
  });
});

describe('a conversation that was seen to end', () => {
  it.each([
    ['own', { conversations: [readingOf('c-1')] }],
    ['agents', { partialConversations: [partialOf('c-1')] }],
    ['queues', { partialConversations: [partialOf('c-1')] }],
    ['search', { partialConversations: [partialOf('c-1')] }],
  ] as const)('is not brought back by a listing that lags: %s', (source, reading) => {
    const outcome = told(source, reading as unknown as SourceReading);
    expect(together([], [outcome], { gone: { 'c-1': NOW } }).size).toBe(0);
    expect(together([], [outcome], { gone: { 'c-2': NOW } }).size).toBe(1);
  });

  it('is not assumed for an id that equals an inherited property', () => {
    const odd = ['constructor', 'toString', '__proto__'].map((id) => partialOf(id));
    expect(together([], [told('queues', { partialConversations: odd })]).size).toBe(3);
  });

  it('is no row', () => {
    expect(together([], [told('own', { conversations: [readingOf('c-1', { state: 'ended' })] })]).size).toBe(
      0,
    );
  });
});

describe('the user’s own conversations', () => {
  const mine = floorRow('c-1', { source: 'own', mine: true, complete: true });
  const stillThere = told('queues', { partialConversations: [partialOf('c-1')] });

  it('is what the listing says that they are in', () => {
    const conversations = [
      readingOf('c-1', {}, { userIds: ['u-1', DANA_ID] }),
      readingOf('c-2', {}, { userIds: ['u-1'] }),
    ];
    const rows = together([], [told('own', { conversations })]);
    expect([...rows.values()].map((row) => row.mine)).toEqual([true, false]);
  });

  it('stop being theirs after they left, even if other sources still report them', () => {
    expect(together([mine], [told('own'), stillThere]).get('c-1')).toMatchObject({
      mine: false,
      source: 'queues',
    });
  });

  it('stays theirs where the listing failed, or may lag', () => {
    expect(together([mine], [failed('own', 'timed-out'), stillThere]).get('c-1')?.mine).toBe(true);
    const lately = { ...mine, readAt: NOW - SECOND };
    expect(together([lately], [told('own'), stillThere]).get('c-1')?.mine).toBe(true);
  });
});

/** The real floor; each source reports a part of it. */
const world = fc
  .uniqueArray(
    fc.record({
      id: fc.nat({ max: 30 }).map((number) => `c-${number}`),
      state: fc.constantFrom('connected', 'on-hold', 'alerting', 'waiting', undefined),
      media: fc.constantFrom('voice', 'message', 'other'),
      customerName: fc.constantFrom('Amelia', null),
      startedAt: fc.constantFrom(NOW - MINUTE, null),
      toldBy: fc.subarray(['own', 'agents', 'queues'] as const, { minLength: 1 }),
      before: fc.constantFrom('unknown', 'listed', 'complete', 'recent', 'event', 'gone'),
    }),
    { selector: ({ id }) => id, maxLength: 20 },
  )
  .map((all) =>
    all.map(({ id, state, media, customerName, startedAt, toldBy, before }) => {
      const agent = state === 'waiting' ? null : { userId: `u-${id}`, name: null };
      const partial: PartialConversation = {
        id,
        ...(state && { state }),
        media,
        customerName,
        startedAt,
        ...(agent && { agent }),
      };
      return { id, partial, toldBy, before };
    }),
  );

/** Copies of the items in another order, some of them twice. */
const asPages = <T>(items: readonly T[]): fc.Arbitrary<T[]> =>
  fc
    .tuple(fc.subarray([...items]), fc.infiniteStream(fc.nat()))
    .map(([again, order]) => [...items, ...again].map((item) => ({ item, at: order.next().value ?? 0 })))
    .map((all) => all.sort((one, other) => one.at - other.at).map(({ item }) => item));

describe('the same told in any order and any number of times', () => {
  it('gives the same rows', () => {
    const readings = world.chain((all) => {
      const by = (source: FloorSource) => all.filter(({ toldBy }) => toldBy.some((one) => one === source));
      const own = by('own').map(({ id }) => readingOf(id, { agent: { userId: `u-${id}`, name: null } }));
      const agents = by('agents').map(({ partial }) => partial);
      const queues = by('queues').map(({ partial }) => partial);
      return fc.record({
        all: fc.constant(all),
        plain: fc.constant([own, agents, queues] as const),
        shuffled: fc.tuple(asPages(own), asPages(agents), asPages(queues)),
      });
    });
    fc.assert(
      fc.property(readings, ({ all, plain, shuffled }) => {
        const before = all.flatMap(({ id, before: how }) => {
          if (how === 'unknown' || how === 'gone') return [];
          const complete = how !== 'listed';
          const source = how === 'event' ? ('event' as const) : ('queues' as const);
          const readAt = how === 'recent' ? NOW - SECOND : NOW - MINUTE;
          return [
            floorRow(id, { complete, source, readAt, newestFactAt: complete ? NOW - 2 * MINUTE : null }),
          ];
        });
        const gone = Object.fromEntries(
          all.filter(({ before: how }) => how === 'gone').map(({ id }) => [id, NOW]),
        );
        const read = ([own, agents, queues]: readonly [
          (typeof plain)[0],
          readonly PartialConversation[],
          readonly PartialConversation[],
        ]) =>
          together(
            before,
            [
              told('own', { conversations: [...own] }),
              told('agents', { partialConversations: [...agents] }),
              told('queues', { partialConversations: [...queues] }),
            ],
            { gone },
          );
        const rows = read(plain);
        expect(read(shuffled)).toEqual(rows);
        // And the same once more changes nothing: not one row is another object.
        const again = assembleRows({
          before: rows,
          outcomes: [
            told('own', { conversations: [...plain[0]] }),
            told('agents', { partialConversations: [...plain[1]] }),
            told('queues', { partialConversations: [...plain[2]] }),
          ],
          gone,
          startedAt: NOW,
          userId: DANA_ID,
        });
        expect(again.size).toBe(rows.size);
        for (const [id, row] of again) expect(row).toBe(rows.get(id));
      }),
      { numRuns: 500, seed: 20_260_804 },
    );
  });
});

describe('the head of the floor', () => {
  const previous = floorHead({
    takenAt: NOW - MINUTE,
    leftOut: [{ source: 'search', missing: 'analytics:conversationDetail:view' }],
    partial: true,
    team: ['u-1'],
  });

  it('names the sources that were refused, with the permission where it is known', () => {
    const outcomes = [
      failed('own', 'rate-limited'),
      failed('agents', 'permission-denied', 'analytics:agentState:view'),
      failed('queues', 'permission-denied'),
    ];
    expect(headAfter(null, outcomes, NOW)).toEqual({
      takenAt: NOW,
      leftOut: [
        { source: 'agents', missing: 'analytics:agentState:view' },
        { source: 'queues', missing: null },
      ],
      // Before the first reading, a postponed source has reported nothing yet.
      unread: ['own'],
      partial: false,
      team: [],
    });
    expect(headAfter(previous, outcomes, NOW).unread).toEqual([]);
  });

  it('is as old as what the budget put off; the search, which only completes it, does not count', () => {
    const putOff = [told('own'), failed('agents', 'rate-limited'), told('queues')];
    expect(headAfter(previous, putOff, NOW).takenAt).toBe(previous.takenAt);
    const complete = [told('own'), told('agents'), told('queues'), failed('search', 'rate-limited')];
    expect(headAfter(previous, complete, NOW).takenAt).toBe(NOW);
  });

  it('keeps what is known of sources that were not asked, and forgets a refusal that is over', () => {
    expect(headAfter(previous, [told('agents', { team: [] })], NOW).leftOut).toEqual(previous.leftOut);
    expect(headAfter(previous, [told('search')], NOW).leftOut).toEqual([]);
  });

  it('names the sources that could not be read this time, until they are', () => {
    const failing = headAfter(
      null,
      [told('own'), failed('agents', 'timed-out'), failed('queues', 'unreachable')],
      NOW,
    );
    expect(failing.unread).toEqual(['agents', 'queues']);
    const later = headAfter(failing, [told('agents'), failed('search', 'server-error')], NOW);
    expect(later.unread).toEqual(['search', 'queues']);
    expect(headAfter(failing, NOTHING, NOW).unread).toEqual([]);
  });

  it.each<[string, Partial<Failure>, 'no-person' | 'absent']>([
    [
      'needs a person, and the sign-in is none',
      { code: 'invalid-request', status: 400, apiCode: 'not.a.user' },
      'no-person',
    ],
    ['is not there', { code: 'not-found', status: 404, subject: 'own' }, 'absent'],
    ['takes no such call', { code: 'invalid-request', status: 405 }, 'absent'],
  ])('leaves a source out that %s, and does not call the list incomplete for it', (_what, failure, why) => {
    const outcomes = [
      { source: 'own', failure: failure as Failure },
      told('agents'),
      told('queues'),
    ] as const;
    expect(headAfter(null, outcomes, NOW)).toMatchObject({
      leftOut: [{ source: 'own', missing: null, why }],
      unread: [],
      partial: false,
    });
    expect(failureOfReading(outcomes)).toBeNull();
  });

  it('does not name what the budget put off: it is read next time', () => {
    expect(headAfter(null, [told('own'), failed('search', 'rate-limited')], NOW).unread).toEqual([]);
  });

  it('keeps the team where it could not be read, and names each member once', () => {
    expect(headAfter(previous, [failed('agents', 'timed-out')], NOW).team).toEqual(['u-1']);
    expect(headAfter(previous, [told('agents', { team: ['u-2', 'u-3', 'u-2'] })], NOW).team).toEqual([
      'u-2',
      'u-3',
    ]);
    expect(headAfter(previous, [told('agents')], NOW).team).toEqual([]);
  });

  it('is partial when any source knows of more than it told', () => {
    expect(headAfter(previous, NOTHING, NOW).partial).toBe(false);
    expect(headAfter(null, [...NOTHING, told('search', { partial: true })], NOW).partial).toBe(true);
  });
});

describe('the reading of a source', () => {
  it('that is refused is an outcome, and what is no failure of ours is thrown on', async () => {
    const refusal = fail('permission-denied', { subject: 'a:b:view' });
    expect(await readSource('agents', () => Promise.reject(refusal))).toEqual(
      failed('agents', 'permission-denied', 'a:b:view'),
    );
    expect(await readSource('own', async () => ({ partial: true }))).toEqual(told('own', { partial: true }));
    await expect(readSource('own', () => Promise.reject(new TypeError('x')))).rejects.toThrow(TypeError);
  });
});

describe('the failure of a reading', () => {
  it.each<[string, SourceOutcome[], Failure['code'] | null]>([
    ['none where something was read', [told('own'), failed('agents', 'timed-out')], null],
    [
      'signed-out, whatever else was read',
      [told('own'), failed('queues', 'rate-limited'), failed('agents', 'signed-out')],
      'signed-out',
    ],
    [
      'missing host access, whatever else was read',
      [told('own'), failed('agents', 'host-access-missing')],
      'host-access-missing',
    ],
    [
      'the first that is no refusal where nothing was read',
      [failed('own', 'permission-denied'), failed('agents', 'timed-out'), failed('queues', 'unreachable')],
      'timed-out',
    ],
    [
      'none where everything is refused: there is nothing to try again',
      [failed('own', 'permission-denied'), failed('agents', 'permission-denied')],
      null,
    ],
  ])('is %s', (_what, outcomes, code) => {
    expect(failureOfReading(outcomes)?.code ?? null).toBe(code);
  });
});
