import type { BrowserContext, Locator, Page } from 'playwright-core';
import { passPageTime } from './page-time.ts';

/** How long to wait for a window, in milliseconds. */
const GIVE_UP_MS = 60_000;

/** The confirmation windows that are open now. */
export function confirmWindows(context: BrowserContext): Page[] {
  return context.pages().filter((page) => new URL(page.url()).pathname === '/confirm-start.html');
}

/** The confirmation window, by what users read in it. */
export class ConfirmWindow {
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  /** Waits for the window; throws after a minute. */
  static async find(context: BrowserContext): Promise<ConfirmWindow> {
    for (const until = Date.now() + GIVE_UP_MS; Date.now() < until; ) {
      const [page] = confirmWindows(context);
      if (page) {
        await page.getByRole('heading', { name: 'Start cobrowse?' }).waitFor();
        return new ConfirmWindow(page);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('No window asks whether to start.');
  }

  get start(): Locator {
    return this.page.getByRole('button', { name: 'Start cobrowse', exact: true });
  }

  /** A fact of the conversation by its label: “Customer”, “Agent” … */
  fact(name: string): Locator {
    return this.page.locator(`dl > div:has(> dt:text-is("${name}")) > dd`);
  }

  /** Waits until presses count, which the button's style shows. */
  async settled(): Promise<void> {
    await this.page.locator('.button-large.button-primary:not(.confirm-unsettled)').waitFor();
  }

  /** Lets so many milliseconds pass in the window; takes longer on a slow machine. */
  async pass(ms: number): Promise<void> {
    const session = await this.page.context().newCDPSession(this.page);
    await passPageTime(session, ms);
    await session.detach();
  }

  /** Presses Start after reading. */
  async confirm(): Promise<void> {
    await this.start.waitFor();
    await this.settled();
    await this.start.click();
  }
}
