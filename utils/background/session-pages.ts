import { browser } from '#imports';
import { closeTab, closeTabsWhere, tabShows } from '../browser/join-tabs';
import { JOIN_PATH } from '../cobrowse/join-link-origin';
import { isMarkedPageOf, isPageOf, type SessionPages } from '../cobrowse/join-page';
import type { Session } from '../cobrowse/model';
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
  /** Where the sessions were made: a policy may have set another environment since. */
  signedInEnvironment(): Promise<Pick<Environment, 'joinOrigin' | 'appsOrigin'>>;
}) {
  const practicePage = browser.runtime.getURL('/practice-session.html');

  async function pagesOf(): Promise<SessionPages> {
    if (await practice.isOn()) return { joinPage: practicePage, appsOrigin: PRACTICE_ORIGIN };
    const { joinOrigin, appsOrigin } = await signedInEnvironment();
    return { joinPage: joinOrigin + JOIN_PATH, appsOrigin };
  }

  /** Whether the tab that was noted for a session shows its page. */
  async function showsPage(session: Session): Promise<boolean> {
    if (session.tabId === null) return false;
    const pages = await pagesOf();
    return await tabShows(session.tabId, (address) => isPageOf(session, pages, address));
  }

  return {
    pagesOf,
    showsPage,
    /** A link as it works: one of the practice leads into the extension. */
    shownLink: (url: string) => joinPageOf(url, practicePage),
    /**
     * Closes the page of a session wherever it is open: its address says whose it is. A tab in
     * which the user has gone elsewhere stays. Without access no address can be read: then a
     * viewer, which nobody else would close, is closed by the tab that was noted.
     */
    async closePage(session: Session): Promise<void> {
      const pages = await pagesOf();
      const isUnread = session.service === 'platform' && !(await hasHostAccessTo(pages.appsOrigin));
      if (session.tabId !== null && (isUnread || (await showsPage(session)))) await closeTab(session.tabId);
      await closeTabsWhere((address) => isMarkedPageOf(session, pages, address));
    },
  };
}
