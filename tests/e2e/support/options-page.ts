import type { Locator, Page } from 'playwright-core';

/** Fields in the view for administrators; all others are in the first one. */
const FOR_ADMINISTRATORS = ['Client ID', 'Client secret', 'Supervisor user ID', 'Redirect URI'];

/** The options page by what users read on it, in both of its views. */
export class OptionsPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Fills in a custom host and a public client, and saves. */
  async configure({ host, clientId }: { host: string; clientId: string }): Promise<void> {
    await this.chooseCustomHost(host);
    await this.fill('Client ID', clientId);
    await this.save();
    await this.showSettings();
  }

  /** Enters a client with a secret, and whom it acts for; nothing is saved. */
  async enterSecretClient({ id, secret }: { id: string; secret: string }, userId: string): Promise<void> {
    await this.showAdministrators();
    await this.page.getByRole('radio', { name: 'Client ID and secret' }).check();
    await this.fill('Client ID', id);
    await this.fill('Client secret', secret);
    await this.fill('Supervisor user ID', userId);
  }

  async chooseCustomHost(host: string): Promise<void> {
    await this.showSettings();
    await this.page.getByRole('radio', { name: 'Custom host' }).check();
    await this.fill('Custom host', host);
  }

  /** Chooses the service that hosts sessions, by its name, and saves. */
  async chooseService(name: string): Promise<void> {
    await this.showSettings();
    await this.page.getByRole('radio', { name }).check();
    await this.save();
  }

  /** Goes to everybody's settings, unless they are shown. */
  showSettings = () => this.#show('Settings', 'Account & connection');

  /** Goes to what administrators set up, unless it is shown. */
  showAdministrators = () => this.#show('For administrators', 'For administrators');

  async #show(heading: string, link: string): Promise<void> {
    const shown = this.page.getByRole('heading', { level: 1 });
    if ((await shown.innerText()) === heading) return;
    await this.page.getByRole('link', { name: link, exact: true }).click();
    await shown.filter({ hasText: heading }).waitFor();
  }

  /** Types into a field, where it is. */
  async fill(label: string, text: string): Promise<void> {
    await this.#showFor(label);
    await this.#fieldOrSecret(label).fill(text);
  }

  /** What stands in a field, where it is. */
  async valueOf(label: string): Promise<string> {
    await this.#showFor(label);
    return await this.#fieldOrSecret(label).inputValue();
  }

  #showFor(label: string): Promise<void> {
    return FOR_ADMINISTRATORS.includes(label) ? this.showAdministrators() : this.showSettings();
  }

  /** A field for a secret has no role. */
  #fieldOrSecret(label: string): Locator {
    return label === 'Client secret' ? this.page.getByLabel(label) : this.field(label);
  }

  /** Unfolds what administrators set up in Genesys Cloud. */
  async openGuide(): Promise<void> {
    await this.showAdministrators();
    await this.page.getByText('What your administrator sets up').click();
  }

  /** Unfolds the page that writes policy files. */
  async openPolicyFile(): Promise<void> {
    await this.showAdministrators();
    await this.page.getByText('Create a policy file').click();
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
    await this.showSettings();
    const line = this.checks.locator('.check-line').filter({ hasText: `${title}: ${state}.` });
    await line.waitFor();
    return line;
  }

  /**
   * Waits until the checks after a sign-in are done, so that their requests are not counted later.
   */
  async checkedSignIn(): Promise<void> {
    await this.showSettings();
    await this.checks.getByText(/^Signed in/).waitFor();
    await this.checks.locator('.checks[aria-busy="false"]').waitFor();
  }

  /** Waits until the checks have finished with this summary. */
  async checkedWith(words: string | RegExp): Promise<void> {
    await this.showSettings();
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
