import { fail, isFailure } from '../errors/failure';
import type { CobrowseService, LiveSession } from './service';
import type { ServiceMemory } from './service-memory';
import { SERVICE_KINDS, type ServiceKind } from './service-traits';

/**
 * The port in front of all services; it routes each call. Calls about a session go to the service
 * that created it. Calls about a conversation go to the service in the settings or, if that is
 * automatic, to the one that the organization was found to have. The first look-up of a live
 * session finds that out with no call of its own: it asks the Cobrowse Sessions API first, then
 * Live Screen Monitoring, then the platform's co-browse, until one exists and may be used.
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

  /** Finds out the service, in the order of {@link SERVICE_KINDS}. */
  async function findOut(conversationId: string): Promise<LiveSession | null> {
    for (const kind of SERVICE_KINDS) {
      // There is nothing after the last one: its failure is the answer.
      if (kind === SERVICE_KINDS.at(-1)) await memory.note(kind);
      try {
        const live = await services[kind].findLive(conversationId);
        await memory.note(kind);
        return live;
      } catch (error) {
        if (kind === SERVICE_KINDS.at(-1) || !isMissing(kind, error)) throw error;
      }
    }
    throw fail('cobrowse-unavailable');
  }

  async function findWhereChosen(conversationId: string): Promise<LiveSession | null> {
    const choice = await getChoice();
    if (choice !== 'auto') return await services[choice].findLive(conversationId);
    for (;;) {
      const known = await memory.recall();
      if (known === 'platform') return await services.platform.findLive(conversationId);
      if (known !== null) {
        try {
          return await services[known].findLive(conversationId);
        } catch (error) {
          if (!isMissing(known, error)) throw error;
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
    async makeReady(conversationId) {
      const kind = await chosen();
      if (kind !== null) await services[kind].makeReady?.(conversationId);
    },
    async readAhead(conversationId) {
      const kind = await chosen();
      if (kind !== null) await services[kind].readAhead?.(conversationId);
    },
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
        // The organization may not have this one either: detect it again.
        if (kind !== 'platform' || !isFailure(error, 'not-found')) throw error;
        await memory.forget();
        // What is there, and may not be used, helps more than what is not there.
        await services.screen.findLive(request.conversationId).catch((screenError: unknown) => {
          if (isScreenDenied(screenError)) throw screenError;
        });
        throw error;
      }
    },
    async announce(session) {
      await services[session.service].announce?.(session);
    },
    createJoinLink: (session, userId) => services[session.service].createJoinLink(session, userId),
    read: (session) => services[session.service].read(session),
    end: (session) => services[session.service].end(session),
  };
}

/**
 * Whether a look-up failed because the organization lacks this service, or the person may not use
 * it. Without the permission for screens there may be one for the customer's page.
 */
function isMissing(kind: ServiceKind, error: unknown): boolean {
  return isFailure(error, 'cobrowse-unavailable') || (kind === 'screen' && isScreenDenied(error));
}

/** A conversation that may not be read says nothing about the service. */
function isScreenDenied(error: unknown): boolean {
  return isFailure(error, 'permission-denied') && error.failure.call?.includes('/screenmonitors/') === true;
}
