import type { Identity } from '../auth/model';
import { createCurrentAgent, type DatedConversation } from '../cobrowse/current-agent';
import { createPreparations } from '../cobrowse/preparations';
import type { LiveSession } from '../cobrowse/service';
import { isFailure } from '../errors/failure';
import type { FloorStore } from '../floor/floor';
import type { GenesysCloudApi } from '../genesys-cloud/api';
import type { createCobrowseService } from './create-cobrowse-service';

/**
 * Creates the reads of conversations and their sessions, each with its request priority, and the
 * prefetching. Each read updates the list too.
 */
export function createReadings({
  api,
  serviceWith,
  floor,
  isFollowed,
  getIdentity,
  now,
}: {
  api: GenesysCloudApi;
  serviceWith: ReturnType<typeof createCobrowseService>['serviceWith'];
  floor: FloorStore;
  /** Whether changes of this user's conversations arrive as they happen. */
  isFollowed(userId: string): Promise<boolean>;
  getIdentity(): Promise<Identity>;
  now(): number;
}) {
  const apis = {
    interactive: api,
    prefetch: api.withPriority('prefetch'),
    'prefetch-in-view': api.withPriority('prefetch-in-view'),
  };
  const services = {
    interactive: serviceWith(apis.interactive),
    prefetch: serviceWith(apis.prefetch),
    'prefetch-in-view': serviceWith(apis['prefetch-in-view']),
  };
  const currentAgent = createCurrentAgent({ differs: floor.differs, isFollowed, now });

  /** Returns a conversation that was recently listed in full, with the time of that reading. */
  async function recentConversation(conversationId: string): Promise<DatedConversation | null> {
    const row = await floor.recent(conversationId);
    return row && { conversation: row, readAt: row.readAt };
  }

  async function readAndNote(
    conversationId: string,
    priority: keyof typeof apis,
  ): Promise<DatedConversation> {
    const readAt = now();
    try {
      const reading = await apis[priority].getConversation(conversationId);
      await floor.noteReading(reading, readAt);
      return { conversation: reading.conversation, readAt };
    } catch (error) {
      if (isFailure(error, 'not-found')) await floor.noteGone(conversationId);
      throw error;
    }
  }

  /** If somebody else cobrowses in a session, shows their name on its row. */
  async function noteForeignSession(conversationId: string, { participants }: LiveSession): Promise<void> {
    const { userId } = await getIdentity();
    const supervisor = participants.find(({ role }) => role === 'supervisor');
    if (supervisor && supervisor.userId.toLowerCase() !== userId.toLowerCase())
      await floor.noteCobrowse(conversationId, supervisor);
  }

  const preparations = createPreparations({
    async getConversation(conversationId, priority) {
      const recent = await recentConversation(conversationId);
      return recent && (await currentAgent.isCurrent(recent))
        ? recent
        : await readAndNote(conversationId, priority);
    },
    differs: floor.differs,
    async findLive(conversationId, priority) {
      const service = services[priority];
      service.readAhead?.(conversationId).catch(() => undefined);
      const live = await service.findLive(conversationId);
      if (live) await noteForeignSession(conversationId, live);
      return live;
    },
    now,
  });

  return {
    services,
    currentAgent,
    recentConversation,
    /** Reads a conversation as it is now, and updates the floor. */
    readConversation: async (conversationId: string, priority: keyof typeof apis) =>
      (await readAndNote(conversationId, priority)).conversation,
    preparations,
  };
}

/** The result of {@link createReadings}. */
export type Readings = ReturnType<typeof createReadings>;
