import type { BrowserContext, Locator, Page } from 'playwright-core';

/** A person reads what is asked for this long before they press, in milliseconds. */
const READS_MS = 900;

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

  /** The window that is open, once there is one; throws after ten seconds. */
  static async find(context: BrowserContext): Promise<ConfirmWindow> {
    for (const until = Date.now() + 10_000; Date.now() < until; ) {
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

  /** Presses Start after reading. */
  async confirm(): Promise<void> {
    await this.start.waitFor();
    await this.page.waitForTimeout(READS_MS);
    await this.start.click();
  }
}
