import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { GECKO_ID } from '../../../utils/settings/extension-ids.ts';
import { FIREFOX_BUILD_DIR, OUTPUT_DIR } from '../../setup/project.ts';
import { type BiDi, connectBiDi } from './bidi.ts';
import { findBrowserWindow } from './browser-window.ts';
import { type HostPermissions, hostPermissionsFrom } from './host-permissions.ts';
import { Page } from './page.ts';
import { type Key, pressAltShift } from './shortcut-keys.ts';
import { type Watch, watchFrom } from './watch.ts';

/** Firefox gives an extension a random host in each profile, unless it has one already. */
const UUID = '6f1d5a52-9a7c-4d0e-8f53-2b1f8c0e7a11';
/** Timeout until Firefox accepts commands, in milliseconds. */
const START_TIMEOUT_MS = 120_000;
/** Timeout until a requested page has loaded, in milliseconds. */
const PAGE_TIMEOUT_MS = 60_000;
/** Milliseconds between two looks at what pages there are. */
const POLL_MS = 50;

const treeSchema = z.object({ contexts: z.array(z.object({ context: z.string(), url: z.string() })) });

/** How to launch. */
export type FirefoxOptions = {
  /** Folder of the built extension; the build as users get it when missing. */
  buildDir?: string;
  /**
   * Home folder of the browser's process, where it looks for native manifests; the user's own when
   * missing.
   */
  home?: string;
  /** Another extension to install, and the host that its pages get. */
  stranger?: { dir: string; id: string; uuid: string };
};

/** A running Firefox with the extension in it. */
export type Firefox = {
  watch: Watch;
  hosts: HostPermissions;
  /** Address of one of the extension's pages. */
  urlOf(file: string): string;
  /** Opens one of the extension's pages in a new tab. */
  open(file: string): Promise<Page>;
  /** Opens any address in a new tab. `before` runs in the page ahead of the page's own scripts. */
  openUrl(url: string, before?: () => void): Promise<Page>;
  /** The extension's tabs with this page, in the order in which they were opened. */
  pages(file: string): Promise<Page[]>;
  /** The tabs and windows with a matching address, including those of the extension. */
  pagesWhere(fits: (url: string) => boolean): Promise<Page[]>;
  /** Waits for a tab or window with a matching address, and returns the first. */
  page(fits: (url: string) => boolean): Promise<Page>;
  /** The browser is logged in nowhere any more. */
  clearCookies(): Promise<void>;
  /** Closes every tab and window but this one. */
  closeAllBut(page: Page): Promise<void>;
  /** Presses Alt, Shift and a key on the keyboard, for the tab in front. */
  pressAltShift(key: Key): Promise<void>;
  close(): Promise<void>;
};

/** Launches Firefox in a fresh profile, and installs the extension as a temporary add-on. */
export async function launchFirefox(executable: string, options: FirefoxOptions = {}): Promise<Firefox> {
  const { buildDir = FIREFOX_BUILD_DIR, home, stranger } = options;
  // In the project's folder, not the system's: a Firefox snap has its own /tmp.
  mkdirSync(OUTPUT_DIR, { recursive: true });
  const profile = mkdtempSync(path.join(OUTPUT_DIR, 'firefox-profile-'));
  const uuids = { [GECKO_ID]: UUID, ...(stranger && { [stranger.id]: stranger.uuid }) };
  const pref = JSON.stringify(JSON.stringify(uuids));
  writeFileSync(path.join(profile, 'user.js'), `user_pref('extensions.webextensions.uuids', ${pref});\n`);
  const child = spawn(
    executable,
    [
      '--headless',
      '--no-remote',
      '--profile',
      profile,
      '--remote-debugging-port=0',
      // Extensions' pages and the browser's own window are steered too.
      '-remote-allow-system-access',
    ],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, ...(home && { HOME: home }), MOZ_CRASHREPORTER_DISABLE: '1' },
    },
  );
  const end = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const gone = once(child, 'exit');
      child.kill();
      await gone;
    }
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const bidi = await connectBiDi(await addressOf(child));
    const origin = `moz-extension://${UUID}`;
    const inWindow = await findBrowserWindow(bidi);
    const watch = await watchFrom(inWindow, origin);
    for (const dir of [buildDir, ...(stranger ? [stranger.dir] : [])]) {
      const extensionData = { type: 'path', path: dir };
      await bidi.send('webExtension.install', { extensionData }, z.unknown());
    }
    return {
      watch,
      hosts: hostPermissionsFrom(inWindow),
      pressAltShift: (key) => pressAltShift(inWindow, key),
      urlOf: (file) => `${origin}/${file}`,
      ...tabsOf(bidi, origin),
      clearCookies: () => bidi.send('storage.deleteCookies', {}, z.unknown()).then(() => undefined),
      async close() {
        bidi.close();
        await end();
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}

type Tabs = Pick<Firefox, 'open' | 'openUrl' | 'pages' | 'pagesWhere' | 'page' | 'closeAllBut'>;

function tabsOf(bidi: BiDi, origin: string): Tabs {
  const all = async () =>
    (await bidi.send('browsingContext.getTree', { maxDepth: 0 }, treeSchema)).contexts.map(
      ({ context, url }) => ({ page: new Page(bidi, context), url }),
    );

  const tabs: Tabs = {
    open: (file) => tabs.openUrl(`${origin}/${file}`),
    async openUrl(url, before) {
      const { context } = await bidi.send(
        'browsingContext.create',
        { type: 'tab' },
        z.object({ context: z.string() }),
      );
      const page = new Page(bidi, context);
      if (before) {
        const script = { functionDeclaration: String(before), contexts: [context] };
        await bidi.send('script.addPreloadScript', script, z.unknown());
      }
      // What is not in view does not run its checks.
      await page.bringToFront();
      await page.goto(url);
      return page;
    },
    pages: (file) => tabs.pagesWhere((url) => url.split('?')[0] === `${origin}/${file}`),
    async pagesWhere(fits) {
      return (await all()).filter(({ url }) => fits(url)).map(({ page }) => page);
    },
    async page(fits) {
      const until = Date.now() + PAGE_TIMEOUT_MS;
      let urls: string[] = [];
      while (Date.now() < until) {
        const there = await all();
        const found = there.find(({ url }) => fits(url));
        if (found) return found.page;
        urls = there.map(({ url }) => new URL(url).origin + new URL(url).pathname);
        await sleep(POLL_MS);
      }
      throw new Error(`No such page. There are: ${urls.join(' | ')}`);
    },
    async closeAllBut(kept) {
      for (const { page } of await all()) {
        // A window may close itself meanwhile.
        if (!page.is(kept)) await page.close().catch(() => undefined);
      }
    },
  };
  return tabs;
}

/** The address that Firefox reports to listen on. */
async function addressOf({ stderr }: ChildProcess): Promise<string> {
  if (!stderr) throw new Error('What Firefox says cannot be heard.');
  const said: string[] = [];
  const lines = createInterface(stderr);
  const timer = setTimeout(() => lines.close(), START_TIMEOUT_MS);
  for await (const line of lines) {
    said.push(line);
    const [, address] = /WebDriver BiDi listening on (ws:\S+)/.exec(line) ?? [];
    if (address) {
      clearTimeout(timer);
      // Nobody listens any more; a full pipe would stop the browser.
      stderr.resume();
      return address;
    }
  }
  throw new Error(`Firefox cannot be steered. It said:\n${said.join('\n')}`);
}
