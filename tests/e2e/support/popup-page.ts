import type { Locator, Page } from 'playwright-core';

/** The popup by what users read on it. */
export class PopupPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get filter(): Locator {
    return this.page.getByRole('combobox', { name: 'Search conversations' });
  }

  get #list(): Locator {
    return this.page.getByRole('listbox', { name: 'Active conversations' });
  }

  get rows(): Locator {
    return this.#list.getByRole('option');
  }

  get selectedRow(): Locator {
    return this.#list.getByRole('option', { selected: true });
  }

  /** What the list says of itself: “Live”, “Updated …” or “Refreshing…”. */
  get freshness(): Locator {
    return this.page.locator('.list-status-time');
  }

  /** Waits until the list was read, and is not being read. */
  async listed(): Promise<void> {
    await this.freshness.getByText(/^(Updated|Live)/).waitFor();
  }

  row(text: string): Locator {
    return this.rows.filter({ hasText: text });
  }

  /** The card of the live session with this agent. */
  session(agent: string): Locator {
    return this.page.getByRole('article', { name: `Cobrowse with ${agent}` });
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** Filters until the customer's row is selected, whatever was typed in an earlier popup. */
  async find(customer: string): Promise<void> {
    await this.filter.fill(customer);
    await this.selectedRow.filter({ hasText: customer }).waitFor();
  }

  /** Finds the row, then presses Enter. */
  async start(customer: string): Promise<void> {
    await this.find(customer);
    await this.filter.press('Enter');
  }

  /**
   * Comes back to the popup after a start has opened its tab, which takes the front once more when
   * it has.
   */
  async comeBack(): Promise<void> {
    await this.page.getByText('Starting cobrowse').waitFor({ state: 'hidden' });
    await this.page.bringToFront();
  }

  /** Dismisses every message there is; some come and go by themselves meanwhile. */
  async dismissAll(): Promise<void> {
    const dismiss = this.page.getByRole('button', { name: 'Dismiss' });
    for (const until = Date.now() + 60_000; Date.now() < until; ) {
      if ((await dismiss.count()) === 0) return;
      await dismiss
        .first()
        .click({ timeout: 3_000 })
        .catch(() => undefined);
    }
    throw new Error('There are messages that cannot be dismissed.');
  }

  /** The message of a failure, by its first sentence. */
  failure(title: string | RegExp): Locator {
    return this.page.getByRole('alert').filter({ hasText: title });
  }

  /** The message of a start that goes on by itself. */
  waiting(title: string | RegExp): Locator {
    return this.page.getByRole('status').filter({ hasText: title });
  }
}
