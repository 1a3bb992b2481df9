import { identityItem } from '../auth/state';
import { closeTabsWhere } from '../browser/join-tabs';
import { createSessionStore } from '../cobrowse/session-store';
import {
  endedSessionsItem,
  foundServicesItem,
  joinLinksItem,
  screenIntentRecords,
  sessionsItem,
  startsItem,
} from '../cobrowse/state';
import { fail } from '../errors/failure';
import { writeMonitoringEnded } from '../invite/monitoring-message';
import type { createAccess } from './create-access';
import { createCobrowseService } from './create-cobrowse-service';
import { createScreenIntents } from './screen-intents';
import type { SessionHistory } from './session-history';
import type { createSessionPages } from './session-pages';
import { createSignOutCleanup, type SignOutCleanup } from './sign-out-cleanup';

/**
 * Creates the cleanup for a person who signs out. It uses the raw stores: they hold that person's
 * data until they are cleared.
 */
export function createCleanup({
  access,
  history,
  pages,
  now,
}: {
  access: ReturnType<typeof createAccess>;
  history: Pick<SessionHistory, 'recordEnded' | 'recordLeft'>;
  pages: Pick<ReturnType<typeof createSessionPages>, 'closePage' | 'screensPage'>;
  now(): number;
}): SignOutCleanup {
  const lastServices = createCobrowseService({
    practice: access.practice,
    sessionStore: createSessionStore({
      sessions: sessionsItem,
      ended: endedSessionsItem,
      joinLinks: joinLinksItem,
      now,
    }),
    found: foundServicesItem,
    screens: {
      // Nothing is started any more, and every session that is found is ended.
      viewer: {
        ready: async () => {
          throw fail('signed-out');
        },
        connectedPage: async () => null,
        url: () => pages.screensPage,
      },
      intents: createScreenIntents(screenIntentRecords, async () => null, now),
      knownAgent: async () => null,
      isStored: async () => false,
      noteMonitored: async () => undefined,
    },
    getIdentity: identityItem.get,
    now,
  });
  return createSignOutCleanup({
    history,
    async readStores() {
      const [me, starts, sessions, joinLinks] = await Promise.all([
        identityItem.get(),
        startsItem.get(),
        sessionsItem.get(),
        joinLinksItem.get(),
      ]);
      return { me, starts: Object.values(starts), sessions, joinLinks };
    },
    async serviceFor(accessToken) {
      const api = await access.lastApi(accessToken);
      return {
        ...lastServices.serviceWith(api),
        async tellEnded(agentUserId) {
          const language = await api.getLanguagePreference(agentUserId).catch(() => null);
          await api.sendChatMessage(agentUserId, writeMonitoringEnded(now(), language));
        },
      };
    },
    closePage: pages.closePage,
    closeScreensPage: () => closeTabsWhere((url) => url.split(/[?#]/)[0] === pages.screensPage),
    closeTabsAt: (urls) => closeTabsWhere((url) => urls.has(url)),
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  });
}
