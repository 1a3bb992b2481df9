import { isFailure } from '../errors/failure';
import type { CobrowseService, LiveSession } from './service';
import type { ServiceMemory } from './service-memory';
import type { ServiceKind } from './service-traits';

/**
 * The port in front of all services: each call goes to the one that is meant. A session is asked
 * about where it was made; a conversation where the setting says or, where that is left to the
 * extension, where the organisation was found to have a service. The first look for a live session
 * finds that out, without a call of its own: where the collection of the Cobrowse Sessions API is
 * not there (404), the platform's co-browse is used.
 */
export function createServiceChooser(dependencies: {
  services: Record<ServiceKind, CobrowseService>;
  /** What is set. */
  getChoice(): Promise<'auto' | ServiceKind>;
  memory: ServiceMemory;
  /**
   * Which service hosts the live session of a conversation that is in the store; `null` when none
   * is.
   */
  hostOf(conversationId: string): Promise<ServiceKind | null>;
}): CobrowseService {
  const { services, getChoice, memory, hostOf } = dependencies;

  /** The service for the next session; `null` while nobody knows. */
  async function chosen(): Promise<ServiceKind | null> {
    const choice = await getChoice();
    return choice === 'auto' ? await memory.recall() : choice;
  }

  /** The look that finds out: at the Sessions API, and at the platform where there is none. */
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
          // Taken away, or one wrong answer of a gateway: it is found out anew before anybody is
          // shown another page for a day.
          await memory.forget();
        }
      }
      // Whoever looks ahead may be finding out right now: one 404 tells everybody.
      const others = memory.findingOut();
      if (others === null) return await memory.findOut(() => findOut(conversationId));
      await others;
    }
  }

  return {
    async refusesSecondSession(conversationId) {
      const kind = await chosen();
      const host = await hostOf(conversationId);
      // A session of the other service would not stand in the way of another one here.
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
        // The organisation may have this one neither: what is known of it is to be found out anew.
        if (kind === 'platform' && isFailure(error, 'not-found')) await memory.forget();
        throw error;
      }
    },
    createJoinLink: (session, userId) => services[session.service].createJoinLink(session, userId),
    read: (session) => services[session.service].read(session),
    end: (session) => services[session.service].end(session),
  };
}
