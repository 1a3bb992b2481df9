import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { eventually } from './eventually.ts';
import type { Firefox } from './launch-firefox.ts';
import type { Page } from './page.ts';

/** The page of the window. */
const FILE = 'confirm-start.html';
/** A person reads what is asked for this long before they press, in milliseconds. */
const READS_MS = 900;

/** The reason that the window always gives in Firefox. */
export const CANNOT_TELL = 'This browser cannot detect whether something covers the button on the page';

/** The confirmation windows that are open now. */
export const confirmWindows = (firefox: Firefox): Promise<Page[]> => firefox.pages(FILE);

/** The confirmation window, by what users read in it. */
export class ConfirmWindow {
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  /**
   * The window that is open, once it names the customer.
   * @throws Error when there is none in time, or it names somebody else
   */
  static async find(firefox: Firefox, customer: string): Promise<ConfirmWindow> {
    const window = await ConfirmWindow.findUnnamed(firefox);
    await eventually(async () => expect((await window.facts()).Customer).toBe(customer));
    return window;
  }

  /** The window that is open, whether or not it can name the conversation. */
  static async findUnnamed(firefox: Firefox): Promise<ConfirmWindow> {
    const page = await firefox.page((url) => url === firefox.urlOf(FILE));
    await page.waitForText('Start cobrowse?');
    return new ConfirmWindow(page);
  }

  /** A fact of the conversation by its label: “Customer”, “Agent” and more. */
  async facts(): Promise<Record<string, string>> {
    return await this.page.evaluate(() =>
      Object.fromEntries(
        [...document.querySelectorAll('dl > div')].map((fact) => [
          fact.querySelector('dt')?.innerText ?? '',
          fact.querySelector('dd')?.innerText ?? '',
        ]),
      ),
    );
  }

  /** Waits until presses count, and presses a button; Start by default. */
  async confirm(name = 'Start cobrowse'): Promise<void> {
    await this.page.waitFor({ role: 'button', name });
    // The button's style shows that presses do not count yet.
    await eventually(async () => {
      const isUnsettled = await this.page.evaluate(
        () => document.querySelector('.confirm-unsettled') !== null,
      );
      expect(isUnsettled).toBe(false);
    });
    await this.#readAndPress(name);
  }

  /** Reads, and presses Cancel. */
  async cancel(): Promise<void> {
    await this.page.waitFor({ role: 'button', name: 'Cancel' });
    await this.#readAndPress('Cancel');
  }

  async #readAndPress(name: string): Promise<void> {
    await sleep(READS_MS);
    await this.page.click({ role: 'button', name });
  }
}
