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

  /** Chooses the service that hosts sessions, by its name, and saves. */
  async chooseService(name: string): Promise<void> {
    await this.page.getByRole('radio', { name }).check();
    await this.save();
  }

  field(label: string): Locator {
    return this.page.getByRole('textbox', { name: label, exact: true });
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** Saves the changes. */
  async save(): Promise<void> {
    await this.button('Save').click();
    await this.button('Save').waitFor({ state: 'hidden' });
  }

  /** Presses Sign in and returns the window that opens. */
  async pressSignIn(): Promise<Page> {
    const opening = this.page.context().waitForEvent('page');
    await this.button('Sign in').click();
    return await opening;
  }

  /** Signs out the signed-in user, once the page shows them. */
  async signOut(): Promise<void> {
    const signOut = this.button('Sign out');
    await signOut.or(this.button('Sign in')).first().waitFor();
    if (await signOut.isVisible()) await signOut.click();
    await this.button('Sign in').first().waitFor();
  }

  /** Signs in through the window, as a user without a login in the browser. */
  async signInAs(user: string): Promise<void> {
    await this.page.context().clearCookies();
    const window = await this.pressSignIn();
    await window.getByLabel(user).check();
    await window.getByRole('button', { name: 'Sign in' }).click();
    await this.signedInAs(user).waitFor();
  }

  /** The checks, each by its title and state as they are read out: “Sign-in: Passed.” */
  get checks(): Locator {
    return this.page.getByRole('region', { name: 'Checks' });
  }

  /** Waits until a check has this state, and returns its line. */
  async check(title: string, state: 'Passed' | 'Warning' | 'Problem' | 'Pending'): Promise<Locator> {
    const line = this.checks.locator('.check-line').filter({ hasText: `${title}: ${state}.` });
    await line.waitFor();
    return line;
  }

  /**
   * Waits until the checks after a sign-in are done, so that their requests are not counted later.
   */
  async checkedSignIn(): Promise<void> {
    await this.checks.getByText(/^Signed in/).waitFor();
    await this.checks.locator('.checks[aria-busy="false"]').waitFor();
  }

  /** Waits until the checks have finished with this summary. */
  async checkedWith(words: string | RegExp): Promise<void> {
    await this.checks.locator('.checks-summary').getByText(words).waitFor();
  }

  /** What the organization has set, by its name, where the page lists it. */
  async managed(name: string): Promise<string> {
    const facts = this.page.getByRole('region', { name: 'Managed by your organization' }).locator('dl > div');
    return await facts
      .filter({ has: this.page.getByText(name, { exact: true }) })
      .locator('dd')
      .first()
      .innerText();
  }

  /** Opens the page again at a place: `options.html#checks`. */
  async openAt(place: string): Promise<void> {
    await this.page.goto(`${this.page.url().split('#')[0]}#${place}`);
    await this.page.reload();
  }

  signedInAs(user: string): Locator {
    return this.page.getByRole('region', { name: 'Account', exact: true }).getByText(user);
  }
}
