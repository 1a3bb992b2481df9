import { fail } from '../errors/failure';
import type { Conversation } from '../genesys-cloud/conversation-model';
import { agentChange, type KnownConversation } from './agent-change';
import type { CurrentAgent } from './current-agent';
import type { Session } from './model';
import { SERVICE_TRAITS } from './service-traits';
import type { SessionStore } from './session-store';

/**
 * Finds out whether the agents of live sessions are still in their conversations. What it reads
 * becomes known to all; it looks when somebody looks, and before a link is handed to an agent.
 */
export type AgentWatch = {
  /** Looks at the conversation of one session, once in ten seconds at most. Never throws. */
  look(session: Session): Promise<void>;
  /** Looks so at all live sessions of which it is not certain. */
  lookAll(): Promise<void>;
  /**
   * Looks at those that a listing, which knows less than the conversation itself, says to have
   * another agent now.
   */
  lookAtDoubtful(): Promise<void>;
  /**
   * Throws `not-found` about `agent-left` when the agent has left; where nobody can
   * tell, it goes on.
   */
  requireAgent(session: Session): Promise<void>;
};

/** A conversation is not looked at more often than this, in milliseconds. */
const LOOK_AGAIN_AFTER_MS = 10_000;
/** Conversations looked at in one go. */
const MOST_LOOKS = 5;

/** A conversation as it is known, with when that was read, in milliseconds since the epoch. */
type Known = Conversation & KnownConversation & { readAt: number };

/** Makes the watch. What it remembers between two looks only saves requests. */
export function createAgentWatch(dependencies: {
  sessionStore: Pick<SessionStore, 'sessions'>;
  known(conversationId: string): Promise<Known | null>;
  /** Reads a conversation for somebody who looks. */
  look(conversationId: string): Promise<Conversation>;
  /** Reads a conversation for somebody who has pressed. */
  read(conversationId: string): Promise<Conversation>;
  currentAgent: CurrentAgent;
  now(): number;
}): AgentWatch {
  const { sessionStore, known, currentAgent, now } = dependencies;
  const lookedAt = new Map<string, number>();

  const ofAgents = async () =>
    (await sessionStore.sessions()).filter(({ service }) => SERVICE_TRAITS[service].shows === 'agent-page');

  const isCertain = async (row: Known | null) =>
    row?.complete === true && (await currentAgent.isCurrent({ conversation: row, readAt: row.readAt }));

  async function look({ conversationId }: Session): Promise<void> {
    if (now() - (lookedAt.get(conversationId) ?? Number.NEGATIVE_INFINITY) < LOOK_AGAIN_AFTER_MS) return;
    lookedAt.set(conversationId, now());
    await dependencies.look(conversationId).catch(() => undefined);
  }

  async function lookWhere(isDue: (session: Session, row: Known | null) => Promise<boolean> | boolean) {
    const sessions = await ofAgents();
    const ids = new Set(sessions.map(({ conversationId }) => conversationId));
    for (const id of lookedAt.keys()) if (!ids.has(id)) lookedAt.delete(id);
    const due: Session[] = [];
    for (const session of sessions)
      if (await isDue(session, await known(session.conversationId))) due.push(session);
    await Promise.all(due.slice(0, MOST_LOOKS).map(look));
  }

  return {
    look,
    lookAll: () => lookWhere(async (_session, row) => !(await isCertain(row))),
    lookAtDoubtful: () =>
      lookWhere(({ agent }, row) => row !== null && !row.complete && row.agent?.userId !== agent.userId),
    async requireAgent(session) {
      if (!SERVICE_TRAITS[session.service].agentLink) return;
      const row = await known(session.conversationId);
      const read = (await isCertain(row))
        ? null
        : await dependencies.read(session.conversationId).catch(() => null);
      if (agentChange(session, read ? { ...read, complete: true } : row))
        throw fail('not-found', { subject: 'agent-left' });
    },
  };
}
