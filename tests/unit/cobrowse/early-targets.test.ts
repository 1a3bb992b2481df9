import { beforeEach, expect, test } from 'vitest';
import { createEarlyTargets, type EarlyTargets } from '@/utils/cobrowse/early-targets';
import type { MonitoringTarget } from '@/utils/genesys-cloud/screen-monitoring';

let time: number;
let targets: EarlyTargets;
beforeEach(() => {
  time = 1_000_000;
  targets = createEarlyTargets(() => time);
});

/** A read that answers with agents in turn, and counts. */
function agents(...ids: (string | null | Error)[]) {
  let sent = 0;
  const read = async (): Promise<MonitoringTarget | null> => {
    const id = ids[sent] ?? null;
    sent += 1;
    if (id instanceof Error) throw id;
    return id === null ? null : { agentUserId: id, agentName: null, participantId: null };
  };
  return { read, sent: () => sent };
}

test('A create takes the read that was sent before it, once.', async () => {
  const { read, sent } = agents('first', 'second');
  targets.begin('c', read);
  targets.begin('c', read);
  time += 4_000;
  expect(await targets.take('c', read)).toMatchObject({ agentUserId: 'first' });
  expect(sent()).toBe(1);
  expect(await targets.take('c', read)).toMatchObject({ agentUserId: 'second' });
});

test('A create reads again if the page took so long to connect that the agent may have changed.', async () => {
  const { read } = agents('first', 'second');
  targets.begin('c', read);
  time += 5_001;
  expect(await targets.take('c', read)).toMatchObject({ agentUserId: 'second' });
});

test('An early read that failed or found nobody decides nothing.', async () => {
  for (const early of [new Error('lost'), null]) {
    const { read } = agents(early, 'second');
    targets.begin('c', read);
    expect(await targets.take('c', read)).toMatchObject({ agentUserId: 'second' });
  }
});

test('Conversations have reads of their own.', async () => {
  targets.begin('c', agents('first').read);
  expect(await targets.take('d', agents('other').read)).toMatchObject({ agentUserId: 'other' });
});
