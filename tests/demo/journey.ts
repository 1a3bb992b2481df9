import { chromium, type Page } from 'playwright-core';
import { DesktopPage } from '../e2e/support/desktop-page.ts';
import { nextJoinTab } from '../e2e/support/join-tabs.ts';
import type { OptionsPage } from '../e2e/support/options-page.ts';
import { PopupPage } from '../e2e/support/popup-page.ts';
import { findChromium } from '../setup/browser.ts';
import type { LaunchedExtension } from '../setup/launch-browser.ts';
import { hasNetworkInterface } from '../setup/network.ts';
import { openRealPopup } from '../setup/real-popup.ts';
import { createControlClient } from '../simulator/control-client.ts';
import type { Album } from './album.ts';
import { fillInOptions, findOptionsPage } from './set-up.ts';

const SUPERVISOR = 'Dana Whitfield';
const DESKTOP_LIST = '/directory/#/analytics/interactions';

/**
 * How long the simulator delays the start, in milliseconds, so that its progress is visible in
 * screenshots.
 */
const VISIBLE_PROGRESS_MS = 1_500;

/** Conversations may end at any time; how many may do so right before the click. */
const ATTEMPTS = 3;

/** The steps of a first session, as a user would take them. */
export class Journey {
  readonly #extension: LaunchedExtension;
  readonly #origin: string;
  readonly #album: Album;
  #step = 'Start';

  constructor(extension: LaunchedExtension, origin: string, album: Album) {
    this.#extension = extension;
    this.#origin = origin;
    this.#album = album;
  }

  /** What is being done now, in a few words. */
  get step(): string {
    return this.#step;
  }

  /**
   * Makes the whole journey; answers the links by which supervisor and agent come in, both tried.
   */
  async play(): Promise<{ supervisorLink: string; agentLink: string }> {
    this.#begin('Filling in the settings');
    const options = await findOptionsPage(this.#extension);
    this.#album.turnTo(options.page);
    await fillInOptions(options, this.#origin);
    await this.#album.take(options.page, '01-options', { fullPage: true });

    this.#begin(`Signing in as ${SUPERVISOR}`);
    await this.#signIn(options);

    this.#begin('Choosing a conversation');
    const desktop = await this.#extension.context.newPage();
    await desktop.goto(this.#origin + DESKTOP_LIST);
    const joinTab = await this.#startSomewhere(desktop);

    this.#begin('Joining as supervisor');
    await joinTab.getByText(SUPERVISOR).first().waitFor();
    await this.#album.take(joinTab, '06-supervisor-join-page');
    const supervisorLink = joinTab.url();
    await expectOk(supervisorLink);

    this.#begin("Copying the agent's link");
    const agentLink = await this.#copyAgentLink(desktop);
    await expectOk(agentLink);

    this.#begin('Joining as agent');
    await this.#joinAsAgent(agentLink, joinTab);
    return { supervisorLink, agentLink };
  }

  async #signIn(options: OptionsPage): Promise<void> {
    const window = await options.pressSignIn();
    this.#album.turnTo(window);
    await window.getByLabel(SUPERVISOR).check();
    await this.#album.take(window, '02-sign-in');
    await window.getByRole('button', { name: 'Sign in' }).click();
    this.#album.turnTo(options.page);
    await options.signedInAs(SUPERVISOR).waitFor();
  }

  /** Starts for a conversation that has an agent; answers the tab with the join page. */
  async #startSomewhere(desktop: Page): Promise<Page> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const conversationId = await this.#chooseConversation();
      this.#begin('Looking at the conversation in the desktop');
      await this.#lookAtConversation(desktop, conversationId);
      this.#begin('Starting the session');
      const joinTab = await this.#start(conversationId);
      if (joinTab) return joinTab;
    }
    throw new Error(`${ATTEMPTS} conversations in a row ended before the session could start`);
  }

  async #chooseConversation(): Promise<string> {
    const { popup, close } = await this.#openPopup();
    const row = popup.rows.filter({ hasNotText: 'No agent' }).first();
    await row.waitFor();
    await this.#album.take(popup.page, '03-popup-list');
    const id = await row.getAttribute('data-id');
    await close();
    if (!id) throw new Error('the list does not say which conversation a row is');
    return id;
  }

  async #lookAtConversation(desktop: Page, conversationId: string): Promise<void> {
    this.#album.turnTo(desktop);
    await desktop.goto(`${this.#origin}${DESKTOP_LIST}/${conversationId}/admin`);
    await (await DesktopPage.attach(desktop)).waitForButton(/^Cobrowse/);
    await this.#album.take(desktop, '04-desktop-button');
  }

  /** Answers `null` when the conversation had ended meanwhile. */
  async #start(conversationId: string): Promise<Page | null> {
    const { popup, close } = await this.#openPopup();
    const row = popup.page.locator(`[data-id="${conversationId}"]`);
    await popup.rows.first().waitFor();
    if ((await row.count()) === 0) {
      await close();
      return null;
    }
    await createControlClient(this.#origin).addFault({
      method: 'POST',
      path: '/cobrowse/sessions$',
      delayMs: VISIBLE_PROGRESS_MS,
    });
    const opening = nextJoinTab(this.#extension.context);
    await row.click();
    await popup.filter.press('Enter');
    await popup.page.getByText('Starting cobrowse').waitFor();
    await this.#album.take(popup.page, '05-popup-starting');
    // The popup closes when the tab comes to the front; from then on only the tab counts.
    const ended = popup
      .failure(/has ended/)
      .waitFor()
      .then(
        () => null,
        () => opening,
      );
    // Ignore the one that finishes second, even if it fails.
    ended.catch(() => undefined);
    opening.catch(() => undefined);
    const joinTab = await Promise.race([opening, ended]);
    await close();
    return joinTab;
  }

  async #copyAgentLink(desktop: Page): Promise<string> {
    // The popup has closed, as after any switch of tabs: open it again.
    await desktop.bringToFront();
    const { popup, close } = await this.#openPopup();
    const card = popup.page.getByRole('article').first();
    await card.getByRole('button', { name: 'Copy join link' }).click();
    await card.getByText('Copied').waitFor();
    await this.#album.take(popup.page, '07-popup-session-card');
    await close();

    await this.#extension.context.grantPermissions(['clipboard-read'], { origin: this.#origin });
    await desktop.bringToFront();
    return await desktop.evaluate(() => navigator.clipboard.readText());
  }

  /** The agent has a browser of their own, without the extension. */
  async #joinAsAgent(link: string, supervisorTab: Page): Promise<void> {
    const browser = await chromium.launch({
      executablePath: findChromium(),
      args: ['--headless=new'],
    });
    try {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      this.#album.turnTo(page);
      await page.goto(link);
      await page.getByText('You joined as').waitFor();
      await this.#album.take(page, '08-agent-join-page');
      if (!hasNetworkInterface()) return;
      this.#album.turnTo(supervisorTab);
      await supervisorTab.bringToFront();
      await supervisorTab.locator('.stage > video').waitFor();
      await this.#album.take(supervisorTab, '09-shared-screen');
    } finally {
      await browser.close();
    }
  }

  async #openPopup(): Promise<{ popup: PopupPage; close(): Promise<void> }> {
    const { page, close } = await openRealPopup(this.#extension);
    this.#album.turnTo(page);
    return { popup: new PopupPage(page), close };
  }

  #begin(step: string): void {
    this.#step = step;
    process.stdout.write(`${step} …\n`);
  }
}

async function expectOk(link: string): Promise<void> {
  const { status } = await fetch(link);
  if (status !== 200) throw new Error(`the join page answers ${status}`);
}
