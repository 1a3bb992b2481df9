import { isFailure } from '../errors/failure';
import type { GenesysCloudApi } from '../genesys-cloud/api';
import type { CobrowseTrace } from '../genesys-cloud/platform-cobrowse';
import type { Offer } from './model';
import type { CobrowseService, LiveSession } from './service';
import { viewerUrl } from './viewer-page';

/** The platform's co-browse calls that this service uses. */
export type PlatformApi = Pick<GenesysCloudApi, 'offerCobrowse' | 'readCobrowseTraces'>;

/**
 * Cobrowse with the documented co-browse of Genesys Cloud (`POST
 * /api/v2/conversations/{id}/cobrowse`). It asks the customer to share their page and shows it in
 * the platform's own viewer, which signs in with the browser's Genesys session. It has no join
 * tokens, no link for the agent, no end call and no time limit.
 */
export function createPlatformService(dependencies: {
  api: PlatformApi;
  /** Origin of the environment's apps, where the viewer is. */
  getAppsOrigin(): Promise<string>;
  /** Returns a language that the viewer supports. */
  getLanguage(): string;
  now(): number;
}): CobrowseService {
  const { api, getAppsOrigin, getLanguage, now } = dependencies;

  return {
    // A 409 is plausible but not documented, and a second offer would ask the customer twice. So
    // always look first.
    refusesSecondSession: async () => false,
    async findLive(conversationId) {
      const { conversationEnded, traces } = await api.readCobrowseTraces(conversationId);
      const live = traces.filter(({ state }) => state !== 'ended');
      const newest = live.at(-1);
      if (conversationEnded || !newest) return null;
      const id = live.findLast(({ sessionId }) => sessionId)?.sessionId ?? conversationId;
      return toLiveSession(id, conversationId, live, newest.startedAt ?? now());
    },
    async create({ conversationId, agentUserId, supervisorUserId }) {
      const answer = await api.offerCobrowse(conversationId);
      return {
        id: answer.id,
        conversationId,
        service: 'platform',
        participants: [
          { userId: agentUserId, role: 'agent', name: null },
          { userId: supervisorUserId, role: 'supervisor', name: null },
        ],
        settings: null,
        startedAt: now(),
        expiresAt: null,
        offer: {
          joinCode: answer.joinCode || null,
          endsAt: Date.parse(answer.dateOfferEnds ?? '') || null,
          by: askedBy(answer.communicationType),
        },
      };
    },
    async createJoinLink({ conversationId }) {
      // It never expires: it only contains the conversation and admits nobody without a sign-in.
      return {
        url: viewerUrl(await getAppsOrigin(), conversationId, getLanguage()),
        expiresAt: Number.MAX_SAFE_INTEGER,
      };
    },
    async read({ id, conversationId }) {
      try {
        const { conversationEnded, traces } = await api.readCobrowseTraces(conversationId);
        const own = traces.filter(({ sessionId }) => sessionId === id.toLowerCase());
        // It is not documented that every co-browse leaves a trace. So assume it ended only if a
        // trace says so.
        if (conversationEnded || (own.length > 0 && own.every(({ state }) => state === 'ended'))) return null;
        return toLiveSession(id, conversationId, own, now());
      } catch (error) {
        if (isFailure(error, 'not-found')) return null;
        throw error;
      }
    },
    // No documented call ends it for the viewer; the customer, the agent or the end of the
    // conversation does.
    end: async () => 'left',
  };
}

function toLiveSession(
  id: string,
  conversationId: string,
  live: CobrowseTrace[],
  startedAt: number,
): LiveSession {
  const accepted = live.some(({ state }) => state === 'shared');
  return {
    id,
    conversationId,
    service: 'platform',
    // There can be only one viewer.
    participants: live.flatMap(({ state, viewer }) =>
      viewer && state !== 'ended' ? [{ ...viewer, role: 'supervisor' }] : [],
    ),
    settings: null,
    startedAt,
    expiresAt: null,
    accepted,
    // Code and end of an offer are known only to the user who makes it.
    ...(!accepted && { offer: { joinCode: null, endsAt: null, by: 'other' } }),
  };
}

function askedBy(communicationType: string | null | undefined): Offer['by'] {
  const type = communicationType?.toLowerCase();
  return type === 'message' || type === 'call' ? type : 'other';
}
