import { cp, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { CDPSession, Page } from 'playwright-core';
import { workerHeap } from '../../e2e/support/worker-heap.ts';
import { DANA, openWorld, SECRET_CLIENT, type World } from '../../e2e/support/world.ts';
import { OUTPUT_DIR, PROJECT_DIR } from '../../setup/project.ts';
import type { Conversation } from '../../simulator/conversation-model.ts';
import type { SimulatorOptions } from '../../simulator/options.ts';
import { userToken } from '../../unit/simulator/support.ts';
import { copyExtensionWithEmptyPage, EMPTY_PAGE } from './extension-with-empty-page.ts';

const BARE_DIR = fileURLToPath(new URL('../bare-extension', import.meta.url));
const SDK_SOURCE = fileURLToPath(new URL('../sdk-extension', import.meta.url));
const SDK_BUNDLE =
  'node_modules/purecloud-platform-client-v2/dist/web-cjs/purecloud-platform-client-v2.min.js';

/** The product in one browser with a bare extension and one on the official SDK. */
export type SideBySide = {
  world: World;
  /** A conversation for which all may start a session. */
  addConversation(): Promise<Conversation>;
  /** The product's popup. */
  popup: Page;
  ours: Side;
  bare: Side;
  sdk: Side;
  /** The bare extension, which goes the way of the vendor's tutorial. */
  tutorial: Pick<Side, 'lookAt' | 'click'>;
  /**
   * Closes the popup, which clicks need. An open one would notice that its worker is gone, and wake
   * it before the message that is timed.
   */
  closePopup(): Promise<void>;
  /** Stops every worker; the next message to each wakes it. */
  stopWorkers(): Promise<void>;
  /** Ends the session of a conversation, and closes all tabs except the two calling pages. */
  tidy(conversation: Conversation): Promise<void>;
  close(): Promise<void>;
};

/** One of the two. */
type Side = {
  /** Lets the extension prefetch what it prefetches while a row is selected. */
  lookAt(conversation: Conversation): Promise<void>;
  /** Milliseconds from the message that a press sends until the browser is asked for the tab. */
  click(conversation: Conversation): Promise<number>;
  /**
   * Milliseconds until the worker answers the smallest message, sent from a page that runs no code
   * of its own.
   */
  ask(): Promise<number>;
  /** Bytes that the worker holds after its garbage was collected; it must run. */
  heap(): Promise<number>;
};

/** Opens all of them, with the product signed in. */
export async function openSideBySide(simulator: SimulatorOptions): Promise<SideBySide> {
  const extensionDir = await copyExtensionWithEmptyPage();
  const sdkDir = await copySdkExtension();
  const world = await openWorld({
    extensionDir,
    simulator: { rateLimitPerMinute: 1_000_000, ...simulator },
    // The later switch counts.
    args: [`--disable-extensions-except=${[extensionDir, BARE_DIR, sdkDir].join(',')}`],
  });
  const browser = world.context.browser();
  if (!browser) throw new Error('The browser cannot be asked to load another extension.');
  const session = await browser.newBrowserCDPSession();
  const page = async (id: string, file: string) => {
    const opened = await world.context.newPage();
    await opened.goto(`chrome-extension://${id}/${file}`);
    return opened;
  };
  const load = async (dir: string) => {
    // Not among the protocol's types yet.
    const loaded = await session.send('Extensions.loadUnpacked' as never, { path: dir } as never);
    const { id } = loaded as { id: string };
    return { id, page: await page(id, 'page.html') };
  };
  const bare = await load(BARE_DIR);
  const sdk = await load(sdkDir);
  const who = { origin: world.origin, token: await userToken(world.origin), userId: DANA.userId };
  const emptyPage = await page(world.extensionId, EMPTY_PAGE);
  // The popup with its list: the selected conversation is subscribed to, as when a user presses.
  const popup = await world.openPopup();
  await popup.listed();
  const ourPage = popup.page;
  // No user presses this often in a minute: reset the budget for each round.
  const refill = () => emptyPage.evaluate(() => chrome.storage.session.remove('request-times'));
  let customers = 0;
  const workers: CDPSession = await world.context.newCDPSession(emptyPage);
  await workers.send('ServiceWorker.enable');
  const request = (type: string, data: unknown) => ({ id: 1, type, data, timestamp: Date.now() });
  const startOf = (conversation: Conversation) => ({
    conversationId: conversation.id,
    agentUserId: agentOf(conversation),
  });
  /** An extension that prefetches nothing. */
  const plain = (its: { id: string; page: Page }): Side => ({
    lookAt: async () => undefined,
    click: (conversation) => timed(its.page, { who, start: startOf(conversation) }, 'tab'),
    ask: () => timed(its.page, {}, 'answer'),
    heap: () => workerHeap(world, its.id),
  });
  return {
    world,
    popup: ourPage,
    addConversation() {
      customers += 1;
      return world.control.addConversation({ customerName: `Benchmark Bella ${customers}x` });
    },
    ours: {
      async lookAt({ id, participants }) {
        await ourPage.bringToFront();
        await refill();
        const since = (await world.control.requests()).at(-1)?.n ?? 0;
        const customer = customerOf({ participants });
        await popup.filter.fill(customer);
        const row = popup.selectedRow.filter({ hasText: customer });
        await row.waitFor({ timeout: 2_000 }).catch(async () => {
          // The notification arrived while the list was hidden. Its work is done before the press.
          await timed(ourPage, request('refresh-conversations', { why: 'asked' }), 'answer');
          await row.waitFor();
          await sleep(5_500);
        });
        // The selected row is prefetched once, however long it stays selected.
        for (let tries = 0; tries < 200; tries += 1) {
          const done = (await world.control.requests(since)).some(
            ({ path, query, status }) =>
              path.endsWith('/cobrowse/sessions') && query.includes(id) && status === 200,
          );
          if (done) return;
          await sleep(20);
        }
        throw new Error('The row was not read ahead.');
      },
      click: ({ id }) => timed(ourPage, request('start-session', { conversationId: id }), 'tab'),
      ask: () => timed(emptyPage, request('dismiss-start', { conversationId: NOBODYS }), 'answer'),
      heap: () => workerHeap(world),
    },
    bare: plain(bare),
    sdk: plain(sdk),
    tutorial: {
      lookAt: async () => undefined,
      click: (conversation) =>
        timed(bare.page, { who: { ...who, client: SECRET_CLIENT }, start: startOf(conversation) }, 'tab'),
    },
    closePopup: () => ourPage.close(),
    stopWorkers: () => workers.send('ServiceWorker.stopAllWorkers').then(() => undefined),
    async tidy({ id }) {
      const session = (await world.control.sessions()).find(({ conversationId }) => conversationId === id);
      if (session) await timed(ourPage, request('end-session', { sessionId: session.id }), 'answer');
      await world.control.endConversation(id);
      await refill();
      const stay = [ourPage, emptyPage, bare.page, sdk.page];
      await Promise.all(world.context.pages().map((one) => (stay.includes(one) ? null : one.close())));
    },
    close: () => world.close(),
  };
}

/** Copies the extension on the official SDK, and the SDK into it. Returns the folder. */
async function copySdkExtension(): Promise<string> {
  const folder = path.join(OUTPUT_DIR, 'sdk-extension');
  await rm(folder, { recursive: true, force: true });
  await cp(SDK_SOURCE, folder, { recursive: true });
  await cp(path.join(PROJECT_DIR, SDK_BUNDLE), path.join(folder, 'sdk.js'));
  return folder;
}

const NOBODYS = '99999999-9999-4999-8999-999999999999';

function customerOf({ participants }: Pick<Conversation, 'participants'>): string {
  return String(participants.find(({ role }) => role === 'customer')?.name);
}

function agentOf({ participants }: Conversation): string {
  const agent = participants.findLast(({ role }) => role === 'agent')?.userId;
  if (!agent) throw new Error('The conversation has no agent.');
  return agent;
}

/**
 * Sends a message from a page to its worker. Returns the time until the answer, or until a tab is
 * created.
 */
async function timed(page: Page, message: object, until: 'answer' | 'tab'): Promise<number> {
  const { ms, answer } = await page.evaluate(
    async ([sent, end]) => {
      const created = new Promise<number>((resolve) => {
        const listen = () => {
          chrome.tabs.onCreated.removeListener(listen);
          resolve(performance.now());
        };
        if (end === 'tab') chrome.tabs.onCreated.addListener(listen);
      });
      const begun = performance.now();
      const answered = chrome.runtime
        .sendMessage(sent)
        .then((reply: unknown) => ({ reply, at: performance.now() }));
      if (end === 'answer') {
        const { reply, at } = await answered;
        return { ms: at - begun, answer: reply };
      }
      const refused = answered.then(({ reply }) =>
        JSON.stringify(reply).includes('"ok":false') ? null : created,
      );
      const at = await Promise.race([created, refused]);
      const { reply } = await answered;
      return { ms: at === null ? Number.NaN : at - begun, answer: reply };
    },
    [message, until] as const,
  );
  if (Number.isNaN(ms)) throw new Error(`The start was refused: ${JSON.stringify(answer)}`);
  return ms;
}
