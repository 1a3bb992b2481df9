import { mkdtempSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LaunchedExtension, launchExtension } from '../setup/launch-browser.ts';
import { type ControlClient, createControlClient } from '../simulator/control-client.ts';
import { type Simulator, startSimulator } from '../simulator/simulator.ts';
import { describeVideo } from './support/describe-video.ts';
import { OptionsPage } from './support/options-page.ts';
import { PopupPage } from './support/popup-page.ts';
import { DANA, EXTENSION_DIR, PUBLIC_CLIENT } from './support/world.ts';

describeVideo('a browser that dies while it shows an agent’s screens', () => {
  const profile = mkdtempSync(path.join(tmpdir(), 'cobrowse-watching-'));
  let simulator: Simulator;
  let control: ControlClient;
  let browser: LaunchedExtension;
  const launch = () => launchExtension({ extensionDir: EXTENSION_DIR, userDataDir: profile });

  beforeAll(async () => {
    simulator = await startSimulator({ conversations: 0, agents: 4, cobrowse: 'screen' });
    control = createControlClient(simulator.origin);
    browser = await launch();
  });
  afterAll(async () => {
    await browser.close();
    await simulator.stop();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  });

  async function extensionPage(file: string) {
    const page = await browser.context.newPage();
    await page.goto(`chrome-extension://${browser.extensionId}/${file}`);
    return page;
  }
  const live = async () => (await control.screenMonitoring()).live.length;

  test('shows nobody after the next sign-in, whatever the page could not end', async () => {
    const settings = new OptionsPage(await extensionPage('options.html'));
    await settings.configure({ host: simulator.origin, clientId: PUBLIC_CLIENT });
    await settings.signInAs(DANA.name);
    await control.addConversation({ customerName: 'Outage Olga' });
    const popup = new PopupPage(await extensionPage('popup.html'));
    await popup.start('Outage Olga');
    await expect.poll(live).toBe(1);
    await expect.poll(async () => (await control.chats()).length).toBe(1);

    // As a power cut does: no page closes, no worker hears of it.
    const closing = browser.context.waitForEvent('close');
    process.kill(Number(readlinkSync(path.join(profile, 'SingletonLock')).split('-').at(-1)), 'SIGKILL');
    await closing;
    expect(await live()).toBe(1);

    browser = await launch();
    const next = new PopupPage(await extensionPage('popup.html'));
    await next.button('Sign in').click();
    const signInWindow = () =>
      browser.context.pages().find((page) => page.url().startsWith(`${simulator.origin}/oauth/`));
    await expect.poll(signInWindow).toBeDefined();
    await signInWindow()?.getByLabel(DANA.name).check();
    await signInWindow()?.getByRole('button', { name: 'Sign in' }).click();
    await expect.poll(live).toBe(0);
    expect(await next.page.getByRole('alert').count()).toBe(0);
  });
});
