import type { ScreenViewer } from '../cobrowse/screen-service';
import type { ViewerState } from '../cobrowse/screen-viewer';
import type { ViewerPage } from '../cobrowse/screen-viewer-page';
import { fail } from '../errors/failure';
import type { Store } from '../storage/store';

/**
 * The background's side of the page that shows agents' screens: opens it, waits for its streaming
 * connection, and knows whether it lives.
 */
export type ScreenViewerPage = ScreenViewer & {
  /**
   * Notes that a page has loaded and asks for access. Returns whether it may have it: the page must
   * be in a tab, and no other page may be open. `isNew`: another page than the one known so far.
   */
  admit(page: string, tabId: number): Promise<{ admitted: boolean; isNew: boolean }>;
  /** Notes the state of the streaming connection; ignores other pages than the known one. */
  note(page: string, state: ViewerState): Promise<void>;
  /** Whether the known page still lives: a tab can be open whose page has crashed. */
  isAlive(): Promise<boolean>;
  /** The tab of the known page; `null` if there is none. */
  tabId(): Promise<number | null>;
  /** Whether a start waits for the page, of this worker or of one that has died. */
  isAwaited(): Promise<boolean>;
  /** Forgets the page: it is gone. */
  forget(): Promise<void>;
};

/** How long a start waits for the page's connection, in milliseconds. Guards against hanging. */
const CONNECT_WITHIN_MS = 45_000;

/** Creates it. */
export function createScreenViewer(dependencies: {
  pages: Pick<Store<ViewerPage | null>, 'get' | 'set' | 'update'>;
  /** Brings the page to the front, or opens it; returns its tab. */
  showPage(): Promise<number | null>;
  /** Whether the load of the page with this id lives. */
  isPageAlive(page: string): Promise<boolean>;
  url: string;
}): ScreenViewerPage {
  const { pages, showPage, isPageAlive, url } = dependencies;
  const waiting = new Set<() => void>();
  let opening: Promise<string> | null = null;

  async function isAlive(): Promise<boolean> {
    const known = await pages.get();
    return known !== null && known.page !== null && (await isPageAlive(known.page));
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
    if (!(await isAlive())) await pages.set(null);
    // A page that has given up tries again when it sees the start.
    else await pages.update((known) => known && { ...known, state: 'connecting' });
    let isLate = false;
    const timeout = new Promise<void>((resolve) => setTimeout(resolve, CONNECT_WITHIN_MS)).then(() => {
      isLate = true;
    });
    const tabId = await showPage();
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
    ready() {
      opening ??= open().finally(() => {
        opening = null;
      });
      return opening;
    },
    async admit(page, tabId) {
      const known = await pages.get();
      const isKnown = known?.page === page;
      if (!isKnown && known?.page && (await isPageAlive(known.page)))
        return { admitted: false, isNew: false };
      await pages.set({ page, tabId, state: isKnown ? known.state : 'connecting' });
      return { admitted: true, isNew: !isKnown && known?.page !== null };
    },
    async note(page, state) {
      await pages.update((known) => (known?.page === page ? { ...known, state } : known));
      tellWaiting();
    },
    isAlive,
    tabId: async () => (await pages.get())?.tabId ?? null,
    isAwaited: async () => opening !== null || (await pages.get())?.page === null,
    async forget() {
      await pages.set(null);
      tellWaiting();
    },
  };
}
