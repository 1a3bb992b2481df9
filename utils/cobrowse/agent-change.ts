import type { Conversation } from '../genesys-cloud/conversation-model';
import type { Session } from './model';
import { SERVICE_TRAITS } from './service-traits';

/** The agent of a session has left its conversation. */
export type AgentChange = {
  /** Name of the agent who left; `null` if unknown. */
  left: string | null;
  /** The agent who has the conversation now, or whose phone rings; `null` while there is none. */
  now: { name: string | null; rings: boolean } | null;
};

/**
 * What is known about a conversation now. `complete`: it was read in full, so a participant who is
 * not listed is not in it.
 */
export type KnownConversation = Pick<Conversation, 'agent' | 'alsoThere' | 'state'> & { complete: boolean };

/**
 * Returns whether the agent of a live session has left its conversation, and who has it now.
 * Returns `null` if the agent is still there, if that is unknown, and if the session shows the page
 * of the customer, who stays.
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
