import type { Identity } from '../auth/model';
import type { FoundServices } from '../cobrowse/model';
import { createPlatformService } from '../cobrowse/platform-service';
import type { CobrowseService } from '../cobrowse/service';
import { createServiceChooser } from '../cobrowse/service-chooser';
import { placeOf } from '../cobrowse/service-in-use';
import { createServiceMemory } from '../cobrowse/service-memory';
import type { BookShelf, SessionBook } from '../cobrowse/session-book';
import { createSessionsService } from '../cobrowse/sessions-service';
import { viewerLanguage } from '../cobrowse/viewer-page';
import type { GenesysCloudClient } from '../genesys-cloud/client';
import {
  createJoinToken,
  createSession,
  deleteSession,
  getSession,
  listLiveSessions,
} from '../genesys-cloud/cobrowse-sessions';
import { offerCobrowse, readCobrowseTraces } from '../genesys-cloud/platform-cobrowse';
import { PRACTICE_ORIGIN } from '../practice/model';
import type { Practice } from '../practice/practice';
import { requireEnvironment } from '../settings/configuration';
import { readSettings } from '../settings/effective-settings';

/** The cobrowse services behind their one port, with a memory of which the organisation has. */
export function createCobrowseService({
  practice,
  book,
  found,
  getIdentity,
  now,
}: {
  practice: Pick<Practice, 'isOn'>;
  book: Pick<SessionBook, 'sessionOf'>;
  /** Which service each organisation was found to have. */
  found: BookShelf<FoundServices>;
  getIdentity(): Promise<Identity | null>;
  now(): number;
}) {
  const serviceMemory = createServiceMemory({
    shelf: found,
    getPlace: async () => placeOf(await readSettings(), await getIdentity()),
    now,
  });
  /** Where the services' pages are. */
  const getPageOrigins = async () =>
    (await practice.isOn())
      ? { joinOrigin: PRACTICE_ORIGIN, appsOrigin: PRACTICE_ORIGIN }
      : await requireEnvironment();
  const servicesWith = (caller: GenesysCloudClient) => ({
    sessions: createSessionsService({
      api: {
        listLiveSessions: (conversationId) => listLiveSessions(caller, conversationId),
        getSession: (sessionId) => getSession(caller, sessionId),
        createSession: (request) => createSession(caller, request),
        createJoinToken: (sessionId, userId) => createJoinToken(caller, sessionId, userId),
        deleteSession: (sessionId) => deleteSession(caller, sessionId),
      },
      getJoinOrigin: async () => (await getPageOrigins()).joinOrigin,
      now,
    }),
    platform: createPlatformService({
      api: {
        offerCobrowse: (conversationId) => offerCobrowse(caller, conversationId),
        readCobrowseTraces: (conversationId) => readCobrowseTraces(caller, conversationId),
      },
      getAppsOrigin: async () => (await getPageOrigins()).appsOrigin,
      getLanguage: () => viewerLanguage(navigator.language),
      now,
    }),
  });
  /** The port, for calls by this client. */
  const serviceWith = (caller: GenesysCloudClient): CobrowseService =>
    createServiceChooser({
      services: servicesWith(caller),
      getChoice: async () => (await readSettings()).cobrowseService,
      memory: serviceMemory,
      hostOf: async (conversationId) => (await book.sessionOf(conversationId))?.service ?? null,
    });

  return { serviceWith, getPageOrigins };
}
