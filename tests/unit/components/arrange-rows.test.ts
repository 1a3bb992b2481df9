import { describe, expect, it } from 'vitest';
import { arrangeRows, groupByAgent, type Part } from '@/components/conversation-list/arrange-rows';
import { attentionIn } from '@/utils/floor/attention';
import type { Sort } from '@/utils/floor/list-view';
import { DEFAULT_ATTENTION } from '@/utils/settings/settings';
import { idOf } from '../../setup/app-fixtures';
import { conversation, NOW } from './fake-app';

const rows = [
  conversation(9, { startedAt: null }),
  conversation(3, { startedAt: 5 }),
  conversation(2, { startedAt: 5, state: 'on-hold' }),
  conversation(4, { startedAt: 1 }),
  conversation(6, { startedAt: 9, state: 'on-hold' }),
];
const arranged = (sort: Sort, all = rows, pinnedAgents: string[] = [], recentAgents: string[] = []) =>
  arrangeRows(all, {
    sort,
    pinnedAgents,
    recentAgents,
    attention: attentionIn(all, DEFAULT_ATTENTION, NOW),
  });
const numbersIn = ({ rows: some }: Pick<Part, 'rows'>) => some.map(({ id }) => Number(id.slice(-3)));
const inParts = (parts: Part[]) => Object.fromEntries(parts.map((part) => [part.key, numbersIn(part)]));
const sorted = (sort: Sort, pinned: string[] = []) => arranged(sort, rows, pinned).flatMap(numbersIn);

describe('arrangeRows', () => {
  it('puts the longest first, ties by id, unknown starts last', () => {
    expect(sorted('longest')).toEqual([4, 2, 3, 6, 9]);
  });

  it('puts the newest first, unknown starts last nevertheless', () => {
    expect(sorted('newest')).toEqual([6, 2, 3, 4, 9]);
  });

  it('puts those on hold first, the longest first among them and among the others', () => {
    expect(sorted('hold')).toEqual([2, 6, 4, 3, 9]);
  });

  it('puts the longest hold first, not the longest conversation; an unknown hold comes last', () => {
    const held = rows.map((row) =>
      row.state === 'on-hold' && row.startedAt === 9 ? { ...row, stateSince: 3 } : row,
    );
    expect(arranged('hold', held).flatMap(numbersIn)).toEqual([6, 2, 4, 3, 9]);
  });

  it('puts agents in the order of their names, and those without a name last', () => {
    const named = (number: number, name: string | null) =>
      conversation(number, { agent: { userId: idOf(900 + number), name } });
    const agents = [
      named(1, 'Zoe'),
      named(2, null),
      named(3, 'Älva'),
      named(4, 'Agent 10'),
      named(5, 'Agent 9'),
    ];
    expect(arranged('agent', agents).flatMap(numbersIn)).toEqual([5, 4, 3, 1, 2]);
  });

  it('puts the conversations of pinned agents before all others, in the same order', () => {
    expect(sorted('longest', [idOf(909), idOf(903)])).toEqual([3, 9, 4, 2, 6]);
    expect(sorted('hold', [idOf(904), idOf(906)])).toEqual([6, 4, 2, 3, 9]);
  });

  it('leaves the rows it was given alone', () => {
    const before = [...rows];
    arranged('newest');
    expect(rows).toEqual(before);
  });
});

describe('the order by who needs the supervisor', () => {
  const floor = [
    conversation(1),
    conversation(2, { state: 'alerting', stateSince: NOW - 31_000 }),
    conversation(3, { state: 'on-hold', stateSince: NOW - 180_000 }),
    conversation(4, { flagged: true }),
    conversation(5, { state: 'on-hold', stateSince: NOW - 600_000 }),
    conversation(6, { state: 'on-hold', stateSince: NOW - 60_000 }),
    conversation(7, { state: 'parked', startedAt: 1 }),
  ];

  it('puts flagged ones first, then the longest hold, then what rings; what is parked is last', () => {
    expect(inParts(arranged('attention', floor))).toEqual({ attention: [4, 5, 3, 2], everyone: [1, 6, 7] });
  });

  it('keeps pinned agents on top, those who need the supervisor first, and knows recent ones', () => {
    const parts = arranged('attention', floor, [idOf(901), idOf(903)], [idOf(906), idOf(905)]);
    expect(parts.map(({ key }) => key)).toEqual(['pinned', 'attention', 'recent', 'everyone']);
    expect(inParts(parts)).toEqual({ pinned: [3, 1], attention: [4, 5, 2], recent: [6], everyone: [7] });
  });

  it('is no section in another order', () => {
    expect(arranged('longest', floor).map(({ key }) => key)).toEqual(['everyone']);
  });
});

describe('groupByAgent', () => {
  const agent = { userId: idOf(901), name: 'Agent 1' };
  const parts: Part[] = [
    { key: 'attention', rows: [conversation(3, { agent })] },
    {
      key: 'everyone',
      rows: [
        conversation(1, { agent }),
        conversation(2),
        conversation(4, { agent: null }),
        conversation(5, { agent: null }),
      ],
    },
  ];

  it('leaves the first row of each agent, and every conversation without one', () => {
    const { parts: left, others } = groupByAgent(parts, new Set());
    expect(inParts(left)).toEqual({ attention: [3], everyone: [2, 4, 5] });
    expect([...others].map(([id, rows]) => [id, numbersIn({ rows: [...rows] })])).toEqual([[idOf(3), [1]]]);
  });

  it('shows all of an agent who is opened, together', () => {
    expect(inParts(groupByAgent(parts, new Set([idOf(901)])).parts)).toEqual({
      attention: [3, 1],
      everyone: [2, 4, 5],
    });
  });
});
