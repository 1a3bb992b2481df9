import type { Conversation } from '../genesys-cloud/conversation-model';

/** A conversation, and when its reading began, in milliseconds since the epoch. */
export type DatedConversation = { conversation: Conversation; readAt: number };

/** A reading this recent is current at a press, in milliseconds. */
const AT_ONCE_MS = 1_000;
/**
 * How long a reading stays current, in milliseconds, if every change of its agent would have been
 * reported since.
 */
const TOLD_FOR_MS = 5_000;

/**
 * Tells whether the agent of a reading is still the current one. Data read before a press saves
 * time, but decides nothing alone.
 */
export type CurrentAgent = {
  /**
   * Whether a session may be created with the agent of this reading; `false` if unknown.
   * @param at the moment that counts, in milliseconds since the epoch; now if missing
   */
  isCurrent(reading: DatedConversation, at?: number): Promise<boolean>;
};

/** Creates the check. */
export function createCurrentAgent(dependencies: {
  /** Whether anything reported since shows another agent, or that the conversation is over. */
  differs(reading: DatedConversation): Promise<boolean>;
  /** Whether changes of an agent's conversations arrive as they happen. */
  isFollowed(userId: string): Promise<boolean>;
  now(): number;
}): CurrentAgent {
  const { differs, isFollowed, now } = dependencies;
  return {
    async isCurrent(reading, at = now()) {
      // Read before the clock was set back: it may be as old as anything.
      if (reading.readAt > now()) return false;
      const age = at - reading.readAt;
      const { agent } = reading.conversation;
      if (agent === null || age > TOLD_FOR_MS || (await differs(reading))) return false;
      return age <= AT_ONCE_MS || (await isFollowed(agent.userId));
    },
  };
}
