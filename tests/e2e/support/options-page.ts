import type { Locator, Page } from 'playwright-core';

/** The options page by what users read on it. */
export class OptionsPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Fills in a custom host and a public client, and saves. */
  async configure({ host, clientId }: { host: string; clientId: string }): Promise<void> {
    await this.chooseCustomHost(host);
    await this.field('Client ID').fill(clientId);
    await this.save();
  }

  async chooseCustomHost(host: string): Promise<void> {
    await this.page.getByRole('radio', { name: 'Custom host' }).check();
    await this.field('Custom host').fill(host);
  }

  field(label: string): Locator {
    return this.page.getByRole('textbox', { name: label, exact: true });
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** Saves what was changed. */
  async save(): Promise<void> {
    await this.button('Save').click();
    await this.button('Save').waitFor({ state: 'hidden' });
  }

  /** Presses Sign in and answers the window that opens. */
  async pressSignIn(): Promise<Page> {
    const opening = this.page.context().waitForEvent('page');
    await this.button('Sign in').click();
    return await opening;
  }

  /** Signs in with the window, as a person would who was not logged in before. */
  async signInAs(user: string): Promise<void> {
    await this.page.context().clearCookies();
    const window = await this.pressSignIn();
    await window.getByLabel(user).check();
    await window.getByRole('button', { name: 'Sign in' }).click();
    await this.signedInAs(user).waitFor();
  }

  signedInAs(user: string): Locator {
    return this.page.getByRole('region', { name: 'Account' }).getByText(user);
  }
}
