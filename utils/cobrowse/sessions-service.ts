import { isFailure } from '../errors/failure';
import type { CobrowseSessionAnswer } from '../genesys-cloud/cobrowse-sessions';
import type { SessionSettings } from '../settings/settings';
import type { CobrowseService, LiveSession, SessionRequest } from './service';

/** The calls of the Cobrowse Sessions API that the service is made of. */
export type SessionsApi = {
  listLiveSessions(conversationId: string): Promise<CobrowseSessionAnswer[]>;
  createSession(request: SessionRequest): Promise<CobrowseSessionAnswer>;
  createJoinToken(sessionId: string, userId: string): Promise<{ token: string; expiresAt: string }>;
  deleteSession(sessionId: string): Promise<void>;
};

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
  return {
    kind: 'sessions',
    refusesSecondSession: true,
    async findLive(conversationId) {
      const sessions = await api.listLiveSessions(conversationId);
      const live = sessions.find((session) => session.conversationId.toLowerCase() === conversationId);
      return live ? toLiveSession(live, now()) : null;
    },
    async create(request) {
      return toLiveSession(await api.createSession(request), now(), request.settings);
    },
    async createJoinLink(session, userId) {
      const [{ token, expiresAt }, joinOrigin] = await Promise.all([
        api.createJoinToken(session.id, userId),
        getJoinOrigin(),
      ]);
      const url = new URL('/cobrowse/join', joinOrigin);
      url.searchParams.set('token', token);
      // A date that cannot be read counts as expired: the link is opened at once or minted again, never trusted.
      return { url: url.href, expiresAt: Date.parse(expiresAt) || 0 };
    },
    async end(session) {
      try {
        await api.deleteSession(session.id);
      } catch (error) {
        if (!isFailure(error, 'conversation-not-found')) throw error;
      }
    },
  };
}

function toLiveSession(answer: CobrowseSessionAnswer, now: number, requested?: SessionSettings): LiveSession {
  const settings = {
    allowRemoteControl: answer.settings?.allowRemoteControl ?? requested?.allowRemoteControl ?? false,
    timeoutInMinutes:
      answer.settings?.timeoutInMinutes ?? requested?.timeoutInMinutes ?? DEFAULT_TIMEOUT_MINUTES,
  };
  const startedAt = Date.parse(answer.createdDate ?? '') || now;
  return {
    id: answer.id,
    conversationId: answer.conversationId.toLowerCase(),
    participants: answer.participants.map(({ userId, role, name }) => ({ userId, role, name: name ?? null })),
    settings,
    startedAt,
    expiresAt: Date.parse(answer.expiresDate ?? '') || startedAt + settings.timeoutInMinutes * 60_000,
  };
}
