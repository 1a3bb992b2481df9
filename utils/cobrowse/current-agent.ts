import type { Conversation } from '../genesys-cloud/conversation-model';

/** A conversation, and when the reading of it began, in milliseconds since the epoch. */
export type DatedConversation = { conversation: Conversation; readAt: number };

/** A press follows what was read this long before it at once, in milliseconds. */
const AT_ONCE_MS = 1_000;
/**
 * This long after a reading it counts, in milliseconds, where every change of its agent would have
 * been told since.
 */
const TOLD_FOR_MS = 5_000;

/**
 * Says whether the agent of a reading is the agent still: what was read before a press saves time,
 * and decides nothing by itself.
 */
export type CurrentAgent = {
  /**
   * Whether a session may be made with the agent of this reading. Where nobody can know, it may
   * not.
   * @param at the moment that counts, in milliseconds since the epoch; now when missing
   */
  isCurrent(reading: DatedConversation, at?: number): Promise<boolean>;
};

/** Makes it. */
export function createCurrentAgent(dependencies: {
  /** Whether anything that was told since says another agent, or that the conversation is over. */
  differs(reading: DatedConversation): Promise<boolean>;
  /** Whether changes of an agent's conversations arrive as they happen. */
  isFollowed(userId: string): Promise<boolean>;
  now(): number;
}): CurrentAgent {
  const { differs, isFollowed, now } = dependencies;
  return {
    async isCurrent(reading, at = now()) {
      const age = at - reading.readAt;
      const { agent } = reading.conversation;
      if (agent === null || age > TOLD_FOR_MS || (await differs(reading))) return false;
      return age <= AT_ONCE_MS || (await isFollowed(agent.userId));
    },
  };
}
