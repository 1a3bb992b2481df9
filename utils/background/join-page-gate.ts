import type { Epoch } from '../auth/epochs';
import { closeTab, navigateTab, showInTab } from '../browser/join-tabs';
import { assertJoinLinkOrigin } from '../cobrowse/join-link-origin';
import { isPageOf } from '../cobrowse/join-page';
import type { Session } from '../cobrowse/model';
import type { createCobrowseService } from './create-cobrowse-service';
import type { createSessionPages } from './session-pages';

/**
 * The only way for a join link to reach a tab. Lets a link through only if it points to the
 * environment's own origins or to the extension's page for agents' screens, and only while the
 * person it was made for is signed in.
 */
export function createJoinPageGate({
  epoch,
  pages: { pagesOf, shownLink, screensPage },
  getPageOrigins,
}: {
  epoch: Epoch;
  pages: Pick<ReturnType<typeof createSessionPages>, 'pagesOf' | 'shownLink' | 'screensPage'>;
  getPageOrigins: ReturnType<typeof createCobrowseService>['getPageOrigins'];
}) {
  async function requireOwnOrigin(url: string): Promise<void> {
    if (url !== screensPage) assertJoinLinkOrigin(url, await getPageOrigins());
  }
  return {
    /** Shows a session's page, in its own tab if that still shows it; returns the tab. */
    async show(url: string, session: Session): Promise<number | null> {
      await requireOwnOrigin(url);
      const where = await pagesOf();
      epoch.require();
      const isShown = (address: string) => isPageOf(session, where, address);
      const shownIn = await showInTab(shownLink(url), session.tabId, isShown, {
        beside: `${where.appsOrigin}/directory/`,
      });
      // Nothing else would close this tab: a sign-out only closes the tabs known at that time.
      if (!epoch.isOpen() && shownIn !== null) await closeTab(shownIn);
      return shownIn;
    },
    /**
     * Brings the page for agents' screens to the front, or opens it; returns its tab.
     * @param anew loads it again where it is open
     */
    async showScreens(anew: boolean): Promise<number | null> {
      epoch.require();
      const tabId = await showInTab(screensPage, null, () => false, { anew });
      if (!epoch.isOpen() && tabId !== null) await closeTab(tabId);
      return tabId;
    },
    /** Navigates a tab to a link. */
    async navigate(tabId: number, url: string): Promise<void> {
      await requireOwnOrigin(url);
      epoch.require();
      await navigateTab(tabId, shownLink(url));
    },
  };
}
