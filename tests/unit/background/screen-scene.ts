import { vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createBackground } from '@/utils/background/create-background';
import type { Session } from '@/utils/cobrowse/model';
import { type StreamingAccess, type ViewerState, viewerLockName } from '@/utils/cobrowse/screen-viewer';
import { endedSessionsItem, sessionsItem } from '@/utils/cobrowse/state';
import { toFailure } from '@/utils/errors/failure';
import { DEFAULT_SETTINGS } from '@/utils/settings/settings';
import { settingsItem } from '@/utils/settings/state';
import { type ControlClient, createControlClient } from '../../simulator/control-client.ts';
import { PUBLIC_CLIENT_ID } from '../../simulator/oauth-clients.ts';
import { SUPERVISOR_ID } from '../../simulator/organization.ts';

const REDIRECT_ROOT = 'https://mflddamhjijplebmphbecmklngnfccco.chromiumapp.org/';

type Parts = ReturnType<typeof createBackground>;

/** One load of the page for agents' screens, by what the background notices of it. */
export type OpenPage = {
  readonly id: string;
  readonly tabId: number;
  /** The last answer about its access; `undefined` before. */
  readonly access: StreamingAccess | null | undefined;
  /** Its renderer dies: the tab stays. */
  crash(): Promise<void>;
};

/**
 * The background's real parts on a browser in memory, signed in with PKCE at a running simulator.
 * Whenever the page for agents' screens opens, it connects as the real one does; the simulator
 * proposes to nobody, so no media are needed.
 */
