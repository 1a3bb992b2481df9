import { browser } from '#imports';
import { pageStatus } from '../browser/join-tabs';
import { sessionsItem, viewerPageItem } from '../cobrowse/state';
import type { Background } from './create-background';
import type { Person } from './create-person';

/** How a join page answers a token that is expired or unknown; also after the session has ended. */
const REFUSED = [404, 410];

/**
 * Watches the supervisor's own join pages. If a page refuses its token, reopens it with a fresh
 * one, or removes the session if it has ended. If a tab is closed, forgets it and checks the
 * session: people close what is over.
 */
export function watchJoinTabs({ latest }: Pick<Background, 'latest'>): void {
  const renewing = new Set<number>();
  const known = new Set<number>();

  browser.tabs.onUpdated.addListener((tabId, { status }, { url }) => {
    if (status === 'loading') {
      void withCurrentPerson((person) => forgetViewerThatWent(person, tabId));
      void withCurrentPerson((person) => noteScreensPage(person, 'noteTabLoads', tabId));
    }
    if (status === 'complete' && url) void withCurrentPerson((person) => renewIfRefused(person, tabId));
  });
  browser.tabs.onRemoved.addListener((tabId) => void withCurrentPerson((person) => forgetTab(person, tabId)));
  sessionsItem.watch((sessions) => {
    const tabIds = Object.values(sessions).map(({ tabId }) => tabId);
    void withCurrentPerson((person) => checkNewTabs(person, tabIds));
  });

  /** Never rejects: after a sign-out the tabs are forgotten already. */
  async function withCurrentPerson(work: (person: Person) => Promise<void>): Promise<void> {
    await latest()
      .then(work)
      .catch(() => undefined);
  }

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
