import { describe, expect, it } from 'vitest';
import { agentChangeWording } from '@/components/common/wording';
import { agentChange, type KnownConversation } from '@/utils/cobrowse/agent-change';
import { createAgentWatch } from '@/utils/cobrowse/agent-watch';
import { fail } from '@/utils/errors/failure';
import type { Conversation } from '@/utils/genesys-cloud/conversation-model';
import { failureOf } from '../failure-of';
import { AGENT, CONVERSATION_ID, conversation, NOW, storedSession } from './fixtures';

const BRUNO = { userId: 'u-bruno', name: 'Bruno Costa' };
const session = storedSession('s-1');
const known = (changes: Partial<KnownConversation> = {}): KnownConversation => ({
  ...conversation(),
  complete: true,
  ...changes,
});

describe('the agent of a session', () => {
  it.each<[string, KnownConversation | null]>([
    ['is in the conversation', known()],
    ['was joined by a colleague', known({ alsoThere: [BRUNO] })],
    ['is also there', known({ agent: BRUNO, alsoThere: [{ userId: AGENT.userId, name: null }] })],
    [
      'is said to be another by who does not know who else is there',
      known({ agent: BRUNO, complete: false }),
    ],
    ['was in a conversation that has ended', known({ agent: null, state: 'ended' })],
    ['is in a conversation that nobody knows', null],
  ])('has not left where they are the one who %s', (_what, conversationNow) => {
    expect(agentChange(session, conversationNow)).toBeNull();
  });

  it('has left where another has the conversation, and where nobody has', () => {
    expect(agentChange(session, known({ agent: BRUNO }))).toEqual({
      left: AGENT.name,
      now: { name: BRUNO.name, rings: false },
    });
    expect(agentChange(session, known({ agent: null, state: 'waiting' }))).toEqual({
      left: AGENT.name,
      now: null,
    });
  });

  it('does not matter if the customer’s page is shown', () => {
    expect(agentChange(storedSession('s-1', { service: 'platform' }), known({ agent: BRUNO }))).toBeNull();
  });

  it('names who has the conversation now, and has a button only if somebody has it', () => {
    expect(agentChangeWording({ left: 'Aiko', now: { name: 'Bruno', rings: false } })).toEqual({
      sentence: 'Aiko has left; Bruno has the conversation now.',
      button: 'End and start with Bruno',
    });
    expect(agentChangeWording({ left: 'Aiko', now: { name: 'Bruno', rings: true } }).sentence).toBe(
      'Aiko has left; the conversation is alerting Bruno.',
    );
    expect(agentChangeWording({ left: null, now: null })).toEqual({
      sentence: 'The agent has left; the conversation has no agent now.',
      button: null,
    });
  });
});

describe('before a link is handed out', () => {
  function createWatch(row: Conversation | null, read: () => Promise<Conversation>, isCurrent = false) {
    const calls = { read: 0 };
    const watch = createAgentWatch({
      sessionStore: { sessions: async () => [session] },
      known: async () => row && { ...row, complete: true, readAt: NOW },
      look: read,
      read: () => {
        calls.read += 1;
        return read();
      },
      currentAgent: { isCurrent: async () => isCurrent },
      now: () => NOW,
    });
    return { watch, calls };
  }

  it('the conversation is read, unless it is certain who has it', async () => {
    const moved = async () => conversation({ agent: BRUNO });
    const { watch } = createWatch(conversation(), moved);
    expect(await failureOf(watch.requireAgent(session))).toEqual({
      code: 'not-found',
      subject: 'agent-left',
    });
    const certain = createWatch(conversation(), moved, true);
    await certain.watch.requireAgent(session);
    expect(certain.calls.read).toBe(0);
  });

  it('if it cannot be read, the known agent counts; without one, the link is handed out', async () => {
    const unreadable = () => Promise.reject(fail('permission-denied'));
    const { watch } = createWatch(conversation({ agent: BRUNO }), unreadable);
    expect((await failureOf(watch.requireAgent(session))).subject).toBe('agent-left');
    await createWatch(null, unreadable).watch.requireAgent(session);
  });

  it('each conversation is checked at most once in ten seconds', async () => {
    let looks = 0;
    const { watch } = createWatch(conversation(), async () => {
      looks += 1;
      return conversation({ id: CONVERSATION_ID });
    });
    await watch.look(session);
    await watch.checkAll();
    expect(looks).toBe(1);
  });
});

it('a conversation whose row cannot be read does not stop the check of the others', async () => {
  const read: string[] = [];
  const watch = createAgentWatch({
    sessionStore: {
      sessions: async () => ['c-1', 'c-2'].map((id) => storedSession(`s-${id}`, { conversationId: id })),
    },
    async known(id) {
      if (id === 'c-1') throw new Error('The row cannot be read');
      return null;
    },
    async look(id) {
      read.push(id);
      return conversation({ id });
    },
    read: async (id) => conversation({ id }),
    currentAgent: { isCurrent: async () => false },
    now: () => NOW,
  });
  await expect(watch.checkAll()).rejects.toThrow('The row cannot be read');
  expect(read).toEqual(['c-2']);
});
