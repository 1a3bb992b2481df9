import { passedSince } from '../concurrency/passed-since';
import { tryEach } from '../concurrency/try-each';
import { fail } from '../errors/failure';
import type { Conversation } from '../genesys-cloud/conversation-model';
import { agentChange, type KnownConversation } from './agent-change';
import type { CurrentAgent } from './current-agent';
import type { Session } from './model';
import { SERVICE_TRAITS } from './service-traits';
import type { SessionStore } from './session-store';

/**
 * Checks whether the agents of live sessions are still in their conversations: when a page needs
 * it, and before a link is handed to an agent. What it reads updates the floor.
 */
export type AgentWatch = {
  /** Checks the conversation of one session, at most once in ten seconds. Never throws. */
  look(session: Session): Promise<void>;
  /** Checks all live sessions whose agent is not certain. */
  checkAll(): Promise<void>;
  /**
   * Checks sessions for which a listing shows another agent now. A listing knows less than the
   * conversation itself.
   */
  checkUncertain(): Promise<void>;
  /**
   * Throws `not-found` with subject `agent-left` if the agent has left. If that cannot be found
   * out, it does not throw.
   */
  requireAgent(session: Session): Promise<void>;
};

/** The shortest time between two checks of a conversation, in milliseconds. */
const CHECK_AGAIN_AFTER_MS = 10_000;
/** The most conversations to check at once. */
const MAX_CHECKS = 5;

/** A conversation as it is known, and when it was read, in milliseconds since the epoch. */
type Known = Conversation & KnownConversation & { readAt: number };

/** Creates the watch. What it remembers between two checks only saves requests. */
export function createAgentWatch(dependencies: {
  sessionStore: Pick<SessionStore, 'sessions'>;
  known(conversationId: string): Promise<Known | null>;
  /** Reads a conversation for a page that shows it. */
  look(conversationId: string): Promise<Conversation>;
  /** Reads a conversation for a user who has pressed a button. */
  read(conversationId: string): Promise<Conversation>;
  currentAgent: CurrentAgent;
  now(): number;
}): AgentWatch {
  const { sessionStore, known, currentAgent, now } = dependencies;
  const checkedAt = new Map<string, number>();

  const ofAgents = async () =>
    (await sessionStore.sessions()).filter(({ service }) => SERVICE_TRAITS[service].shows === 'agent-page');

  const isCertain = async (row: Known | null) =>
    row?.complete === true && (await currentAgent.isCurrent({ conversation: row, readAt: row.readAt }));

  async function look({ conversationId }: Session): Promise<void> {
    const checked = checkedAt.get(conversationId) ?? Number.NEGATIVE_INFINITY;
    if (passedSince(checked, now()) < CHECK_AGAIN_AFTER_MS) return;
    checkedAt.set(conversationId, now());
    await dependencies.look(conversationId).catch(() => undefined);
  }

  async function checkWhere(isDue: (session: Session, row: Known | null) => Promise<boolean> | boolean) {
    const sessions = await ofAgents();
    const ids = new Set(sessions.map(({ conversationId }) => conversationId));
    for (const id of checkedAt.keys()) if (!ids.has(id)) checkedAt.delete(id);
    const due: Session[] = [];
    try {
      await tryEach(sessions, async (session) => {
        if (await isDue(session, await known(session.conversationId))) due.push(session);
      });
    } finally {
      await Promise.all(due.slice(0, MAX_CHECKS).map(look));
    }
  }

  return {
    look,
    checkAll: () => checkWhere(async (_session, row) => !(await isCertain(row))),
    checkUncertain: () =>
      checkWhere(({ agent }, row) => row !== null && !row.complete && row.agent?.userId !== agent.userId),
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
