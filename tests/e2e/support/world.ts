import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { BrowserContext, Worker } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { launchExtension } from '../../setup/launch-browser.ts';
import { type ControlClient, createControlClient } from '../../simulator/control-client.ts';
import { type SimulatorOptions, startSimulator } from '../../simulator/simulator.ts';
import { DesktopPage } from './desktop-page.ts';
import { foreignRequests } from './official-operations.ts';
import { OptionsPage } from './options-page.ts';
import { PopupPage } from './popup-page.ts';
import { setInvite } from './stored-settings.ts';

export const EXTENSION_DIR = fileURLToPath(new URL('../../../.output/chrome-mv3-simulator', import.meta.url));
const FAILURES_DIR = fileURLToPath(new URL('../../../.output/e2e-failures', import.meta.url));

/** Identities that the simulator fixes. */
export const DANA = { name: 'Dana Whitfield', userId: 'aaaaaaaa-0000-4000-8000-000000000001' };
export const FEMI = { name: 'Femi Okoro', userId: 'aaaaaaaa-0000-4000-8000-000000000002' };
export const PUBLIC_CLIENT = '11111111-1111-4111-8111-111111111111';
export const SECRET_CLIENT = { id: '22222222-2222-4222-8222-222222222222', secret: 'simulator-secret' };
export const CLIENT_WITHOUT_COBROWSE = '33333333-3333-4333-8333-333333333333';

/** A simulator and a browser with the built extension in it. */
export type World = {
  origin: string;
  control: ControlClient;
  context: BrowserContext;
  extensionId: string;
  /**
   * Opens the popup's page in a tab of its own: with a list that nobody has filtered, unless it is
   * to be as it was left.
   */
  openPopup(list?: 'unfiltered' | 'as left'): Promise<PopupPage>;
  openOptions(): Promise<OptionsPage>;
  /** Opens the simulated Genesys desktop at a hash route. */
  openDesktop(route: string): Promise<DesktopPage>;
  /** The extension's service worker. */
  worker(): Worker;
  /** Where a second DevTools client can connect. */
  devToolsUrl(): Promise<string>;
  /** Signs in through the options page with the public client, as Dana unless said otherwise. */
  signIn(user?: string, clientId?: string): Promise<void>;
  /** Closes every tab but one empty one, so that tests do not see each other's. */
  closeTabs(): Promise<void>;
  close(): Promise<void>;
};

/**
 * Starts both. Set-up and sign-in are done through the real UI when `signedIn` is true (the
 * default).
 */
export async function openWorld(
  options: {
    simulator?: SimulatorOptions;
    /** Folder of the built extension; the simulator's build when missing. */
    extensionDir?: string;
    /**
     * Another world whose simulator this one uses too, as a second browser of the same
     * organization; or a simulator that runs by itself.
     */
    beside?: Pick<World, 'origin'>;
    signedIn?: boolean;
    args?: string[];
  } = {},
): Promise<World> {
  const simulator = options.beside
    ? { origin: options.beside.origin, stop: async () => undefined }
    : await startSimulator({
        conversations: 8,
        agents: 6,
        // A file of tests opens more popups in a minute than any supervisor does.
        rateLimitPerMinute: 3_000,
        ...options.simulator,
      });
  const browser = await launchExtension({
    extensionDir: options.extensionDir ?? EXTENSION_DIR,
    headless: true,
    ...(options.args && { args: options.args }),
  });
  const { context, extensionId } = browser;
  const extensionPage = async (file: string) => {
    const page = await context.newPage();
    await page.goto(`chrome-extension://${extensionId}/${file}`);
    return page;
  };
  const world: World = {
    origin: simulator.origin,
    control: createControlClient(simulator.origin),
    context,
    extensionId,
    async openPopup(list = 'unfiltered') {
      if (list === 'unfiltered') {
        await world
          .worker()
          .evaluate(() => chrome.storage.session.remove(['list-view', 'first-screen', 'snapshot']));
      }
      const page = await extensionPage('popup.html');
      // Until the page itself is there, a snapshot of the last one may stand in its place.
      await page.locator('#root:not([inert]) > *').first().waitFor();
      return new PopupPage(page);
    },
    openOptions: async () => new OptionsPage(await extensionPage('options.html')),
    async openDesktop(route) {
      const page = await context.newPage();
      await page.goto(`${simulator.origin}/directory/${route}`);
      return await DesktopPage.attach(page);
    },
    worker() {
      const [worker] = context.serviceWorkers();
      if (!worker) throw new Error('The extension has no service worker.');
      return worker;
    },
    devToolsUrl: browser.devToolsUrl,
    async signIn(user = DANA.name, clientId = PUBLIC_CLIENT) {
      const settings = await world.openOptions();
      await settings.configure({ host: simulator.origin, clientId });
      await settings.signInAs(user);
      await settings.checkedSignIn();
      await settings.page.close();
      await setInvite(world, {});
    },
    async closeTabs() {
      const keep = await context.newPage();
      await Promise.all(context.pages().map((page) => (page === keep ? null : page.close())));
    },
    async close() {
      await browser.close();
      const foreign = foreignRequests(await world.control.requests());
      await simulator.stop();
      if (foreign.length > 0)
        throw new Error(`Requests that the platform does not know: ${foreign.join('; ')}`);
    },
  };
  try {
    if (options.signedIn !== false) await world.signIn();
    return world;
  } catch (error) {
    await world.close();
    throw error;
  }
}

/**
 * A world for the whole file: opened before its tests, closed after them, tidied between them
 * (faults gone, tabs closed; pictures of all tabs kept where a test failed). Answers how to get at
 * it inside a test.
 */
export function useWorld(options: Parameters<typeof openWorld>[0] = {}): () => World {
  let world: World | undefined;
  const get = () => {
    if (!world) throw new Error('The world is there inside tests only.');
    return world;
  };
  beforeAll(async () => {
    world = await openWorld(options);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await takePictures(get(), task.name);
    await get().control.clearFaults();
    // At each test: one that resets the simulator takes its log away.
    await requireOfficialRequests(get());
    await get().closeTabs();
    await refillBudget(get());
  });
  afterAll(async () => {
    await world?.close();
  });
  return get;
}

/** Throws where the extension sent what no operation of the platform takes. */
async function requireOfficialRequests({ control }: World): Promise<void> {
  const foreign = foreignRequests(await control.requests());
  if (foreign.length > 0) throw new Error(`Requests that the platform does not know: ${foreign.join('; ')}`);
}

/**
 * A file of tests presses more in a minute than any supervisor: each test has the whole request
 * budget. A request that is being booked meanwhile writes back what it has read, so this looks
 * again.
 */
async function refillBudget(world: World): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const left = await world.worker().evaluate(async () => {
      await chrome.storage.session.remove('request-times');
      await new Promise((resolve) => setTimeout(resolve, 60));
      const { 'request-times': times } = await chrome.storage.session.get('request-times');
      return Array.isArray(times) ? times.length : 0;
    });
    if (left <= 2) return;
  }
  throw new Error('Something keeps sending requests after the test.');
}

async function takePictures(world: World, testName: string): Promise<void> {
  await mkdir(FAILURES_DIR, { recursive: true });
  const name = testName.replace(/\W+/g, '-').slice(0, 80);
  await Promise.allSettled(
    world.context
      .pages()
      .map((page, index) =>
        page.screenshot({ path: `${FAILURES_DIR}/${name}-${index}.png`, fullPage: true, timeout: 20_000 }),
      ),
  );
}
