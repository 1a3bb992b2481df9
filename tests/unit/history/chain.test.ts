import { beforeEach, describe, expect, it } from 'vitest';
import { entryName, type HistoryRecords, hashOf, verifyChain } from '@/utils/history/chain';
import { createScene, session } from './history-harness';

let records: HistoryRecords;

beforeEach(async () => {
  const { history, stored } = createScene();
  for (const number of [1, 2, 3, 4, 5]) {
    await history.recordStarted(session(number));
    await history.recordEnded(session(number), 'ended-by-you');
  }
  records = stored.records;
});

const entry = (seq: number) => records[entryName(seq)] as Record<string, unknown>;
/** Writes an entry with a correct hash, as an attacker could who knows the algorithm. */
async function forge(seq: number, changes: Record<string, unknown>) {
  const forged = { ...entry(seq), ...changes };
  records[entryName(seq)] = { ...forged, hash: await hashOf(forged) };
}

describe('a check of the chain', () => {
  it('finds it intact, and returns its last hash', async () => {
    expect(await verifyChain(records)).toEqual({ ok: true, entries: 10, lastHash: entry(10).hash });
  });

  it('finds nothing wrong with an empty history', async () => {
    expect(await verifyChain({})).toMatchObject({ ok: true, entries: 0 });
  });

  it('does not mind the order of the fields, which storage may change', async () => {
    records[entryName(3)] = Object.fromEntries(Object.entries(entry(3)).reverse());
    expect(await verifyChain(records)).toMatchObject({ ok: true });
  });

  it.each<[string, () => unknown, { seq: number; reason: string }]>([
    [
      'a changed name',
      () => Object.assign(entry(3), { agent: { userId: 'x', name: 'Nobody' } }),
      { seq: 3, reason: 'changed' },
    ],
    ['a changed time', () => Object.assign(entry(4), { endedAt: 0 }), { seq: 4, reason: 'changed' }],
    ['a field more', () => Object.assign(entry(3), { note: 'x' }), { seq: 3, reason: 'changed' }],
    ['a field less', () => delete entry(3).purpose, { seq: 3, reason: 'changed' }],
    [
      'a changed hash',
      () => Object.assign(entry(3), { hash: 'f'.repeat(64) }),
      { seq: 3, reason: 'changed' },
    ],
    [
      'an entry that is none any more',
      () => Object.assign(records, { [entryName(3)]: 'gone' }),
      { seq: 3, reason: 'changed' },
    ],
    [
      'a rewritten entry, hash and all',
      () => forge(3, { customerName: 'Nobody' }),
      { seq: 3, reason: 'changed' },
    ],
    ['a rewritten first entry', () => forge(1, { customerName: 'Nobody' }), { seq: 1, reason: 'changed' }],
    ['a rewritten last entry', () => forge(10, { how: 'unknown' }), { seq: 10, reason: 'changed' }],
    [
      'a beginning that names another one before it',
      () => forge(1, { previousHash: 'a'.repeat(64) }),
      { seq: 1, reason: 'changed' },
    ],
    ['a missing entry', () => delete records[entryName(5)], { seq: 5, reason: 'missing' }],
    ['a missing first entry', () => delete records[entryName(1)], { seq: 1, reason: 'missing' }],
    ['a missing last entry', () => delete records[entryName(10)], { seq: 10, reason: 'missing' }],
    [
      'all entries missing',
      () => {
        for (let seq = 1; seq <= 10; seq += 1) delete records[entryName(seq)];
      },
      { seq: 1, reason: 'missing' },
    ],
    [
      'a last entry missing with the head',
      () => {
        delete records[entryName(10)];
        delete records.head;
      },
      { seq: 10, reason: 'missing' },
    ],
    [
      'two entries that changed places',
      () => Object.assign(records, { [entryName(3)]: entry(6), [entryName(6)]: entry(3) }),
      { seq: 3, reason: 'reordered' },
    ],
    [
      'an entry moved behind the end',
      () => {
        records[entryName(11)] = entry(2);
      },
      { seq: 11, reason: 'reordered' },
    ],
  ])('finds %s', async (_what, tamper, finding) => {
    await tamper();
    expect(await verifyChain(records)).toEqual({ ok: false, ...finding });
  });
});
