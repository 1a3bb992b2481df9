import { setTimeout as sleep } from 'node:timers/promises';
import { OptionsPage } from '../e2e/support/options-page.ts';
import type { LaunchedExtension } from '../setup/launch-browser.ts';

/** The simulated organization's public OAuth client. */
const CLIENT_ID = '11111111-1111-4111-8111-111111111111';

/** Milliseconds in which the extension opens its welcome page by itself after the installation. */
const FIRST_PAGE_TIMEOUT_MS = 60_000;

/**
 * The settings page, in the tab of the welcome page, which opens by itself on a first run.
 * @throws Error when it does not
 */
export async function findOptionsPage({ context, extensionId }: LaunchedExtension): Promise<OptionsPage> {
  const own = `chrome-extension://${extensionId}`;
  for (const until = Date.now() + FIRST_PAGE_TIMEOUT_MS; Date.now() < until; await sleep(50)) {
    const page = context.pages().find((candidate) => candidate.url() === `${own}/welcome.html`);
    if (!page) continue;
    await page.goto(`${own}/options.html`);
    return new OptionsPage(page);
  }
  throw new Error('the welcome page did not open by itself');
}

/** Fills in the simulator's address and client as an administrator's note would say, and saves. */
export async function fillInOptions(options: OptionsPage, origin: string): Promise<void> {
  await options.configure({ host: new URL(origin).host, clientId: CLIENT_ID });
}
