import { describe, expect, it } from 'vitest';
import { entryName, HEAD, seal } from '@/utils/history/chain';
import { latestAgents } from '@/utils/history/latest-agents';
import type { HistoryEvent, HistoryHead } from '@/utils/history/model';

const NOW = Date.parse('2026-08-01T12:00:00Z');

const started = (agentId: string, supervisorId = 'u-dana', number = 1): HistoryEvent => ({
  kind: 'started',
  sessionId: `s-${number}`,
  conversationId: `c-${number}`,
  service: 'sessions',
  supervisor: { userId: supervisorId, name: null },
  agent: { userId: agentId, name: null },
  customerName: null,
  queueName: null,
  settings: { allowRemoteControl: false, timeoutInMinutes: 15 },
  purpose: null,
  joinedExisting: false,
  startedAt: NOW,
  expiresAt: NOW + 1,
  correlationIds: [],
});
const ended: HistoryEvent = {
  kind: 'ended',
  sessionId: 's-1',
  how: 'ended-by-you',
  endedAt: NOW,
  correlationIds: [],
};

/** Records as the history writes them, and the names of those that were read. */
async function recordsOf(...events: HistoryEvent[]) {
  const stored: Record<string, unknown> = {};
  let head: HistoryHead = { seq: 0, hash: '0'.repeat(64), sessions: {} };
  for (const event of events) {
    const entry = await seal(event, head, NOW);
    stored[entryName(entry.seq)] = entry;
    head = { seq: entry.seq, hash: entry.hash, sessions: {} };
  }
  stored[HEAD] = head;
  const read: string[] = [];
  return {
    read: async (names: string[]) => {
      read.push(...names);
      return Object.fromEntries(names.flatMap((name) => (name in stored ? [[name, stored[name]]] : [])));
    },
    names: read,
  };
}

describe('latestAgents', () => {
  it('are those whom this supervisor watched, each once, the latest first', async () => {
    const records = await recordsOf(
      started('U-1'),
      ended,
      started('u-2'),
      started('u-3', 'u-femi'),
      started('u-1'),
    );
    expect(await latestAgents(records, 'u-dana')).toEqual(['u-1', 'u-2']);
  });

  it('are nobody without a history', async () => {
    expect(await latestAgents({ read: async () => ({}) }, 'u-dana')).toEqual([]);
  });

  it('come from the latest entries only, and eight at most', async () => {
    const many = Array.from({ length: 100 }, (_, number) => started(`u-${number}`));
    const records = await recordsOf(...many);
    expect(await latestAgents(records, 'u-dana')).toEqual(
      [99, 98, 97, 96, 95, 94, 93, 92].map((n) => `u-${n}`),
    );
    expect(records.names).toHaveLength(81);
  });
});
