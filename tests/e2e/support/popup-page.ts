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

  /** What the list says of itself: “Updated just now”, “Updated …” or “Refreshing…”. */
  get freshness(): Locator {
    return this.page.locator('.list-status-time');
  }

  /** Waits until the list was read, and is not being read. */
  async listed(): Promise<void> {
    await this.freshness.getByText(/^Updated/).waitFor();
  }

  /** Waits until the list was read, and changes arrive as they happen. */
  async live(): Promise<void> {
    await this.freshness.getByText('Updated just now').waitFor();
  }

  /** The headings of the list, each with its count. */
  get headings(): Locator {
    return this.page.locator('.list-heading');
  }

  /** Chooses an action of a row's menu. */
  async choose(row: Locator, action: string): Promise<void> {
    await row.click({ button: 'right' });
    await this.page.getByRole('menuitem', { name: action }).click();
  }

  row(text: string): Locator {
    return this.rows.filter({ hasText: text });
  }

  /** The line of the live session with this agent. */
  session(agent: string): Locator {
    return this.page.getByRole('article', { name: `Cobrowse with ${agent}` }).last();
  }

  /** The line of the live session on this customer's conversation. */
  sessionOn(customer: string): Locator {
    return this.page.getByRole('article').filter({ hasText: customer }).last();
  }

  /** Shows the line of a session: of more than two, all but one are behind “+3 more”. */
  async reveal(session: Locator): Promise<Locator> {
    const more = this.page.getByRole('button', { name: /^\+\d+ more$/ });
    await session.or(more).first().waitFor();
    if (!(await session.isVisible())) await more.click();
    await session.waitFor();
    return session;
  }

  /** Opens the details of a session, which are within its line. */
  async openSession(session: Locator): Promise<Locator> {
    await this.reveal(session);
    const button = session.getByRole('button', { name: 'Session details' });
    if ((await button.getAttribute('aria-expanded')) !== 'true') await button.click();
    return session;
  }

  /** Ends or leaves a session, and waits until it is gone: an end can be undone for a while. */
  async end(session: Locator): Promise<void> {
    await this.reveal(session);
    await session.getByRole('button', { name: /^(?:End|Leave)$/ }).click();
    await session.waitFor({ state: 'hidden' });
  }

  /** Opens the settings of the next start. */
  async openOptions(): Promise<void> {
    const button = this.page.getByRole('button', { name: /^Session options/ });
    if ((await button.getAttribute('aria-expanded')) !== 'true') await button.click();
  }

  /** Closes whatever is open over the list. */
  async closeOverlays(): Promise<void> {
    const overlays = this.page.locator(':popover-open');
    while ((await overlays.count()) > 0) await this.page.keyboard.press('Escape');
  }

  /** Steps through the notices, of which one is shown at a time, to the one with this text. */
  async showNotice(text: string | RegExp): Promise<Locator> {
    const notice = this.page.locator('.notice').filter({ hasText: text });
    const next = this.page.locator('.notice-counter');
    await notice.or(next).first().waitFor();
    // It may come after others, others may go meanwhile, and what is new is shown in its place.
    for (let steps = 0; steps < 300; steps += 1) {
      if (await notice.isVisible()) {
        await this.page.waitForTimeout(1_000);
        if (await notice.isVisible()) return notice;
      }
      if (await next.isVisible()) await next.click({ timeout: 1_000 }).catch(() => undefined);
      await this.page.waitForTimeout(100);
    }
    await notice.waitFor();
    return notice;
  }

  /** Opens the sheet of a notice, and returns it. */
  async openNotice(notice: Locator): Promise<Locator> {
    await notice.getByRole('button', { name: 'Details', exact: true }).click();
    return this.page.locator('dialog.sheet');
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
    return this.page.locator('.notice-status, .failure-waiting').filter({ hasText: title });
  }
}
