import { describe, expect, it } from 'vitest';
import { explainNotFound } from '@/utils/cobrowse/explain-not-found';
import { FailureError, fail } from '@/utils/errors/failure';
import { AGENT, CONVERSATION_ID, conversation, DANA, SETTINGS } from './fixtures';

const request = {
  conversationId: CONVERSATION_ID,
  agentUserId: AGENT.userId,
  supervisorUserId: DANA.userId,
  settings: SETTINGS,
};
const FAILURE = { code: 'not-found', status: 404, correlationId: 'corr' } as const;

type Outcome = 'there' | 'ended' | 'unknown' | 'broken';

/** Explains a 404 in a world where each of the three is there, unknown, or cannot be read. */
async function explained(outcomes: { conversation?: Outcome; agent?: Outcome; supervisor?: Outcome }) {
  const answer = <T>(outcome: Outcome | undefined, value: T): T => {
    if (outcome === 'unknown') throw fail('not-found');
    if (outcome === 'broken') throw fail('server-error');
    return value;
  };
  const error = await explainNotFound(FAILURE, request, {
    getConversation: async () =>
      answer(
        outcomes.conversation,
        conversation(outcomes.conversation === 'ended' ? { state: 'ended' } : {}),
      ),
    getUser: async (userId) =>
      userId === AGENT.userId ? answer(outcomes.agent, AGENT) : answer(outcomes.supervisor, DANA),
  });
  return error instanceof FailureError ? error.failure : error;
}

describe('a 404 on creating a session', () => {
  it.each([
    ['the conversation is unknown', { conversation: 'unknown' }, 'conversation'],
    ['the conversation has ended', { conversation: 'ended' }, 'conversation'],
    ['the supervisor is unknown', { supervisor: 'unknown' }, 'supervisor'],
    ['the agent is unknown', { agent: 'unknown' }, 'agent'],
    ['conversation and agent are unknown', { conversation: 'unknown', agent: 'unknown' }, 'conversation'],
    [
      'nothing can be found out',
      { conversation: 'broken', agent: 'broken', supervisor: 'broken' },
      'conversation',
    ],
    [
      'the agent is unknown and the rest cannot be read',
      { conversation: 'broken', agent: 'unknown', supervisor: 'broken' },
      'agent',
    ],
  ] as const)('is named when %s', async (_what, outcomes, subject) => {
    expect(await explained(outcomes)).toEqual({ ...FAILURE, subject });
  });

  it('is a service that is not there when all three are, with the same details', async () => {
    expect(await explained({})).toEqual({ ...FAILURE, code: 'cobrowse-unavailable' });
  });
});
