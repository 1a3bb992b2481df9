import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { DesktopPage } from '../e2e/support/desktop-page.ts';
import { nextJoinTab } from '../e2e/support/join-tabs.ts';
import type { OptionsPage } from '../e2e/support/options-page.ts';
import { PopupPage } from '../e2e/support/popup-page.ts';
import { ScreensPage } from '../e2e/support/screens-page.ts';
import type { LaunchedExtension } from '../setup/launch-browser.ts';
import { hasNetworkInterface } from '../setup/network.ts';
import { openRealPopup } from '../setup/real-popup.ts';
import { createControlClient } from '../simulator/control-client.ts';
import type { AgentBrowser } from './agent-browser.ts';
import type { Album } from './album.ts';
import { fillInOptions, findOptionsPage } from './set-up.ts';

const SUPERVISOR = 'Dana Whitfield';
const DESKTOP_LIST = '/directory/#/analytics/interactions';

/**
 * How long the simulator delays the start, in milliseconds, so that its progress is visible in
 * screenshots.
 */
const VISIBLE_PROGRESS_MS = 1_500;

/** Milliseconds within which a new conversation is listed. */
const LISTED_WITHIN_MS = 10_000;

/** Conversations may end at any time; how many may do so right before the click. */
const ATTEMPTS = 3;

/** Milliseconds until an agent's picture must be there; the page itself gives up sooner. */
const FIRST_FRAME_MS = 40_000;

/** Milliseconds during which the frames of an agent's screens are counted. */
const COUNT_FRAMES_MS = 1_500;

/** What came of watching an agent. */
export type Watched = {
  /** How many of their screens have shown a frame. */
  screens: number;
  /** Frames that the page's video elements have shown. */
  frames: number;
};

/** The steps of a first session with each service, as a user would take them. */
export class Journey {
  readonly #extension: LaunchedExtension;
  readonly #agentBrowser: AgentBrowser;
  readonly #origin: string;
  readonly #album: Album;
  #step = 'Start';

  constructor(
    { extension, agentBrowser }: { extension: LaunchedExtension; agentBrowser: AgentBrowser },
    origin: string,
    album: Album,
  ) {
    this.#extension = extension;
    this.#agentBrowser = agentBrowser;
    this.#origin = origin;
    this.#album = album;
  }

  /** What is being done now, in a few words. */
  get step(): string {
    return this.#step;
  }