export async function createScreenScene(
  origin: string,
  options: {
    /** Runs the code under test; for a clock of its own. */
    run?: <T>(work: () => Promise<T>) => Promise<T>;
    signedInAs?: string;
    keepsBrowser?: boolean;
  } = {},
) {
  const { run = (work) => work(), signedInAs = SUPERVISOR_ID } = options;
  const control = createControlClient(origin);
  if (!options.keepsBrowser) fakeBrowser.reset();
  vi.spyOn(fakeBrowser.permissions, 'contains').mockResolvedValue(true as never);
  // The tab of a window in front; the browser in memory has no windows.
  vi.spyOn(fakeBrowser.windows, 'update').mockResolvedValue({} as never);
  const identity = {
    getRedirectURL: (path = '') => `${REDIRECT_ROOT}${path}`,
    launchWebAuthFlow: ({ url }: { url: string }) => signInAt(control, url, signedInAs),
  };
  Object.assign(fakeBrowser.identity, identity);
  await settingsItem.set({
    ...DEFAULT_SETTINGS,
    environment: { kind: 'custom', host: origin },
    signIn: { ...DEFAULT_SETTINGS.signIn, method: 'pkce', clientId: PUBLIC_CLIENT_ID },
    session: { allowRemoteControl: false, timeoutInMinutes: 60 },
  });

  let parts = createBackground();
  const pages = new Set<OpenPage & { release: () => void }>();
  /** Whether a page that opens connects; `false` for one that hangs. */
  let connects = true;
  vi.spyOn(fakeBrowser.tabs, 'create').mockImplementation(openTab as never);
  let lastTabId = 1_000;
  const tabs = new Map<number, string>();
  vi.spyOn(fakeBrowser.tabs, 'query').mockImplementation(
    async () => [...tabs].map(([id, url]) => ({ id, url, status: 'complete' })) as never,
  );
  vi.spyOn(fakeBrowser.tabs, 'get').mockImplementation((async (id: number) => {
    const url = tabs.get(id);
    if (url === undefined) throw new Error(`No tab with id ${id}.`);
    return { id, url, status: 'complete' };
  }) as never);
  vi.spyOn(fakeBrowser.tabs, 'update').mockImplementation((async (id: number) => {
    const url = tabs.get(id);
    if (url === undefined) throw new Error(`No tab with id ${id}.`);
    return { id, url };
  }) as never);
  vi.spyOn(fakeBrowser.tabs, 'reload').mockImplementation((async (id: number) => {
    for (const page of pages) if (page.tabId === id) await page.crash();
    if (tabs.get(id)?.endsWith('/screens.html') && connects) void load(id);
  }) as never);
  vi.spyOn(fakeBrowser.tabs, 'remove').mockImplementation((async (id: number) => {
    // The browser does not wait for those who are told.
    void closeTab(id);
  }) as never);

  async function openTab({ url = '' }: { url?: string }) {
    lastTabId += 1;
    tabs.set(lastTabId, url);
    await run(() => parts.screens.noteTabLoads(lastTabId)).catch(() => undefined);
    if (url.endsWith('/screens.html') && connects) void load(lastTabId);
    return { id: lastTabId, url };
  }

  /** What the page does when it loads: `utils/pages/begin-screens.ts`. */
  async function load(tabId: number, reports: ViewerState = 'connected'): Promise<OpenPage> {
    const id = crypto.randomUUID();
    let release: () => void = () => undefined;
    const gone = new Promise<void>((resolve) => {
      release = resolve;
    });
    await new Promise<void>((held) => {
      void navigator.locks.request(viewerLockName(id), () => {
        held();
        return gone;
      });
    });
    const page = {
      id,
      tabId,
      access: undefined as StreamingAccess | null | undefined,
      release,
      async crash() {
        pages.delete(page);
        release();
        await released(id);
      },
    };
    pages.add(page);
    page.access = await run(() => parts.screens.access(id, tabId)).catch(() => null);
    if (page.access) await run(() => parts.screens.report(id, reports));
    return page;
  }

  async function closeTab(tabId: number): Promise<void> {
    if (!tabs.delete(tabId)) return;
    for (const page of pages) if (page.tabId === tabId) await page.crash();
    await run(() => parts.screens.noteTabClosed(tabId)).catch(() => undefined);
  }

  const request = (conversationId: string) => ({
    conversationId,
    settings: { allowRemoteControl: false, timeoutInMinutes: 60 },
    purpose: 'Coaching',
  });

  return {
    control,
    get parts(): Parts {
      return parts;
    },
    get pages(): OpenPage[] {
      return [...pages];
    },
    signIn: () => run(() => parts.auth.signIn()),
    /** Presses "start"; resolves with the code of the failure, or `null`. */
    async start(conversationId: string): Promise<string | null> {
      return await run(() => parts.starter.start(request(conversationId))).then(
        () => null,
        (error: unknown) => toFailure(error).code,
      );
    },
    /** The one stored session; throws if there is none or more. */
    async session(): Promise<Session> {
      const [session, ...others] = await parts.sessionStore.sessions();
      if (!session || others.length > 0) throw new Error('Not one session is stored.');
      return session;
    },
    stored: async () => Object.values(await sessionsItem.get()),
    ended: () => endedSessionsItem.get(),
    /** A tab that somebody opens by hand. */
    openTab: (url: string) => openTab({ url }),
    /** Whom the platform lets be watched now, by session. */
    watched: async () => (await control.screenMonitoring()).live.map(({ id }) => id),
    /** Every session that the platform has made. */
    made: async () => (await control.screenMonitoring()).sessions,
    chats: async () => (await control.chats()).map(({ message }) => message),
    maintain: () => run(() => parts.screens.maintain()),
    load,
    closeTab,
    pagesDoNotConnect() {
      connects = false;
    },
    /** The worker dies; the next one begins with what is stored. */
    restartWorker() {
      parts = createBackground();
    },
    /** The browser dies and starts again: pages, tabs and its memory are gone. */
    async restartBrowser() {
      for (const page of pages) await page.crash();
      tabs.clear();
      await fakeBrowser.storage.session.clear();
      parts = createBackground();
    },
  };
}

export type ScreenScene = Awaited<ReturnType<typeof createScreenScene>>;

/** The user agent's part of a sign-in: the person is signed in to Genesys Cloud in this browser. */
async function signInAt(control: ControlClient, url: string, user: string): Promise<string> {
  const { cookie } = await control.signIn(user);
  const answer = await fetch(url, { redirect: 'manual', headers: { Cookie: cookie } });
  await answer.body?.cancel();
  return answer.headers.get('Location') ?? '';
}

/** Resolves when nobody holds the lock of a page any more. */
async function released(page: string): Promise<void> {
  await navigator.locks.request(viewerLockName(page), () => undefined);
}
