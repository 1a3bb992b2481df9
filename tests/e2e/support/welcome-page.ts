import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { World } from './world.ts';

/** The welcome page by what users read on it. */
export class WelcomePage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** The page that has opened by itself, or by a press elsewhere. */
  static async find({ context, extensionId }: World): Promise<WelcomePage> {
    const url = `chrome-extension://${extensionId}/welcome.html`;
    // It may take a tab that is open already, or be there before it has its address.
    const find = () => context.pages().find((each) => each.url() === url);
    await expect.poll(find).toBeDefined();
    const page = find();
    if (!page) throw new Error('The welcome page has gone.');
    return new WelcomePage(page);
  }

  /** Opens it anew. */
  static async open({ context, extensionId }: World): Promise<WelcomePage> {
    const page = await context.newPage();
    await page.goto(`chrome-extension://${extensionId}/welcome.html`);
    return new WelcomePage(page);
  }

  get currentStep(): Locator {
    return this.page.locator('[aria-current=step]');
  }

  step(name: string): Locator {
    return this.page.getByRole('navigation', { name: 'Steps' }).getByRole('button', { name });
  }

  field(label: string): Locator {
    return this.page.getByRole('textbox', { name: label, exact: true });
  }

  /** Opens what an administrator gives, in the step of the sign-in. */
  async openClientFields(): Promise<void> {
    await this.page.locator('.step-client > summary').click();
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('main').getByRole('button', { name, exact: true });
  }
}
