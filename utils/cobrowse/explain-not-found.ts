import { type Failure, type FailureError, fail, isFailure } from '../errors/failure';
import type { GenesysCloudApi } from '../genesys-cloud/api';
import type { Conversation } from '../genesys-cloud/conversation-model';
import type { SessionRequest } from './service';

/**
 * Explains a refusal (403): if the conversation has ended, the cause is not a permission that an
 * administrator could change. Returns the failure to show.
 * @param isKnownOver whether the conversation is known to have ended, in case it cannot be read
 */
export async function explainDenied(
  refusal: FailureError,
  conversationId: string,
  reads: {
    getConversation(id: string): Promise<Conversation>;
    isKnownOver(id: string): Promise<boolean>;
  },
): Promise<Error> {
  // This read was just refused, and would be refused again.
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
 * Explains a 404 on creating a session. The body may not say which id was unknown, so this looks up
 * the conversation and both users. If all three exist, the service is missing.
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
