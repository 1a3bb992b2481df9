import { closeTabsWhere } from '../browser/join-tabs';
import { createSessionBook } from '../cobrowse/session-book';
import {
  endedSessionsItem,
  foundServicesItem,
  identityItem,
  joinLinksItem,
  sessionsItem,
  startsItem,
} from '../storage/items';
import type { createAccess } from './create-access';
import { createCobrowseService } from './create-cobrowse-service';
import { createLeavings, type Leavings } from './leavings';
import type { SessionHistory } from './session-history';
import type { createSessionPages } from './session-pages';

/** What is done for who leaves, over the stores: they are theirs until they are emptied. */
export function createLeavingsOfBackground({
  access,
  history,
  pages,
  now,
}: {
  access: ReturnType<typeof createAccess>;
  history: Pick<SessionHistory, 'recordEnded' | 'recordLeft'>;
  pages: Pick<ReturnType<typeof createSessionPages>, 'closePage'>;
  now(): number;
}): Leavings {
  const lastServices = createCobrowseService({
    practice: access.practice,
    book: createSessionBook({
      sessions: sessionsItem,
      ended: endedSessionsItem,
      joinLinks: joinLinksItem,
      now,
    }),
    found: foundServicesItem,
    getIdentity: identityItem.get,
    now,
  });
  return createLeavings({
    history,
    async readBook() {
      const [me, starts, sessions, joinLinks] = await Promise.all([
        identityItem.get(),
        startsItem.get(),
        sessionsItem.get(),
        joinLinksItem.get(),
      ]);
      return { me, starts: Object.values(starts), sessions, joinLinks };
    },
    serviceFor: async (accessToken) => lastServices.serviceWith(await access.lastApi(accessToken)),
    closePage: pages.closePage,
    closeTabsAt: (urls) => closeTabsWhere((url) => urls.has(url)),
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  });
}
