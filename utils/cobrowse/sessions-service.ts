import { fail, isFailure } from '../errors/failure';
import type { GenesysCloudApi } from '../genesys-cloud/api';
import type { CobrowseSessionAnswer } from '../genesys-cloud/cobrowse-sessions';
import { type SessionSettings, TIMEOUT_MINUTES } from '../settings/settings';
import { JOIN_PATH } from './join-link-origin';
import type { CobrowseService, LiveSession, SessionRef } from './service';

/** The calls of the Cobrowse Sessions API that the service is made of. */
export type SessionsApi = Pick<
  GenesysCloudApi,
  'listLiveSessions' | 'getSession' | 'createSession' | 'createJoinToken' | 'deleteSession'
>;

/** What a service without an end call answers to one, besides 404. */
const METHOD_NOT_ALLOWED = 405;
/** What a session without a stated limit is taken to last, in minutes. */
const DEFAULT_TIMEOUT_MINUTES = 15;

/** Cobrowse through the Cobrowse Sessions API (`/api/v2/cobrowse/sessions`). */
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
        // An unknown conversation has an empty collection; one that is not there means that the
        // organisation has no such service.
        const { code: _, ...details } = error.failure;
        throw fail('cobrowse-unavailable', details);
      });
      const live = sessions.find(
        (session) => session.conversationId.toLowerCase() === conversationId && !hasEnded(session),
      );
      return live ? toLiveSession(live, now()) : null;
    },
    async create(request) {
      // The service takes nobody twice, and says so in words about the request.
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
      // A date that cannot be read counts as expired: the link is opened at once or minted again,
      // never trusted.
      return { url: url.href, expiresAt: Date.parse(expiresAt) || 0 };
    },
    read,
    async end(session) {
      try {
        await api.deleteSession(session.id);
        return 'ended';
      } catch (error) {
        if (isFailure(error) && error.failure.status === METHOD_NOT_ALLOWED) return 'left';
        // What has ended with its conversation may be refused like what is not permitted.
        if (isFailure(error, 'permission-denied') && (await read(session).catch(() => undefined)) === null)
          return 'ended';
        if (!isFailure(error, 'not-found')) throw error;
        // The session is unknown, or the call is: only a look at the session can tell.
        return (await read(session)) ? 'left' : 'ended';
      }
    },
  };
}

/**
 * Only this one state means that it is over; what the platform may add is taken for live until its
 * calls answer 404.
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
 * A limit as the settings know it: another client may have asked for any number, and the store
 * keeps only what it can read back.
 */
function toMinutes(limit: number): number {
  return Math.min(Math.max(Math.round(limit), TIMEOUT_MINUTES.min), TIMEOUT_MINUTES.max);
}
