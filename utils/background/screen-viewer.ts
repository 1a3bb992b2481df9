import type { ScreenViewer } from '../cobrowse/screen-service';
import type { ViewerState } from '../cobrowse/screen-viewer';
import type { ViewerPage } from '../cobrowse/screen-viewer-page';
import { createSerializer } from '../concurrency/serialize';
import { fail } from '../errors/failure';
import type { Store } from '../storage/store';

/**
 * The background's side of the page that shows agents' screens: opens it, waits for its streaming
 * connection, and knows whether it lives.
 */
export type ScreenViewerPage = ScreenViewer & {
  /**
   * Notes that a page has loaded and asks for access. Returns whether it may have it: no other page
   * may be open.
   */
  admit(page: string, tabId: number): Promise<boolean>;
  /** Notes the state of the streaming connection; ignores other pages than the known one. */
  note(page: string, state: ViewerState): Promise<void>;
  /** The tab of the known page; `null` if there is none. */
  tabId(): Promise<number | null>;
  /** Whether a start of this worker, or of one before it, opened a page in this tab and waits. */
  isAwaited(tabId: number): Promise<boolean>;
  /** Forgets the page: it is gone. */
  forget(): Promise<void>;
};

/** How long a start waits for the page's connection, in milliseconds. Guards against hanging. */
const CONNECT_WITHIN_MS = 45_000;

/** Creates it. */
export function createScreenViewer(dependencies: {
  pages: Pick<Store<ViewerPage | null>, 'get' | 'set' | 'update'>;
  /**
   * Brings the page to the front, or opens it; returns its tab.
   * @param anew loads it again where it is open: it has crashed, or has nothing to connect for
   */
  showPage(anew: boolean): Promise<number | null>;
  /** Whether the load of the page with this id lives. */
  isPageAlive(page: string): Promise<boolean>;
  url: string;
}): ScreenViewerPage {
  const { pages, showPage, isPageAlive, url } = dependencies;
  const waiting = new Set<() => void>();
  const serialize = createSerializer();
  let opening: Promise<string> | null = null;

  /** A tab can be open whose page has crashed. */
  async function livingPage(): Promise<string | null> {
    const page = (await pages.get())?.page ?? null;
    return page !== null && (await isPageAlive(page)) ? page : null;
  }

  async function connectedPage(): Promise<string | null> {
    const known = await pages.get();
    if (known?.state !== 'connected' || known.page === null) return null;
    return (await isPageAlive(known.page)) ? known.page : null;
  }

  const nextReport = (): Promise<void> => new Promise((resolve) => waiting.add(resolve));

  function tellWaiting(): void {
    for (const resolve of waiting) resolve();
    waiting.clear();
  }

  async function open(): Promise<string> {
    const connected = await connectedPage();
    if (connected !== null) return connected;
    // A page that has given up tries again, and may still show what it shows. One that is gone is
    // forgotten.
    const living = await livingPage();
    await pages.update((known) => {
      if (living === null || known?.page !== living) return null;
      return known.state === 'unreachable' ? { ...known, state: 'connecting' } : known;
    });
    let isLate = false;
    const timeout = new Promise<void>((resolve) => setTimeout(resolve, CONNECT_WITHIN_MS)).then(() => {
      isLate = true;
    });
    const tabId = await showPage(living === null);
    await pages.update((now) => now ?? { page: null, tabId, state: 'connecting' });
    for (;;) {
      const reported = nextReport();
      const page = await connectedPage();
      if (page !== null) return page;
      const now = await pages.get();
      if (now === null) throw fail('screen-unreachable', { subject: 'page' });
      if (now.state === 'unreachable' || isLate) throw fail('screen-unreachable');
      await Promise.race([reported, timeout]);
    }
  }

  return {
    url: () => url,
    connectedPage,
    livingPage,
    ready() {
      opening ??= open().finally(() => {
        opening = null;
      });
      return opening;
    },
    admit: (page, tabId) =>
      serialize(async () => {
        const known = await pages.get();
        if (known?.page !== page && (await livingPage()) !== null) return false;
        await pages.set({ page, tabId, state: known?.page === page ? known.state : 'connecting' });
        return true;
      }),
    async note(page, state) {
      await pages.update((known) => (known?.page === page ? { ...known, state } : known));
      tellWaiting();
    },
    tabId: async () => (await pages.get())?.tabId ?? null,
    async isAwaited(tabId) {
      if (opening !== null) return true;
      const known = await pages.get();
      return known?.tabId === tabId && known.state === 'connecting';
    },
    async forget() {
      await pages.set(null);
      tellWaiting();
    },
  };
}
