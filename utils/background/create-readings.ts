import type { Identity } from '../auth/model';
import { createCurrentAgent, type DatedConversation } from '../cobrowse/current-agent';
import { createPreparations } from '../cobrowse/preparations';
import type { LiveSession } from '../cobrowse/service';
import { isFailure } from '../errors/failure';
import type { FloorBook } from '../floor/floor';
import { forPurpose, type GenesysCloudClient } from '../genesys-cloud/client';
import { readConversation } from '../genesys-cloud/conversations';
import type { createCobrowseService } from './create-cobrowse-service';

/**
 * What is read of conversations and their sessions, on whose account, and what is read ahead. What
 * is read is shown in the list too, whoever it was read for.
 */
export function createReadings({
  client,
  serviceWith,
  floor,
  isFollowed,
  getIdentity,
  now,
}: {
  client: GenesysCloudClient;
  serviceWith: ReturnType<typeof createCobrowseService>['serviceWith'];
  floor: FloorBook;
  /** Whether changes of this user's conversations arrive as they happen. */
  isFollowed(userId: string): Promise<boolean>;
  getIdentity(): Promise<Identity>;
  now(): number;
}) {
  const clients = {
    press: client,
    look: forPurpose(client, 'look'),
    glance: forPurpose(client, 'glance'),
  };
  const services = {
    press: serviceWith(clients.press),
    look: serviceWith(clients.look),
    glance: serviceWith(clients.glance),
  };
  const currentAgent = createCurrentAgent({ differs: floor.differs, isFollowed, now });

  /** A conversation as it was listed whole a moment ago, with when that was. */
  async function recentConversation(conversationId: string): Promise<DatedConversation | null> {
    const row = await floor.recent(conversationId);
    return row && { conversation: row, readAt: row.readAt };
  }

  async function readAndNote(
    conversationId: string,
    reason: keyof typeof clients,
  ): Promise<DatedConversation> {
    const readAt = now();
    try {
      const reading = await readConversation(clients[reason], conversationId);
      await floor.noteReading(reading, readAt);
      return { conversation: reading.conversation, readAt };
    } catch (error) {
      if (isFailure(error, 'conversation-not-found')) await floor.noteGone(conversationId);
      throw error;
    }
  }

  /** Who cobrowses in a session that is not ours is shown on its row. */
  async function noteForeignSession(conversationId: string, { participants }: LiveSession): Promise<void> {
    const { userId } = await getIdentity();
    const supervisor = participants.find(({ role }) => role === 'supervisor');
    if (supervisor && supervisor.userId.toLowerCase() !== userId.toLowerCase())
      await floor.noteCobrowse(conversationId, supervisor);
  }

  const preparations = createPreparations({
    async getConversation(conversationId, reason) {
      const recent = await recentConversation(conversationId);
      return recent && (await currentAgent.isCurrent(recent))
        ? recent
        : await readAndNote(conversationId, reason);
    },
    differs: floor.differs,
    async findLive(conversationId, reason) {
      const live = await services[reason].findLive(conversationId);
      if (live) await noteForeignSession(conversationId, live);
      return live;
    },
    now,
  });

  return {
    services,
    currentAgent,
    recentConversation,
    readConversation: async (conversationId: string, reason: keyof typeof clients) =>
      (await readAndNote(conversationId, reason)).conversation,
    preparations,
  };
}

/** What {@link createReadings} makes. */
export type Readings = ReturnType<typeof createReadings>;
