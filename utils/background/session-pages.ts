import { browser } from '#imports';
import { closeTab, closeTabsWhere, tabShows } from '../browser/join-tabs';
import { JOIN_PATH } from '../cobrowse/join-link-origin';
import { isMarkedPageOf, isPageOf, type SessionPages } from '../cobrowse/join-page';
import type { Session } from '../cobrowse/model';
import { SCREENS_PAGE } from '../cobrowse/screen-viewer';
import { SERVICE_TRAITS } from '../cobrowse/service-traits';
import type { Environment } from '../environment/environment';
import { hasHostAccessTo } from '../environment/host-access';
import { joinPageOf } from '../practice/join-page';
import { PRACTICE_ORIGIN } from '../practice/model';
import type { Practice } from '../practice/practice';

/** Finds the supervisor's pages of sessions among the open tabs, and closes them. */
export function createSessionPages({
  practice,
  signedInEnvironment,
}: {
  practice: Pick<Practice, 'isOn'>;
  /** The environment where the sessions were made: a policy may have set another one since. */
  signedInEnvironment(): Promise<Pick<Environment, 'joinOrigin' | 'appsOrigin'>>;
}) {
  const practicePage = browser.runtime.getURL('/practice-session.html');
  const screensPage = browser.runtime.getURL(SCREENS_PAGE);

  async function pagesOf(): Promise<SessionPages> {
    if (await practice.isOn()) return { joinPage: practicePage, appsOrigin: PRACTICE_ORIGIN, screensPage };
    const { joinOrigin, appsOrigin } = await signedInEnvironment();
    return { joinPage: joinOrigin + JOIN_PATH, appsOrigin, screensPage };
  }

  /** Whether the session's stored tab still shows its page. */
  async function showsPage(session: Session): Promise<boolean> {
    if (session.tabId === null) return false;
    const pages = await pagesOf();
    return await tabShows(session.tabId, (address) => isPageOf(session, pages, address));
  }

  return {
    pagesOf,
    showsPage,
    screensPage,
    /** Returns the link to open: practice links lead to a page of the extension. */
    shownLink: (url: string) => joinPageOf(url, practicePage),
    /**
     * Closes a session's page wherever it is open, by its address. Keeps a tab in which the user
     * has navigated elsewhere. Without host access, addresses cannot be read: then a viewer is
     * closed by its stored tab, because nothing else would close it.
     */
    async closePage(session: Session): Promise<void> {
      // All sessions share it, and it shows how each ended.
      if (SERVICE_TRAITS[session.service].viewedIn === 'own-page') return;
      const pages = await pagesOf();
      const isUnread = session.service === 'platform' && !(await hasHostAccessTo(pages.appsOrigin));
      if (session.tabId !== null && (isUnread || (await showsPage(session)))) await closeTab(session.tabId);
      await closeTabsWhere((address) => isMarkedPageOf(session, pages, address));
    },
  };
}
