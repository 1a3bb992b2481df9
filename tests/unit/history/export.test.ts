import { describe, expect, it } from 'vitest';
import { hashOf } from '@/utils/history/chain';
import { toCsv, toJson } from '@/utils/history/export';
import { foldHistory } from '@/utils/history/fold';
import type { HistoryRow } from '@/utils/history/model';
import { createScene, MINUTE, NOW, session } from './history-harness';

async function scene() {
  const made = createScene();
  await made.history.recordStarted(session(1, { purpose: 'Refund' }), { correlationIds: ['c-1', 'c-2'] });
  await made.history.recordJoined('s-1');
  const notes = [{ at: NOW + 2 * MINUTE, text: 'Asked for the order number' }];
  await made.history.recordNotes(session(1, { notes }));
  made.clock.now += 5 * MINUTE;
  await made.history.recordEnded(session(1, { notes }), 'time-limit');
  await made.history.recordStarted(session(2, { startedAt: NOW - MINUTE }));
  return made.stored.records;
}

const row = async (changes: Partial<HistoryRow> = {}): Promise<HistoryRow> => {
  const [first] = foldHistory(await scene()).rows;
  if (!first) throw new Error('No row');
  return { ...first, ...changes };
};
/** The cells of the only row of a CSV whose cells contain no line break. */
const cellsOf = (csv: string) => csv.split('\r\n')[1]?.split(',') ?? [];

describe('CSV', () => {
  it('has a line per session, the times in UTC, nothing for what is not known', async () => {
    const csv = toCsv(foldHistory(await scene()).rows);
    expect(csv.split('\r\n')).toEqual([
      '\uFEFFStarted,Joined,Ended,Length in seconds,How it ended,Supervisor,Supervisor ID,Agent,Agent ID,Customer,Queue,Conversation ID,Session ID,Service,Access,Time limit in minutes,Purpose,Joined a live session,Correlation IDs,Notes',
      '2026-03-04T10:00:00.000Z,2026-03-04T10:00:00.000Z,2026-03-04T10:05:00.000Z,300,time-limit,Dana Whitfield,u-dana,Agent 1,u-agent-1,Customer 1,Billing,0b7c3f1e-9a2d-4c5b-8e6f-000000000001,s-1,sessions,view-only,15,Refund,no,c-1 c-2,2026-03-04T10:02:00.000Z Asked for the order number',
      '2026-03-04T09:59:00.000Z,,,,live,Dana Whitfield,u-dana,Agent 2,u-agent-2,Customer 2,Billing,0b7c3f1e-9a2d-4c5b-8e6f-000000000002,s-2,sessions,view-only,15,,no,,',
      '',
    ]);
  });

  it.each([
    ['=HYPERLINK("http://x")', '"’=HYPERLINK(""http://x"")"'],
    ['+491234', '’+491234'],
    ['-2+3', '’-2+3'],
    ['@SUM(A1)', '’@SUM(A1)'],
    ['\t=1', '"’\t’=1"'],
    ['\r=1', '"’\r’=1"'],
    ['\thart', '"’\thart"'],
    ['Ami;=1+1', 'Ami;’=1+1'],
    ['two\n=1', '"two\n’=1"'],
    ['\uFF1D1', '’\uFF1D1'],
    ['Hart, Amelia', '"Hart, Amelia"'],
    ['"Ami" Hart', '"""Ami"" Hart"'],
    ['two\nlines', '"two\nlines"'],
    ['Ämilia 心 O’Hart', 'Ämilia 心 O’Hart'],
    ["'quoted", "'quoted"],
    ['a=b', 'a=b'],
    ['Anna - Sales', 'Anna - Sales'],
    ['Anna-Maria O’Hart', 'Anna-Maria O’Hart'],
    ['see =1+1', 'see ’=1+1'],
  ])('writes %j so that a spreadsheet shows it and runs nothing', async (customerName, cell) => {
    const csv = toCsv([await row({ customerName })]);
    expect(csv).toContain(`,${cell},Billing,`);
  });

  it('guards every column that holds text from outside', async () => {
    const evil = '=1+1';
    const csv = toCsv([
      await row({
        customerName: evil,
        queueName: evil,
        purpose: evil,
        conversationId: evil,
        sessionId: evil,
        service: evil,
        supervisor: { userId: evil, name: evil },
        agent: { userId: evil, name: evil },
        correlationIds: [evil],
        notes: [{ at: NOW, text: evil }],
      }),
    ]);
    expect(cellsOf(csv).filter((cell) => cell.startsWith('='))).toEqual([]);
    expect(cellsOf(csv).filter((cell) => cell === '’=1+1')).toHaveLength(11);
    expect(cellsOf(csv).at(-1)).toBe('2026-03-04T10:00:00.000Z ’=1+1');
  });
});

describe('JSON', () => {
  it('holds the sessions with times that people and programs read', async () => {
    const { rows } = foldHistory(await scene());
    const exported = JSON.parse(toJson(rows, NOW));
    expect(exported).toMatchObject({
      product: 'Cobrowse for Genesys Cloud',
      exportedAt: '2026-03-04T10:00:00.000Z',
      sessions: [
        {
          sessionId: 's-1',
          startedAt: '2026-03-04T10:00:00.000Z',
          howEnded: 'time-limit',
          purpose: 'Refund',
          notes: [{ at: '2026-03-04T10:02:00.000Z', text: 'Asked for the order number' }],
        },
        { sessionId: 's-2', endedAt: null, howEnded: 'live' },
      ],
    });
    expect(exported).not.toHaveProperty('chain');
  });

  it('holds the chain when it is the whole history, so that others can check it', async () => {
    const records = await scene();
    const { chain } = JSON.parse(toJson(foldHistory(records).rows, NOW, records));
    let last = chain.anchor.hash;
    for (const entry of chain.entries) {
      expect(entry.previousHash).toBe(last);
      expect(entry.hash).toBe(await hashOf(entry));
      last = entry.hash;
    }
    expect(chain.entries).toHaveLength(5);
  });
});
