import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';

/** The history page by what users read on it. */
export class HistoryPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get filter(): Locator {
    return this.page.getByRole('textbox', { name: 'Search sessions' });
  }

  get rows(): Locator {
    return this.page.getByRole('row').filter({ has: this.page.getByRole('rowheader') });
  }

  row(text: string): Locator {
    return this.rows.filter({ hasText: text });
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** Shows the details of a row's session. Returns a function that reads one fact. */
  async details(row: Locator): Promise<(fact: string) => Promise<string>> {
    await row.getByRole('button', { name: /^Details/ }).click();
    const facts = this.page.locator('dl > div');
    return async (fact) =>
      await facts
        .filter({ has: this.page.getByText(fact, { exact: true }) })
        .locator('dd')
        .innerText();
  }

  /** Presses Verify and returns the result. */
  async verify(): Promise<string> {
    const result = this.page.getByRole('region', { name: 'Record' }).locator('.record-result');
    await this.button('Verify').click();
    await result.getByText(/Checked at/).waitFor();
    return await result.innerText();
  }

  /** Presses an export button and returns the file. */
  async download(name: string): Promise<{ fileName: string; text: string }> {
    const downloading = this.page.waitForEvent('download');
    await this.button(name).click();
    const download = await downloading;
    return { fileName: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
  }
}
