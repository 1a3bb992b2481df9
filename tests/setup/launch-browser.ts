import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type BrowserContext, chromium } from 'playwright-core';
import { findChromium } from './browser.ts';
import { withSandboxIfPossible } from './sandbox.ts';

/** The options of a launch. */
export type LaunchOptions = {
  /** Folder of the unpacked extension. */
  extensionDir: string;
  /** True by default. */
  headless?: boolean;
  /** More switches for Chromium. */
  args?: string[];
  /** A profile to use and keep; if missing, a fresh one that is removed afterwards. */
  userDataDir?: string;
  /** Environment of the browser; this process's own if missing. */
  env?: Record<string, string | undefined>;
  /**
   * Whether Ctrl+C closes the browser and ends the process; true by default, unless the caller does
   * that itself.
   */
  closeOnSignals?: boolean;
};

/** A running browser with the extension in it. */
export type LaunchedExtension = {
  context: BrowserContext;
  extensionId: string;
  /**
   * Where a second DevTools client can connect, for example `http://127.0.0.1:38211`; headless
   * only.
   */
  devToolsUrl(): Promise<string>;
  /** Closes the browser and removes its temporary profile. */
  close(): Promise<void>;
};

/** Timeout until the extension runs after the browser has started, in milliseconds. */
const EXTENSION_TIMEOUT_MS = 60_000;

/** Milliseconds in which the extension opens its first page. */
const FIRST_PAGE_TIMEOUT_MS = 30_000;

/**
 * Milliseconds after which something awaited in a page counts as missing; generous, for slow
 * machines.
 */
const PAGE_TIMEOUT_MS = 60_000;

/** Only the pages under test may use the network. */
const QUIET = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
];

/**
 * Launches Chromium with an unpacked extension loaded, and waits until the extension runs and, in a
 * fresh profile, has opened its first page.
 * @throws Error when there is no Chromium or the extension does not start
 */
export async function launchExtension(options: LaunchOptions): Promise<LaunchedExtension> {
  const profile = options.userDataDir ?? mkdtempSync(path.join(tmpdir(), 'cobrowse-'));
  const removeProfile = () => {
    if (!options.userDataDir) rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  // Also if the process ends without closing the browser, as on Ctrl+C.
  process.once('exit', removeProfile);

  let context: BrowserContext | undefined;
  async function close() {
    await context?.close();
    process.off('exit', removeProfile);
    removeProfile();
  }

  try {
    context = await launch(profile, options);
    context.setDefaultTimeout(PAGE_TIMEOUT_MS);
    const worker =
      context.serviceWorkers()[0] ??
      (await context.waitForEvent('serviceworker', { timeout: EXTENSION_TIMEOUT_MS }).catch(() => undefined));
    if (!worker) throw new Error(`Chromium did not start the extension in ${options.extensionDir}.`);
    const extensionId = new URL(worker.url()).host;
    if (!options.userDataDir) await waitForFirstPage(context, extensionId);
    return {
      context,
      extensionId,
      devToolsUrl: async () => {
        const [port] = (await readFile(path.join(profile, 'DevToolsActivePort'), 'utf8')).split('\n');
        return `http://127.0.0.1:${port}`;
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * After its installation the extension opens a page, and may use an empty tab in front for it: that
 * must not be one that the caller has just opened. The launcher does not check whether the page
 * opens at all.
 */
async function waitForFirstPage(context: BrowserContext, extensionId: string): Promise<void> {
  const isThere = () =>
    context.pages().some((page) => page.url().startsWith(`chrome-extension://${extensionId}/`));
  for (const until = Date.now() + FIRST_PAGE_TIMEOUT_MS; Date.now() < until && !isThere(); ) await sleep(20);
}

async function launch(profile: string, options: LaunchOptions): Promise<BrowserContext> {
  const { extensionDir, headless = true, args = [], env, closeOnSignals = true } = options;
  const start = (chromiumSandbox: boolean) =>
    chromium.launchPersistentContext(profile, {
      executablePath: findChromium(),
      headless,
      chromiumSandbox,
      args: [
        // A popup is never larger than the screen allows, and the default screen is small.
        ...(headless ? ['--headless=new', '--screen-info={1600x1200}'] : []),
        `--disable-extensions-except=${extensionDir}`,
        `--load-extension=${extensionDir}`,
        // For tests only: other programs must not control a browser that a person uses.
        ...(headless ? ['--remote-debugging-port=0', '--enable-unsafe-extension-debugging'] : []),
        ...QUIET,
        ...args,
      ],
      // People who try the extension should not read that a program controls the browser.
      ignoreDefaultArgs: ['--disable-extensions', ...(headless ? [] : ['--enable-automation'])],
      viewport: headless ? { width: 1280, height: 800 } : null,
      handleSIGINT: closeOnSignals,
      handleSIGTERM: closeOnSignals,
      handleSIGHUP: closeOnSignals,
      ...(env && { env }),
    });

  return await withSandboxIfPossible(start);
}
