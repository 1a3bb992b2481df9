import { isFailure } from '../errors/failure';
import type { CobrowseService, LiveSession } from './service';
import type { ServiceMemory } from './service-memory';
import type { ServiceKind } from './service-traits';

/**
 * The port in front of all services; it routes each call. Calls about a session go to the service
 * that created it. Calls about a conversation go to the service in the settings or, if that is
 * automatic, to the one that the organisation was found to have. The first look-up of a live
 * session finds that out without an extra call: if the collection of the Cobrowse Sessions API is
 * missing (404), the platform's co-browse is used.
 */
export function createServiceChooser(dependencies: {
  services: Record<ServiceKind, CobrowseService>;
  /** The choice in the settings. */
  getChoice(): Promise<'auto' | ServiceKind>;
  memory: ServiceMemory;
  /**
   * Returns which service hosts the stored live session of a conversation; `null` if there is none.
   */
  hostOf(conversationId: string): Promise<ServiceKind | null>;
}): CobrowseService {
  const { services, getChoice, memory, hostOf } = dependencies;

  /** The service for the next session; `null` while unknown. */
  async function chosen(): Promise<ServiceKind | null> {
    const choice = await getChoice();
    return choice === 'auto' ? await memory.recall() : choice;
  }

  /** Finds out the service: looks up the Sessions API first, then the platform. */
  async function findOut(conversationId: string): Promise<LiveSession | null> {
    try {
      const live = await services.sessions.findLive(conversationId);
      await memory.note('sessions');
      return live;
    } catch (error) {
      if (!isFailure(error, 'cobrowse-unavailable')) throw error;
      await memory.note('platform');
      return await services.platform.findLive(conversationId);
    }
  }

  async function findWhereChosen(conversationId: string): Promise<LiveSession | null> {
    const choice = await getChoice();
    if (choice !== 'auto') return await services[choice].findLive(conversationId);
    for (;;) {
      const known = await memory.recall();
      if (known === 'platform') return await services.platform.findLive(conversationId);
      if (known === 'sessions') {
        try {
          return await services.sessions.findLive(conversationId);
        } catch (error) {
          if (!isFailure(error, 'cobrowse-unavailable')) throw error;
          // The service was removed, or a gateway gave one wrong answer. Detect it again, before
          // users see the wrong page for a day.
          await memory.forget();
        }
      }
      // A prefetch may be detecting it right now: one 404 is enough for everybody.
      const others = memory.findingOut();
      if (others === null) return await memory.findOut(() => findOut(conversationId));
      await others;
    }
  }

  return {
    async refusesSecondSession(conversationId) {
      const kind = await chosen();
      const host = await hostOf(conversationId);
      // A session in another service does not conflict with one here.
      if (kind === null || (host !== null && host !== kind)) return false;
      return await services[kind].refusesSecondSession(conversationId);
    },
    async findLive(conversationId) {
      const host = await hostOf(conversationId);
      if (host !== null && host !== (await chosen())) {
        const live = await services[host].findLive(conversationId);
        if (live) return live;
      }
      return await findWhereChosen(conversationId);
    },
    async create(request) {
      const kind = (await chosen()) ?? 'sessions';
      try {
        return await services[kind].create(request);
      } catch (error) {
        // The organisation may not have this one either: detect it again.
        if (kind === 'platform' && isFailure(error, 'not-found')) await memory.forget();
        throw error;
      }
    },
    createJoinLink: (session, userId) => services[session.service].createJoinLink(session, userId),
    read: (session) => services[session.service].read(session),
    end: (session) => services[session.service].end(session),
  };
}
