import { mkdtempSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { type LaunchedExtension, launchExtension } from '../../setup/launch-browser.ts';
import { type ControlClient, createControlClient } from '../../simulator/control-client.ts';
import type { SimulatorOptions } from '../../simulator/options.ts';
import { type Simulator, startSimulator } from '../../simulator/simulator.ts';
import { OptionsPage } from './options-page.ts';
import { PopupPage } from './popup-page.ts';
import { DANA, EXTENSION_DIR, PUBLIC_CLIENT } from './world.ts';

/** A browser that is killed and started again on the same profile, with the extension in it. */
export class MortalBrowser {
  readonly origin: string;
  readonly control: ControlClient;
  readonly #profile: string;
  #browser: LaunchedExtension;

  private constructor(origin: string, profile: string, browser: LaunchedExtension) {
    this.origin = origin;
    this.control = createControlClient(origin);
    this.#profile = profile;
    this.#browser = browser;
  }

  static async launch(origin: string, profile: string): Promise<MortalBrowser> {
    return new MortalBrowser(origin, profile, await launchOn(profile));
  }

  get context(): BrowserContext {
    return this.#browser.context;
  }

  async openPage(file: string): Promise<Page> {
    const page = await this.context.newPage();
    await page.goto(`chrome-extension://${this.#browser.extensionId}/${file}`);
    return page;
  }

  openPopup = async () => new PopupPage(await this.openPage('popup.html'));

  async setUpAndSignIn(): Promise<void> {
    const settings = new OptionsPage(await this.openPage('options.html'));
    await settings.configure({ host: this.origin, clientId: PUBLIC_CLIENT });
    await settings.signInAs(DANA.name);
  }

  /**
   * Ends the browser as a power cut would: no page closes, no worker hears of it. Chromium notes
   * its process in a link beside the profile.
   */
  async kill(): Promise<void> {
    const closing = this.context.waitForEvent('close');
    const lock = readlinkSync(path.join(this.#profile, 'SingletonLock'));
    process.kill(Number(lock.split('-').at(-1)), 'SIGKILL');
    await closing;
  }

  async startAgain(): Promise<void> {
    this.#browser = await launchOn(this.#profile);
  }

  /** Signs in from the popup of a browser that was started again. */
  async signInAgain(popup: PopupPage): Promise<void> {
    await popup.button('Sign in').click();
    // A window that has just opened has no address yet.
    const signInWindow = () =>
      this.context.pages().find((page) => page.url().startsWith(`${this.origin}/oauth/`));
    await expect.poll(signInWindow).toBeDefined();
    await signInWindow()?.getByLabel(DANA.name).check();
    await signInWindow()?.getByRole('button', { name: 'Sign in' }).click();
  }

  close = () => this.#browser.close();
}

const launchOn = (userDataDir: string) => launchExtension({ extensionDir: EXTENSION_DIR, userDataDir });

/** Opens a simulator and such a browser for the tests of a file. Returns how to get the browser. */
export function useMortalBrowser(options: Partial<SimulatorOptions>): () => MortalBrowser {
  const profile = mkdtempSync(path.join(tmpdir(), 'cobrowse-restart-'));
  let simulator: Simulator | undefined;
  let browser: MortalBrowser | undefined;
  beforeAll(async () => {
    simulator = await startSimulator({ agents: 4, ...options });
    browser = await MortalBrowser.launch(simulator.origin, profile);
  });
  afterAll(async () => {
    await browser?.close();
    await simulator?.stop();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  });
  return () => {
    if (!browser) throw new Error('The browser has not been opened yet.');
    return browser;
  };
}
