import type { Identity } from '../auth/model';
import type { FoundServices } from '../cobrowse/model';
import { createPlatformService } from '../cobrowse/platform-service';
import type { CobrowseService } from '../cobrowse/service';
import { createServiceChooser } from '../cobrowse/service-chooser';
import { placeOf } from '../cobrowse/service-in-use';
import { createServiceMemory } from '../cobrowse/service-memory';
import type { StartView } from '../cobrowse/service-traits';
import type { SessionStore } from '../cobrowse/session-store';
import { createSessionsService } from '../cobrowse/sessions-service';
import { viewerLanguage } from '../cobrowse/viewer-page';
import type { GenesysCloudApi } from '../genesys-cloud/api';
import { PRACTICE_ORIGIN } from '../practice/model';
import type { Practice } from '../practice/practice';
import { requireEnvironment } from '../settings/configuration';
import { readSettings } from '../settings/effective-settings';
import type { Store } from '../storage/store';

/**
 * Creates the cobrowse services behind one port, and remembers which service the organization has.
 */
export function createCobrowseService({
  practice,
  sessionStore,
  found,
  screenWith,
  getIdentity,
  now,
}: {
  practice: Pick<Practice, 'isOn'>;
  sessionStore: Pick<SessionStore, 'sessionOf'>;
  /** Stores which service each organization was found to have. */
  found: Pick<Store<FoundServices>, 'get' | 'update'>;
  /** Returns the service of Live Screen Monitoring; its code is loaded when it is used. */
  screenWith(api: GenesysCloudApi): CobrowseService;
  getIdentity(): Promise<Identity | null>;
  now(): number;
}) {
  const serviceMemory = createServiceMemory({
    found,
    getPlace: async () => placeOf(await readSettings(), await getIdentity()),
    now,
  });
  /** The origins of the services' pages. */
  const getPageOrigins = async () =>
    (await practice.isOn())
      ? { joinOrigin: PRACTICE_ORIGIN, appsOrigin: PRACTICE_ORIGIN }
      : await requireEnvironment();
  const servicesWith = (api: GenesysCloudApi) => ({
    screen: screenWith(api),
    sessions: createSessionsService({
      api,
      getJoinOrigin: async () => (await getPageOrigins()).joinOrigin,
      now,
    }),
    platform: createPlatformService({
      api,
      getAppsOrigin: async () => (await getPageOrigins()).appsOrigin,
      getLanguage: () => viewerLanguage(navigator.language),
      now,
    }),
  });
  /**
   * Returns the port for calls of this API.
   * @param view what the supervisor chose to see; missing if the service decides
   */
  const serviceWith = (api: GenesysCloudApi, view?: StartView): CobrowseService =>
    createServiceChooser({
      services: servicesWith(api),
      async getChoice() {
        const { cobrowseService } = await readSettings();
        return view === 'customer' && cobrowseService === 'auto' ? 'platform' : cobrowseService;
      },
      memory: serviceMemory,
      hostOf: async (conversationId) => (await sessionStore.sessionOf(conversationId))?.service ?? null,
    });

  return { serviceWith, getPageOrigins };
}
