import { cp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { EXTENSION_DIR, openWorld, type World } from '../../e2e/support/world.ts';
import { bundleScript } from '../../setup/bundle-script.ts';
import { OUTPUT_DIR } from '../../setup/project.ts';
import type { SimulatorOptions } from '../../simulator/options.ts';
import { userToken } from '../../unit/simulator/support.ts';
import type { BareWish } from '../bare-viewer/viewer.ts';

const BARE_SOURCE = fileURLToPath(new URL('../bare-viewer', import.meta.url));

/** Longer than any benchmark watches. */
const SETTINGS = { allowRemoteControl: false, timeoutInMinutes: 60 };

/** An agent whose computer is on. */
type WatchedAgent = { userId: string; name: string };

/** The product and a bare viewer of agents' screens in one browser, with agents to watch. */
export type Watching = {
  world: World;
  agents: readonly [WatchedAgent, WatchedAgent];
  /**
   * Starts to watch an agent in the product, from a selected row. Returns the milliseconds from the
   * message that a press sends until the first frame is visible.
   */
  watch(agent: WatchedAgent): Promise<number>;
  /** The same in the bare viewer, which is opened for it. */
  watchBare(agent: WatchedAgent): Promise<number>;
  /** The product's page for agents' screens; throws if it is not open. */
  screensPage(): Page;
  /** Closes both viewers, and resolves when nobody watches. */
  stop(): Promise<void>;
  close(): Promise<void>;
};

/** When each screen was first visible, by its label, in milliseconds since the epoch. */
type Shown = { __shown?: Record<string, number> };

/** Opens all of it, with the product signed in. */
export async function openWatching(simulator: SimulatorOptions): Promise<Watching> {
  const bareDir = await buildBareViewer();
  const world = await openWorld({
    simulator: { cobrowse: 'screen', rateLimitPerMinute: 1_000_000, ...simulator },
    // The later switch counts.
    args: [`--disable-extensions-except=${EXTENSION_DIR},${bareDir}`],
  });
  const { context, control, origin } = world;
  await context.addInitScript(noteFirstFrames);
  const browser = context.browser();
  if (!browser) throw new Error('The browser cannot be asked to load another extension.');
  const session = await browser.newBrowserCDPSession();
  // Not among the protocol's types yet.
  const { id: bareId } = (await session.send(
    'Extensions.loadUnpacked' as never,
    { path: bareDir } as never,
  )) as { id: string };
  const barePage = await context.newPage();
  await barePage.goto(`chrome-extension://${bareId}/page.html`);
  const agents = [await switchOn(1), await switchOn(2)] as const;
  const popup = await world.openPopup();
  await popup.listed();
  const token = await userToken(origin);
  const urls = {
    ours: `chrome-extension://${world.extensionId}/screens.html`,
    bare: `chrome-extension://${bareId}/viewer.html`,
  };
  let customers = 0;

  async function switchOn(number: number): Promise<WatchedAgent> {
    const userId = `bbbbbbbb-0000-4000-8000-00000000000${number}`;
    const { participants } = await control.addConversation({ agentIds: [userId] });
    // To draw and encode more of them would take time from the viewers on this computer.
    await control.setAgentScreens(userId, 1);
    const computer = await context.newPage();
    await computer.goto(`${origin}/agent-desktop/${userId}`);
    await computer.getByText('Connected', { exact: true }).waitFor();
    return { userId, name: String(participants.find(({ purpose }) => purpose === 'agent')?.name) };
  }

  const request = (type: string, data: unknown) => ({ id: 1, type, data, timestamp: Date.now() });

  /** Selects a row in the popup. */
  async function select(customerName: string): Promise<void> {
    await popup.filter.fill(customerName);
    const row = popup.selectedRow.filter({ hasText: customerName });
    await row.waitFor({ timeout: 2_000 }).catch(async () => {
      // The notification arrived while the list was hidden.
      const message = request('refresh-conversations', { why: 'asked' });
      await popup.page.evaluate((sent) => chrome.runtime.sendMessage(sent), message);
      await row.waitFor();
    });
  }

  /** Sends a message from a page; waits until a viewer shows a screen with this in its label. */
  async function timed(from: Page, message: object, viewer: string, label: string): Promise<number> {
    const isViewer = (page: Page) => page.url().startsWith(viewer);
    const begun = await from.evaluate((sent) => {
      const at = performance.timeOrigin + performance.now();
      void chrome.runtime.sendMessage(sent);
      return at;
    }, message);
    const page =
      context.pages().find(isViewer) ??
      (await context.waitForEvent('page', {
        predicate: async (opened) => {
          await opened.waitForURL(`${viewer}**`, { waitUntil: 'commit' });
          return true;
        },
      }));
    const shown = await page.waitForFunction(
      (part) =>
        Object.entries((globalThis as Shown).__shown ?? {}).find(([name]) => name.includes(part))?.[1],
      label,
      { polling: 50 },
    );
    return Number(await shown.jsonValue()) - begun;
  }

  return {
    world,
    agents,
    async watch(agent) {
      customers += 1;
      const customerName = `Benchmark Bella ${customers}x`;
      const { id } = await control.addConversation({ customerName, agentIds: [agent.userId] });
      await popup.page.bringToFront();
      // No user presses this often in a minute: reset the budget for each round.
      await popup.page.evaluate(() => chrome.storage.session.remove('request-times'));
      await select(customerName);
      await untilQuiet(world);
      const start = request('start-session', { conversationId: id, settings: SETTINGS });
      return await timed(popup.page, start, urls.ours, agent.name);
    },
    async watchBare({ userId }) {
      await barePage.bringToFront();
      const wish: BareWish = { origin, token, agentUserId: userId };
      return await timed(barePage, wish, urls.bare, userId);
    },
    screensPage() {
      const page = context.pages().find((one) => one.url().startsWith(urls.ours));
      if (!page) throw new Error('The page for agents’ screens is not open.');
      return page;
    },
    async stop() {
      const viewers = context
        .pages()
        .filter((page) => Object.values(urls).some((url) => page.url().startsWith(url)));
      await Promise.all(viewers.map((page) => page.close()));
      for (let live = true; live; ) {
        const left = (await control.screenMonitoring()).live;
        live = left.length > 0;
        // The bare viewer ends nothing; of ours, only what is late.
        for (const { id } of left) await control.endScreenMonitoring(id).catch(() => undefined);
      }
      await untilQuiet(world);
    },
    close: () => world.close(),
  };
}

/** Copies the bare viewer to the output folder, with its script bundled. Returns the folder. */
async function buildBareViewer(): Promise<string> {
  const folder = path.join(OUTPUT_DIR, 'bare-viewer');
  await rm(folder, { recursive: true, force: true });
  await cp(BARE_SOURCE, folder, { recursive: true, filter: (file) => !file.endsWith('.ts') });
  const code = await bundleScript(path.join(BARE_SOURCE, 'viewer.ts'));
  await writeFile(path.join(folder, 'viewer.js'), code);
  return folder;
}

/** Waits until no request has begun for a moment. */
async function untilQuiet({ control }: World): Promise<void> {
  for (let last = -1, same = 0; same < 5; ) {
    const n = (await control.requests(Math.max(0, last))).at(-1)?.n ?? last;
    same = n === last ? same + 1 : 0;
    last = n;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Runs in every page: notes when each screen is first visible. */
function noteFirstFrames() {
  const shown: Record<string, number> = {};
  (globalThis as Shown).__shown = shown;
  const look = () => {
    for (const video of document.querySelectorAll<HTMLVideoElement>('video[data-shown]')) {
      const label = video.getAttribute('aria-label') ?? '';
      if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || video.videoWidth === 0) continue;
      shown[label] ??= performance.timeOrigin + performance.now();
    }
    requestAnimationFrame(look);
  };
  look();
}
