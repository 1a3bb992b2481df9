import { browser } from '#imports';
import { sessionsItem, viewerPageItem } from '../cobrowse/state';
import { loadOnce } from '../concurrency/load-once';
import type { Background } from './create-background';
import type { Person } from './create-person';
import type { createJoinTabEvents } from './join-tab-events';

type Events = ReturnType<typeof createJoinTabEvents>;

/**
 * Watches the supervisor's own join pages. If a page refuses its token, reopens it with a fresh
 * one, or removes the session if it has ended. If a tab is closed, forgets it and checks the
 * session: people close what is over. Any tab can wake the worker: the code for this is loaded only
 * if there are sessions.
 */
export function watchJoinTabs({ latest }: Pick<Background, 'latest'>): void {
  const load = loadOnce(async () => (await import('./join-tab-events')).createJoinTabEvents());

  browser.tabs.onUpdated.addListener((tabId, { status }, { url }) => {
    if (status === 'loading') {
      void withCurrentPerson((person, events) => events.forgetViewerThatWent(person, tabId));
      void withCurrentPerson((person, events) => events.noteScreensPage(person, 'noteTabLoads', tabId));
    }
    if (status === 'complete' && url)
      void withCurrentPerson((person, events) => events.renewIfRefused(person, tabId));
  });
  browser.tabs.onRemoved.addListener(
    (tabId) => void withCurrentPerson((person, events) => events.forgetTab(person, tabId)),
  );
  sessionsItem.watch((sessions) => {
    const tabIds = Object.values(sessions).map(({ tabId }) => tabId);
    void withCurrentPerson((person, events) => events.checkNewTabs(person, tabIds));
  });

  /** Never rejects: after a sign-out the tabs are forgotten already. */
  async function withCurrentPerson(work: (person: Person, events: Events) => Promise<void>): Promise<void> {
    try {
      // First: later it may be somebody else.
      const person = await latest();
      const [sessions, viewer] = await Promise.all([sessionsItem.get(), viewerPageItem.get()]);
      if (Object.keys(sessions).length === 0 && viewer === null && load.ifLoaded() === null) return;
      await work(person, await load());
    } catch {
      // Of a person who has signed out, nothing is left to do.
    }
  }
}
