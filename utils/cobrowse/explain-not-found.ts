import type { Identity } from '../auth/model';
import { type Failure, fail, isFailure } from '../errors/failure';
import type { Conversation } from '../genesys-cloud/conversation';
import type { SessionRequest } from './service';

/**
 * Says what a 404 on creating a session means. The body need not tell which id was unknown, so the conversation and both users are
 * asked for. When all three are there, it is the service that is not.
 */
export async function explainNotFound(
  { code: _, ...details }: Failure,
  request: SessionRequest,
  reads: { getConversation(id: string): Promise<Conversation>; getUser(id: string): Promise<Identity> },
): Promise<Error> {
  const [conversation, agent, supervisor] = await Promise.allSettled([
    reads.getConversation(request.conversationId),
    reads.getUser(request.agentUserId),
    reads.getUser(request.supervisorUserId),
  ]);
  const named = (subject: string) => fail('conversation-not-found', { ...details, subject });
  if (
    isUnknown(conversation) ||
    (conversation.status === 'fulfilled' && conversation.value.state === 'ended')
  ) {
    return named('conversation');
  }
  if (isUnknown(supervisor)) return named('supervisor');
  if (isUnknown(agent)) return named('agent');
  const allThere = [conversation, agent, supervisor].every(({ status }) => status === 'fulfilled');
  return allThere ? fail('cobrowse-unavailable', details) : named('conversation');
}

function isUnknown(outcome: PromiseSettledResult<unknown>): boolean {
  return outcome.status === 'rejected' && isFailure(outcome.reason, 'conversation-not-found');
}
