import { identityItem } from '../auth/state';
import { closeTabsWhere } from '../browser/join-tabs';
import type { ScreenService } from '../cobrowse/screen-service';
import { createSessionStore } from '../cobrowse/session-store';
import {
  endedSessionsItem,
  endNoticesItem,
  foundServicesItem,
  joinLinksItem,
  screenIntentRecords,
  sessionsItem,
  startsItem,
} from '../cobrowse/state';
import { lazyMethods } from '../concurrency/load-once';
import type { createAccess } from './create-access';
import { createCobrowseService } from './create-cobrowse-service';
import type { SessionHistory } from './session-history';
import { createSessionPages } from './session-pages';
import { createSignOutCleanup, type SignOutCleanup } from './sign-out-cleanup';

/**
 * Creates the cleanup for a person who signs out. It uses the raw stores: they hold that person's
 * data until they are cleared.
 */
export function createCleanup({
  access,
  history,
  now,
}: {
  access: ReturnType<typeof createAccess>;
  history: Pick<SessionHistory, 'recordEnded' | 'recordLeft'>;
  now(): number;
}): SignOutCleanup {
  const { practice, signedInEnvironment } = access;
  const pages = createSessionPages({ practice, signedInEnvironment });
  const lastServices = createCobrowseService({
    practice: access.practice,
    sessionStore: createSessionStore({
      sessions: sessionsItem,
      ended: endedSessionsItem,
      joinLinks: joinLinksItem,
      now,
    }),
    found: foundServicesItem,
    screenWith: (api) =>
      lazyMethods<ScreenService>(async () =>
        (await import('./create-screens')).createLastScreenService(api, now),
      ),
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
      async function tellEnded(agentUserId: string, endedAt: number) {
        const language = await api.getLanguagePreference(agentUserId).catch(() => null);
        const { writeMonitoringEnded } = await import('../invite/monitoring-message');
        await api.sendChatMessage(
          agentUserId,
          writeMonitoringEnded(access.clock.toServer(endedAt), language),
        );
      }
      return {
        ...lastServices.serviceWith(api),
        tellEnded: (agentUserId) => tellEnded(agentUserId, now()),
        async settleScreens() {
          const [untold, stored] = await Promise.all([endNoticesItem.get(), screenIntentRecords.readAll()]);
          await Promise.allSettled(untold.map((one) => tellEnded(one.agentUserId, one.endedAt)));
          if (Object.keys(stored).length === 0) return;
          await (await import('./create-screens')).endIntended(api, now);
        },
      };
    },
    closePage: pages.closePage,
    closeScreensPage: () => closeTabsWhere((url) => url.split(/[?#]/)[0] === pages.screensPage),
    closeTabsAt: (urls) => closeTabsWhere((url) => urls.has(url)),
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  });
}
