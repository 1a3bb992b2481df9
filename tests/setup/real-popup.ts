import { setTimeout as sleep } from 'node:timers/promises';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { LaunchedExtension } from './launch-browser.ts';

/** Timeout until the popup is open, in milliseconds. */
const TIMEOUT_MS = 60_000;
const POLL_MS = 50;

/**
 * The toolbar popup itself, not its page in a tab: it has the browser's size for it and closes when
 * it loses the focus.
 */
export type RealPopup = {
  page: Page;
  /** Closes the popup, if it is still open, and resolves when it is gone. */
  close(): Promise<void>;
};

/**
 * Presses the extension's icon on a page, as a user does: only that lets the extension read the
 * page's address.
 */
async function pressIcon(
  { context, extensionId }: Pick<LaunchedExtension, 'context' | 'extensionId'>,
  page: Page,
): Promise<void> {
  const browser = context.browser();
  if (!browser) throw new Error('The browser cannot be steered as a whole.');
  const session = await context.newCDPSession(page);
  const { targetInfo } = await session.send('Target.getTargetInfo');
  const whole = await browser.newBrowserCDPSession();
  const { targetInfos } = await whole.send('Target.getTargets', { filter: [{ type: 'tab' }] });
  const tab = targetInfos.find(({ url }) => url === targetInfo.url);
  if (!tab) throw new Error(`No tab shows ${targetInfo.url}`);
  // Newer than the protocol's types.
  const send = whole.send as unknown as (method: string, parameters: object) => Promise<unknown>;
  await send.call(whole, 'Extensions.triggerAction', { id: extensionId, targetId: tab.targetId });
  await Promise.all([session.detach(), whole.detach()]);
}

/**
 * Opens the toolbar popup and connects to it. Playwright does not report popups as pages, so a
 * second client is connected, and only once the popup is there: it would not see it otherwise.
 * @param pressedOn the page on which its icon is pressed; without one, the extension opens its
 *   popup itself
 * @throws Error when the browser does not open it
 */
export async function openRealPopup(
  extension: Pick<LaunchedExtension, 'context' | 'extensionId' | 'devToolsUrl'>,
  pressedOn?: Page,
): Promise<RealPopup> {
  const [worker] = extension.context.serviceWorkers();
  if (!worker) throw new Error('The extension has no service worker.');
  const url = `chrome-extension://${extension.extensionId}/popup.html`;
  const devTools = await extension.devToolsUrl();
  const isOpen = () => hasTarget(devTools, url);

  let problem: unknown;
  for (const until = Date.now() + TIMEOUT_MS; Date.now() < until; ) {
    // The browser refuses while its window is busy with another popup or tab; a retry works.
    const opening = pressedOn
      ? pressIcon(extension, pressedOn)
      : worker.evaluate('chrome.action.openPopup()');
    const refused = await opening.then(
      () => false,
      (error: unknown) => {
        problem = error;
        return true;
      },
    );
    if (refused || !(await becomesTrue(isOpen))) {
      await sleep(POLL_MS);
      continue;
    }
    const client = await chromium.connectOverCDP(devTools);
    const page = findPage(client, url);
    if (!page) {
      await client.close();
      continue;
    }
    return {
      page,
      async close() {
        await page.close().catch(() => undefined);
        await client.close();
        await becomesTrue(async () => !(await isOpen()));
      },
    };
  }
  throw new Error('The browser did not open the popup.', { cause: problem });
}

/** Polls for a second; returns whether the condition became true. */
async function becomesTrue(condition: () => Promise<boolean>): Promise<boolean> {
  for (const until = Date.now() + 1_000; Date.now() < until; await sleep(POLL_MS)) {
    if (await condition()) return true;
  }
  return false;
}

async function hasTarget(devTools: string, url: string): Promise<boolean> {
  const targets = (await (await fetch(`${devTools}/json/list`)).json()) as { url: string }[];
  return targets.some((target) => target.url === url);
}

function findPage(client: Browser, url: string): Page | undefined {
  return client
    .contexts()
    .flatMap((context) => context.pages())
    .find((page) => page.url() === url);
}
