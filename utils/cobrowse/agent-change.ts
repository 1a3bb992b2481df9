import type { Conversation } from '../genesys-cloud/conversation-model';
import type { Session } from './model';
import { SERVICE_TRAITS } from './service-traits';

/** The agent of a session is not in its conversation any more. */
export type AgentChange = {
  /** Name of who has left; `null` where it is not known. */
  left: string | null;
  /** Who has the conversation now, or whose phone rings; `null` while nobody has it. */
  now: { name: string | null; rings: boolean } | null;
};

/**
 * What is known of a conversation now. `complete`: it was read whole, so that who is not named is
 * not there.
 */
export type KnownConversation = Pick<Conversation, 'agent' | 'alsoThere' | 'state'> & { complete: boolean };

/**
 * Whether the agent of a live session has left its conversation, and who has it now. `null` while
 * they are in it, where nobody knows, and where the session shows the page of the customer, who
 * stays.
 */
export function agentChange(
  { service, agent }: Pick<Session, 'service' | 'agent'>,
  known: KnownConversation | null | undefined,
): AgentChange | null {
  if (!known?.complete || known.state === 'ended' || SERVICE_TRAITS[service].shows !== 'agent-page')
    return null;
  const userId = agent.userId.toLowerCase();
  const isThere = [known.agent, ...(known.alsoThere ?? [])].some((person) => person?.userId === userId);
  if (isThere) return null;
  return {
    left: agent.name,
    now: known.agent && { name: known.agent.name, rings: known.state === 'alerting' },
  };
}
