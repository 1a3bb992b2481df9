import { fail, isFailure } from '../errors/failure';
import type { GenesysCloudApi } from '../genesys-cloud/api';
import type { CobrowseSessionAnswer } from '../genesys-cloud/cobrowse-sessions';
import { type SessionSettings, TIMEOUT_MINUTES } from '../settings/settings';
import { JOIN_PATH } from './join-link-origin';
import type { CobrowseService, LiveSession, SessionRef } from './service';

/** The calls of the Cobrowse Sessions API that this service uses. */
export type SessionsApi = Pick<
  GenesysCloudApi,
  'listLiveSessions' | 'getSession' | 'createSession' | 'createJoinToken' | 'deleteSession'
>;

/** How a service without an end call answers one, besides 404. */
const METHOD_NOT_ALLOWED = 405;
/** The assumed length of a session without a stated limit, in minutes. */
const DEFAULT_TIMEOUT_MINUTES = 15;

/** Cobrowse with the Cobrowse Sessions API (`/api/v2/cobrowse/sessions`). */
export function createSessionsService(dependencies: {
  api: SessionsApi;
  /** Origin of the environment's join pages. */
  getJoinOrigin(): Promise<string>;
  now(): number;
}): CobrowseService {
  const { api, getJoinOrigin, now } = dependencies;

  async function read({ id }: SessionRef): Promise<LiveSession | null> {
    try {
      const session = await api.getSession(id);
      return hasEnded(session) ? null : toLiveSession(session, now());
    } catch (error) {
      if (isFailure(error, 'not-found')) return null;
      throw error;
    }
  }

  return {
    refusesSecondSession: async () => true,
    async findLive(conversationId) {
      const sessions = await api.listLiveSessions(conversationId).catch((error: unknown) => {
        if (!isFailure(error, 'not-found')) throw error;
        // An unknown conversation has an empty collection; a missing collection means that the
        // organization has no such service.
        const { code: _, ...details } = error.failure;
        throw fail('cobrowse-unavailable', details);
      });
      const live = sessions.find(
        (session) => session.conversationId.toLowerCase() === conversationId && !hasEnded(session),
      );
      return live ? toLiveSession(live, now()) : null;
    },
    async create(request) {
      // The service refuses the same person twice, with a message about the request.
      if (request.agentUserId.toLowerCase() === request.supervisorUserId.toLowerCase())
        throw fail('no-agent', { subject: 'own' });
      return toLiveSession(await api.createSession(request), now(), request.settings);
    },
    async createJoinLink(session, userId) {
      const [{ token, expiresAt }, joinOrigin] = await Promise.all([
        api.createJoinToken(session.id, userId),
        getJoinOrigin(),
      ]);
      const url = new URL(JOIN_PATH, joinOrigin);
      url.searchParams.set('token', token);
      // An unreadable date counts as expired: the link is opened at once or created again, never
      // trusted.
      return { url: url.href, expiresAt: Date.parse(expiresAt) || 0 };
    },
    read,
    async end(session) {
      try {
        await api.deleteSession(session.id);
        return 'ended';
      } catch (error) {
        if (isFailure(error) && error.failure.status === METHOD_NOT_ALLOWED) return 'left';
        // If the conversation has ended, the call may be refused as if it were not permitted.
        if (isFailure(error, 'permission-denied') && (await read(session).catch(() => undefined)) === null)
          return 'ended';
        if (!isFailure(error, 'not-found')) throw error;
        // Either the session or the call is unknown: read the session to find out.
        return (await read(session)) ? 'left' : 'ended';
      }
    },
  };
}

/**
 * Only this state means that it is over. An unknown state counts as live until the session's calls
 * return 404.
 */
function hasEnded({ state }: CobrowseSessionAnswer): boolean {
  return state?.toLowerCase() === 'ended';
}

function toLiveSession(answer: CobrowseSessionAnswer, now: number, requested?: SessionSettings): LiveSession {
  const settings = {
    allowRemoteControl: answer.settings?.allowRemoteControl ?? requested?.allowRemoteControl ?? false,
    timeoutInMinutes: toMinutes(
      answer.settings?.timeoutInMinutes ?? requested?.timeoutInMinutes ?? DEFAULT_TIMEOUT_MINUTES,
    ),
  };
  const startedAt = Date.parse(answer.createdDate ?? '') || now;
  return {
    id: answer.id,
    conversationId: answer.conversationId.toLowerCase(),
    service: 'sessions',
    // A customer may take part without being a user.
    participants: answer.participants.flatMap(({ userId, role, name }) =>
      userId ? [{ userId, role, name: name ?? null }] : [],
    ),
    settings,
    startedAt,
    expiresAt: Date.parse(answer.expiresDate ?? '') || startedAt + settings.timeoutInMinutes * 60_000,
  };
}

/**
 * Converts a limit to the range of the settings: another client may have asked for any number, and
 * the store rejects others.
 */
function toMinutes(limit: number): number {
  return Math.min(Math.max(Math.round(limit), TIMEOUT_MINUTES.min), TIMEOUT_MINUTES.max);
}
