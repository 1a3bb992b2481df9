import { setTimeout as sleep } from 'node:timers/promises';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { LaunchedExtension } from './launch-browser.ts';

/** Milliseconds until the popup must be there. */
const TIMEOUT_MS = 10_000;

/** The toolbar popup itself, not its page in a tab: it has the browser's size for it and closes when it loses the focus. */
export type RealPopup = {
  page: Page;
  /** Lets go of the popup; it closes by itself with the next click elsewhere. */
  release(): Promise<void>;
};

/**
 * Opens the toolbar popup and connects to it. Playwright does not report popups as pages, so a second client is connected, and
 * only once the popup is there: it would not see it otherwise.
 * @throws Error when the browser does not open it
 */
export async function openRealPopup({
  context,
  extensionId,
  devToolsUrl,
}: LaunchedExtension): Promise<RealPopup> {
  const [worker] = context.serviceWorkers();
  if (!worker) throw new Error('The extension has no service worker.');
  const url = `chrome-extension://${extensionId}/popup.html`;
  const devTools = await devToolsUrl();

  await worker.evaluate('chrome.action.openPopup()');
  await waitForTarget(devTools, url);
  const client = await chromium.connectOverCDP(devTools);
  const page = findPage(client, url);
  if (!page) {
    await client.close();
    throw new Error('The popup closed right after it had opened.');
  }
  return { page, release: () => client.close() };
}

async function waitForTarget(devTools: string, url: string): Promise<void> {
  for (const until = Date.now() + TIMEOUT_MS; Date.now() < until; await sleep(50)) {
    const targets = (await (await fetch(`${devTools}/json/list`)).json()) as { url: string }[];
    if (targets.some((target) => target.url === url)) return;
  }
  throw new Error('The browser did not open the popup.');
}

function findPage(client: Browser, url: string): Page | undefined {
  return client
    .contexts()
    .flatMap((context) => context.pages())
    .find((page) => page.url() === url);
}
