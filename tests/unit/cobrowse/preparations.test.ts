import { describe, expect, it } from 'vitest';
import { createPreparations } from '@/utils/cobrowse/preparations';
import { fail } from '@/utils/errors/failure';
import { failureOf } from '../failure-of';
import { CONVERSATION_ID, conversation, liveSession, NOW } from './fixtures';

const FRESH_MS = 20_000;

/** Preparations on reads that are counted and may be told to fail. */
function createReads() {
  const reads = { now: NOW, conversations: 0, lookUps: 0, failing: false, differing: false };
  const preparations = createPreparations({
    async getConversation() {
      reads.conversations += 1;
      return { conversation: conversation(), readAt: reads.now };
    },
    differs: async () => reads.differing,
    async findLive() {
      reads.lookUps += 1;
      if (reads.failing) throw fail('server-error');
      return liveSession('s-1');
    },
    now: () => reads.now,
  });
  return { reads, preparations };
}

describe('preparations', () => {
  it('know conversation and live session once both are read, and nothing before', async () => {
    const { preparations } = createReads();
    expect(preparations.fresh(CONVERSATION_ID)).toBeNull();
    const preparing = preparations.prepare(CONVERSATION_ID);
    expect(preparations.fresh(CONVERSATION_ID)).toBeNull();
    await preparing;
    expect(preparations.fresh(CONVERSATION_ID)).toEqual({
      conversation: conversation(),
      readAt: NOW,
      live: liveSession('s-1'),
    });
  });

  it('read once for all who ask while they are fresh or under way', async () => {
    const { reads, preparations } = createReads();
    await Promise.all([preparations.prepare(CONVERSATION_ID), preparations.prepare(CONVERSATION_ID)]);
    reads.now += FRESH_MS - 1;
    await preparations.prepare(CONVERSATION_ID);
    expect(reads).toMatchObject({ conversations: 1, lookUps: 1 });
  });

  it('are stale after 20 seconds', async () => {
    const { reads, preparations } = createReads();
    await preparations.prepare(CONVERSATION_ID);
    reads.now += FRESH_MS - 1;
    expect(preparations.fresh(CONVERSATION_ID)).not.toBeNull();
    reads.now += 1;
    expect(preparations.fresh(CONVERSATION_ID)).toBeNull();
    await preparations.prepare(CONVERSATION_ID);
    expect(reads.lookUps).toBe(2);
  });

  it('that failed are not kept: the next one reads again', async () => {
    const { reads, preparations } = createReads();
    reads.failing = true;
    expect(await failureOf(preparations.prepare(CONVERSATION_ID))).toEqual({ code: 'server-error' });
    reads.failing = false;
    await preparations.prepare(CONVERSATION_ID);
    expect(preparations.fresh(CONVERSATION_ID)).not.toBeNull();
  });

  it('that were forgotten while they were read do not come back', async () => {
    const { preparations } = createReads();
    const preparing = preparations.prepare(CONVERSATION_ID);
    preparations.forget(CONVERSATION_ID);
    await preparing;
    expect(preparations.fresh(CONVERSATION_ID)).toBeNull();
  });

  it('share the conversation that is being read', async () => {
    const { reads, preparations } = createReads();
    expect(preparations.pendingConversation(CONVERSATION_ID)).toBeNull();
    const preparing = preparations.prepare(CONVERSATION_ID);
    const pending = preparations.pendingConversation(CONVERSATION_ID);
    expect(pending?.since).toBe(NOW);
    expect(await pending?.reading).toEqual({ conversation: conversation(), readAt: NOW });
    await preparing;
    expect(reads.conversations).toBe(1);
    expect(preparations.pendingConversation(CONVERSATION_ID)).toBeNull();
  });

  it('that something contradicts are read again, once for all who ask', async () => {
    const { reads, preparations } = createReads();
    await preparations.prepare(CONVERSATION_ID);
    reads.differing = true;
    await Promise.all([preparations.prepare(CONVERSATION_ID), preparations.prepare(CONVERSATION_ID)]);
    expect(reads).toMatchObject({ conversations: 2, lookUps: 2 });
  });

  it('of one conversation say nothing about another', async () => {
    const { preparations } = createReads();
    await preparations.prepare(CONVERSATION_ID);
    expect(preparations.fresh('other')).toBeNull();
  });
});
