import { expect, it } from 'vitest';
import type { HistoryRow } from '@/utils/history/model';
import { recentAgents } from '@/utils/history/recent-agents';
import { idOf } from '../../setup/app-fixtures';

const row = (agent: number, startedAt: number, changes: Partial<HistoryRow> = {}): HistoryRow => ({
  sessionId: `s-${startedAt}`,
  conversationId: idOf(1),
  service: 'sessions',
  supervisor: { userId: idOf(800), name: 'Susan Visor' },
  agent: { userId: idOf(agent), name: `Agent ${agent}` },
  customerName: `Customer ${startedAt}`,
  queueName: null,
  settings: { allowRemoteControl: false, timeoutInMinutes: 15 },
  purpose: null,
  joinedExisting: false,
  startedAt,
  expiresAt: startedAt + 1,
  joinedAt: null,
  endedAt: null,
  howEnded: null,
  notes: [],
  correlationIds: [],
  ...changes,
});

it('names each agent once, with the last session, the latest first', () => {
  const rows = [
    row(2, 30),
    row(1, 20),
    row(2, 10, { agent: { userId: idOf(2).toUpperCase(), name: 'Old' } }),
  ];
  expect(recentAgents(rows)).toEqual([
    { userId: idOf(2), name: 'Agent 2', customerName: 'Customer 30', startedAt: 30 },
    { userId: idOf(1), name: 'Agent 1', customerName: 'Customer 20', startedAt: 20 },
  ]);
});

it('names no more agents than a list can show', () => {
  expect(recentAgents(Array.from({ length: 50 }, (_, n) => row(n, 100 - n)))).toHaveLength(20);
});
