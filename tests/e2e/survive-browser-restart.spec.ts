import { mkdtempSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LaunchedExtension, launchExtension } from '../setup/launch-browser.ts';
import { type ControlClient, createControlClient } from '../simulator/control-client.ts';
import { type Simulator, startSimulator } from '../simulator/simulator.ts';
import { joinTabs } from './support/join-tabs.ts';
import { OptionsPage } from './support/options-page.ts';
import { PopupPage } from './support/popup-page.ts';
import { DANA, EXTENSION_DIR, PUBLIC_CLIENT } from './support/world.ts';

const profile = mkdtempSync(path.join(tmpdir(), 'cobrowse-restart-'));
let simulator: Simulator;
let control: ControlClient;
let browser: LaunchedExtension;

const launch = () => launchExtension({ extensionDir: EXTENSION_DIR, userDataDir: profile });

beforeAll(async () => {
  simulator = await startSimulator({ conversations: 4, agents: 4 });
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

/**
 * Ends the browser as a power cut would: Chromium notes its process in a link beside the profile.
 */
async function killBrowser(): Promise<void> {
  const closing = browser.context.waitForEvent('close');
  process.kill(Number(readlinkSync(path.join(profile, 'SingletonLock')).split('-').at(-1)), 'SIGKILL');
  await closing;
}

const sessionsOf = async (id: string) =>
  (await control.sessions()).filter(({ conversationId }) => conversationId === id);

test('a browser that dies in a start: nothing is pending afterwards, the history is there, and the next press joins', async () => {
  const settings = new OptionsPage(await extensionPage('options.html'));
  await settings.configure({ host: simulator.origin, clientId: PUBLIC_CLIENT });
  await settings.signInAs(DANA.name);
  const before = await control.addConversation({ customerName: 'Finished Fay' });
  const cutOff = await control.addConversation({ customerName: 'Outage Otto' });
  const popup = new PopupPage(await extensionPage('popup.html'));
  await popup.start('Finished Fay');
  await expect.poll(() => joinTabs(browser.context).length).toBe(1);
  await popup.comeBack();
  await control.addFault({ method: 'POST', path: '/cobrowse/sessions$', delayMs: 20_000 });
  await popup.start('Outage Otto');
  await expect.poll(async () => (await sessionsOf(cutOff.id)).length).toBe(1);
  await killBrowser();

  browser = await launch();
  const errors: string[] = [];
  browser.context.on('weberror', (error) => errors.push(error.error().message));
  const next = new PopupPage(await extensionPage('popup.html'));
  await next.button('Sign in').waitFor();
  expect(await next.page.getByRole('alert').count()).toBe(0);
  const left = await next.page.evaluate(async () => ({
    session: Object.keys(await chrome.storage.session.get(null)),
    history: JSON.stringify(await chrome.storage.local.get(null)),
    badge: await chrome.action.getBadgeText({}),
  }));
  expect(left.session).not.toContain('cobrowse-starts');
  expect(left.session).not.toContain('cobrowse-sessions');
  expect(left.badge).toBe('');
  expect(left.history).toContain(before.id);
  expect(joinTabs(browser.context)).toEqual([]);

  await next.button('Sign in').click();
  // A window that has just opened has no address yet.
  const signInWindow = () =>
    browser.context.pages().find((page) => page.url().startsWith(`${simulator.origin}/oauth/`));
  await expect.poll(signInWindow).toBeDefined();
  await signInWindow()?.getByLabel(DANA.name).check();
  await signInWindow()?.getByRole('button', { name: 'Sign in' }).click();
  await next.row('Outage Otto').waitFor();
  await next.start('Outage Otto');
  await next.page.getByText('You joined a session already in progress').waitFor();
  await expect.poll(() => joinTabs(browser.context).length).toBe(1);
  expect((await sessionsOf(cutOff.id)).map(({ state }) => state)).not.toContain('ended');
  expect(await sessionsOf(cutOff.id)).toHaveLength(1);
  expect(errors).toEqual([]);
});