  /** Sets the extension up and signs in; returns the settings page. */
  async setUp(): Promise<OptionsPage> {
    this.#begin('Filling in the settings');
    const options = await findOptionsPage(this.#extension);
    this.#album.turnTo(options.page);
    await fillInOptions(options, this.#origin);
    await this.#album.take(options.page, '01-options', { fullPage: true });

    this.#begin(`Signing in as ${SUPERVISOR}`);
    await this.#signIn(options);
    return options;
  }

  /** Shares an agent's page; returns the links with which supervisor and agent joined. */
  async shareAgentPage(): Promise<{ supervisorLink: string; agentLink: string }> {
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

  /**
   * Watches an agent's screens through Live Screen Monitoring.
   * @throws Error if no frame of them was shown
   */
  async watchAgentScreens(options: OptionsPage): Promise<Watched> {
    this.#begin('Choosing Live Screen Monitoring');
    this.#album.turnTo(options.page);
    await options.chooseService('Live Screen Monitoring');

    const { screens, agentName } = await this.#watchSomeone();
    this.#begin(`Watching the screens of ${agentName}`);
    this.#album.turnTo(screens.page);
    await this.#firstFrame(screens, agentName);
    await sleep(COUNT_FRAMES_MS);
    const frames = (await screens.frames(agentName)).filter((shown) => shown > 0);
    await this.#album.take(screens.page, '12-agent-screens');
    return { screens: frames.length, frames: frames.reduce((sum, shown) => sum + shown, 0) };
  }

  /** Starts for a new conversation, whose agent's computer is on. */
  async #watchSomeone(): Promise<{ screens: ScreensPage; agentName: string }> {
    const control = createControlClient(this.#origin);
    return await untilStarted(async () => {
      this.#begin("Switching on the agent's computer");
      const { id, participants } = await control.addConversation();
      const agent = participants.find(({ purpose }) => purpose === 'agent');
      if (!agent?.userId || !agent.name) throw new Error('the new conversation has no agent');
      const computer = await this.#agentBrowser.show(`${this.#origin}/agent-desktop/${agent.userId}`);
      await computer.getByText('Connected', { exact: true }).waitFor();
      await this.#album.take(computer, '10-agent-computer');
      const screens = await this.#startWatching(id);
      if (screens) return { screens, agentName: agent.name };
      await computer.close();
      return null;
    });
  }

  /** Returns `null` when the conversation had ended meanwhile. */
  async #startWatching(conversationId: string): Promise<ScreensPage | null> {
    this.#begin('Starting to watch');
    const { popup, close } = await this.#openPopup();
    const row = popup.page.locator(`[data-id="${conversationId}"]`);
    await popup.rows.first().waitFor();
    const isListed = row.waitFor({ timeout: LISTED_WITHIN_MS }).then(
      () => true,
      () => false,
    );
    if (!(await isListed)) {
      await close();
      return null;
    }
    await row.click();
    await this.#album.take(popup.page, '11-popup-screens');
    const opening = ScreensPage.next(this.#extension.context);
    // The popup closes when the tab comes to the front, perhaps before the key is up again.
    await popup.filter.press('Enter').catch(() => undefined);
    const screens = await unlessEnded(popup, opening);
    await close();
    return screens;
  }

  async #firstFrame(screens: ScreensPage, agentName: string): Promise<void> {
    for (const until = Date.now() + FIRST_FRAME_MS; Date.now() < until; await sleep(50)) {
      if ((await screens.frames(agentName)).some((shown) => shown > 0)) return;
      const status = await screens.status(agentName, 'No picture came').count();
      if (status > 0) break;
    }
    throw new Error(`no frame of the screens of ${agentName} came`);
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
    return await untilStarted(async () => {
      const conversationId = await this.#chooseConversation();
      this.#begin('Looking at the conversation in the desktop');
      await this.#lookAtConversation(desktop, conversationId);
      this.#begin('Starting the session');
      return await this.#start(conversationId);
    });
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
    const joinTab = await unlessEnded(popup, opening);
    await close();
    return joinTab;
  }

  async #copyAgentLink(desktop: Page): Promise<string> {
    // The popup has closed, as after any switch of tabs: open it again.
    await desktop.bringToFront();
    const { popup, close } = await this.#openPopup();
    const card = await popup.openSession(popup.page.getByRole('article').first());
    await card.getByRole('button', { name: 'Copy join link' }).click();
    await card.getByText('Copied').first().waitFor();
    await this.#album.take(popup.page, '07-popup-session-card');
    await close();

    await this.#extension.context.grantPermissions(['clipboard-read'], { origin: this.#origin });
    await desktop.bringToFront();
    return await desktop.evaluate(() => navigator.clipboard.readText());
  }

  async #joinAsAgent(link: string, supervisorTab: Page): Promise<void> {
    const page = await this.#agentBrowser.show(link);
    this.#album.turnTo(page);
    await page.getByText('You joined as').waitFor();
    await this.#album.take(page, '08-agent-join-page');
    if (!hasNetworkInterface()) return;
    this.#album.turnTo(supervisorTab);
    await supervisorTab.bringToFront();
    await supervisorTab.locator('.stage > video').waitFor();
    await this.#album.take(supervisorTab, '09-shared-screen');
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

/** Tries again with another conversation where one had ended, a few times. */
async function untilStarted<T>(start: () => Promise<T | null>): Promise<T> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const started = await start();
    if (started !== null) return started;
  }
  throw new Error(`${ATTEMPTS} conversations in a row ended before the session could start`);
}

/** Waits for a page that a start opens; `null` if the conversation had ended by then. */
async function unlessEnded<T>(popup: PopupPage, opening: Promise<T>): Promise<T | null> {
  const ended = popup
    .failure(/has ended/)
    .waitFor()
    .then(
      () => null,
      // The popup closes when the tab comes to the front; from then on only the tab counts.
      () => opening,
    );
  // Ignore the one that finishes second, even if it fails.
  ended.catch(() => undefined);
  opening.catch(() => undefined);
  return await Promise.race([opening, ended]);
}

async function expectOk(link: string): Promise<void> {
  const { status } = await fetch(link);
  if (status !== 200) throw new Error(`the join page answers ${status}`);
}
