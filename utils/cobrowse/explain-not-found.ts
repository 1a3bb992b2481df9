import { type Failure, type FailureError, fail, isFailure } from '../errors/failure';
import type { GenesysCloudApi } from '../genesys-cloud/api';
import type { Conversation } from '../genesys-cloud/conversation-model';
import type { SessionRequest } from './service';

/**
 * What a refusal (403) is about: of a conversation that has ended it says nothing of what an
 * administrator could change. Answers the failure to show.
 * @param isKnownOver whether the conversation is known to have ended, where it cannot be read
 */
export async function explainDenied(
  refusal: FailureError,
  conversationId: string,
  reads: {
    getConversation(id: string): Promise<Conversation>;
    isKnownOver(id: string): Promise<boolean>;
  },
): Promise<Error> {
  // What was refused just now would be refused again.
  const mayRead = refusal.failure.call !== `GET /api/v2/conversations/${conversationId}`;
  const reading = mayRead ? reads.getConversation(conversationId) : Promise.reject(refusal);
  const isOver = await reading.then(
    ({ state }) => state === 'ended',
    async (error: unknown) => isFailure(error, 'not-found') || (await reads.isKnownOver(conversationId)),
  );
  const { code: _, apiMessage: __, ...details } = refusal.failure;
  return isOver ? fail('not-found', { ...details, subject: 'conversation' }) : refusal;
}

/**
 * Says what a 404 on creating a session means. The body need not tell which id was unknown, so the
 * conversation and both users are asked for. When all three are there, it is the service that is
 * not.
 */
export async function explainNotFound(
  { code: _, ...details }: Failure,
  request: SessionRequest,
  reads: { getConversation(id: string): Promise<Conversation> } & Pick<GenesysCloudApi, 'getUser'>,
): Promise<Error> {
  const [conversation, agent, supervisor] = await Promise.allSettled([
    reads.getConversation(request.conversationId),
    reads.getUser(request.agentUserId),
    reads.getUser(request.supervisorUserId),
  ]);
  const named = (subject: string) => fail('not-found', { ...details, subject });
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
  return outcome.status === 'rejected' && isFailure(outcome.reason, 'not-found');
}
