import type { BrowserContext, Locator, Page } from 'playwright-core';
import { passPageTime } from './page-time.ts';

/** Milliseconds after which a window that has not come counts as missing. */
const GIVE_UP_MS = 60_000;

/** The windows that ask whether to start which are open now. */
export function confirmWindows(context: BrowserContext): Page[] {
  return context.pages().filter((page) => new URL(page.url()).pathname === '/confirm-start.html');
}

/** The window that asks whether to start, by what users read in it. */
export class ConfirmWindow {
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  /** The window that is open, once there is one; throws after a minute. */
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

  /** What it says of the conversation under this name: “Customer”, “Agent” … */
  fact(name: string): Locator {
    return this.page.locator(`dl > div:has(> dt:text-is("${name}")) > dd`);
  }

  /**
   * Waits until what is asked has stood for so long that a press counts: the button says so by its
   * looks.
   */
  async settled(): Promise<void> {
    await this.page.locator('.button-primary:not(.confirm-unsettled)').waitFor();
  }

  /** Lets so many milliseconds pass in the window, longer where the machine is slow. */
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
