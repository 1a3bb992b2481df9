import { browser } from '#imports';
import { pageStatus } from '../browser/join-tabs';
import { viewerPageItem } from '../cobrowse/state';
import type { Person } from './create-person';

/** How a join page answers a token that is expired or unknown; also after the session has ended. */
const REFUSED = [404, 410];

/** Creates what happens when a tab that may show a session changes. */
export function createJoinTabEvents() {
  const renewing = new Set<number>();
  const known = new Set<number>();

  return { checkNewTabs, renewIfRefused, forgetViewerThatWent, noteScreensPage, forgetTab };

  /** A page may have loaded before its session was stored. */
  async function checkNewTabs(person: Person, tabIds: (number | null)[]) {
    const tabs = tabIds.filter((tabId) => tabId !== null);
    const added = tabs.filter((tabId) => !known.has(tabId));
    known.clear();
    for (const tabId of tabs) known.add(tabId);
    await Promise.allSettled(
      added.map(async (tabId) => {
        const tab = await browser.tabs.get(tabId).catch(() => null);
        if (tab?.status === 'complete') await renewIfRefused(person, tabId);
      }),
    );
  }

  async function renewIfRefused(
    { sessionStore, liveSessions, showsPage }: Person,
    tabId: number,
  ): Promise<void> {
    const session = (await sessionStore.sessions()).find(
      // The viewer has no token that could be refused: its errors are between Genesys Cloud and the
      // user.
      (each) => each.tabId === tabId && each.service === 'sessions',
    );
    // The user may have navigated elsewhere in that tab; errors of other pages do not concern us.
    if (!session || !(await showsPage(session))) return;
    // Two events may report the same page; reopen it only once.
    if (renewing.has(tabId)) return;
    renewing.add(tabId);
    try {
      if (REFUSED.includes((await pageStatus(tabId)) ?? 0)) await liveSessions.renewExpiredPage(tabId);
    } catch {
      // A session that has ended leaves the store; its page says so itself.
    } finally {
      renewing.delete(tabId);
    }
  }

  /** Later the tab's address may not be readable, and the tab may show something of the user's. */
  async function forgetViewerThatWent({ sessionStore, showsPage }: Person, tabId: number): Promise<void> {
    const session = (await sessionStore.sessions()).find(
      (each) => each.tabId === tabId && each.service === 'platform',
    );
    if (session && !(await showsPage(session))) await sessionStore.setTab(session.id, null);
  }

  async function noteScreensPage(
    { screens }: Pick<Person, 'screens'>,
    event: 'noteTabClosed' | 'noteTabLoads',
    tabId: number,
  ): Promise<void> {
    if ((await viewerPageItem.get())?.tabId === tabId) await screens[event](tabId);
  }

  async function forgetTab({ sessionStore, sessionWatch, screens }: Person, tabId: number) {
    await noteScreensPage({ screens }, 'noteTabClosed', tabId).catch(() => undefined);
    const shown = (await sessionStore.sessions()).filter((session) => session.tabId === tabId);
    await Promise.allSettled(
      shown.map(async (session) => {
        await sessionStore.setTab(session.id, null);
        // If the check fails now, the session is checked when the popup opens.
        await sessionWatch.check(session).catch(() => undefined);
      }),
    );
  }
}
