import { describe, expect, test } from 'vitest';
import { BUTTON_HOST } from './support/button-host.ts';
import { ConfirmWindow } from './support/confirm-window.ts';
import { ExtensionsPage } from './support/extensions-page.ts';
import { nextJoinTab } from './support/join-tabs.ts';
import { PopupPage } from './support/popup-page.ts';
import { DANA, PUBLIC_CLIENT, useWorld } from './support/world.ts';

const world = useWorld();
const CUT_OFF = 'The browser does not allow access to Genesys Cloud.';

async function openConversation(customerName: string) {
  const { id } = await world().control.addConversation({ customerName });
  const desktop = await world().openDesktop(`#/analytics/interactions/${id}/admin`);
  return { id, desktop };
}

/** Use a page of the extension: the worker's handle is gone after a reload. */
async function registeredPatterns(): Promise<string[]> {
  const page = await world().context.newPage();
  await page.goto(`chrome-extension://${world().extensionId}/manifest.json`);
  const patterns = await page.evaluate(async () =>
    (await chrome.scripting.getRegisteredContentScripts()).flatMap(({ matches = [] }) => matches),
  );
  await page.close();
  return patterns;
}

const badge = () =>
  world()
    .worker()
    .evaluate(() => chrome.action.getBadgeText({}));

describe('access that the user revokes while it is used', () => {
  test('is reported at once in popup, settings and badge, no request is sent meanwhile, and everything resumes when it is back', async () => {
    const { desktop, id } = await openConversation('Cut-off Carla');
    await desktop.waitForButton(/^Cobrowse/);
    const popup = await world().openPopup();
    await popup.row('Cut-off Carla').waitFor();
    await popup.listed();
    const settings = await world().openOptions();
    const extensions = await ExtensionsPage.open(world());

    await extensions.setHostAccess('ON_SPECIFIC_SITES');
    await popup.failure(CUT_OFF).waitFor();
    await popup.failure(CUT_OFF).getByText('Allow access to localhost.').waitFor();
    await settings.page.getByText(CUT_OFF).first().waitFor();
    await expect.poll(badge).toBe('!');
    await expect.poll(() => desktop.buttons()).toEqual([]);
    expect(await registeredPatterns()).toEqual([]);
    // The rows stay, and a press waits.
    expect(await popup.row('Cut-off Carla').count()).toBe(1);
    const before = (await world().control.requests()).length;
    await popup.start('Cut-off Carla');
    await popup.showNotice(`Cut-off Carla: ${CUT_OFF}`);
    expect((await world().control.requests()).slice(before)).toEqual([]);

    // Access is granted again in the browser's own pages: the user presses nothing in the
    // extension.
    const opening = nextJoinTab(world().context);
    await extensions.grantBefore('http://localhost/*');
    await opening;
    expect((await world().control.sessions()).map(({ conversationId }) => conversationId)).toContain(id);
    await settings.page.bringToFront();
    await settings.page.getByText(CUT_OFF).waitFor({ state: 'hidden' });
    await popup.page.bringToFront();
    await popup.page.getByText(CUT_OFF).first().waitFor({ state: 'hidden' });
    await popup.listed();
    await desktop.page.bringToFront();
    await desktop.waitForButton(/Open/);
    expect(await desktop.page.locator(BUTTON_HOST).count()).toBe(1);
    await expect.poll(badge).toBe('1');
    await extensions.setHostAccess('ON_ALL_SITES');
  });
});

describe('the button in pages that are open', () => {
  test('goes at once when its supervisor signs out, and comes back once, not twice, with the next sign-in', async () => {
    const { desktop } = await openConversation('Leaving Lena');
    await desktop.waitForButton(/^Cobrowse/);
    const settings = await world().openOptions();
    await settings.button('Sign out').click();
    await settings.page.getByText('Your browser allows access to localhost.').waitFor();
    await expect.poll(() => desktop.page.locator(BUTTON_HOST).count()).toBe(0);
    expect(await registeredPatterns()).toEqual([]);
    // The page keeps working, without any trace of the extension.
    await desktop.page.evaluate(() => document.body.append(document.createElement('p')));
    expect(await desktop.page.locator(BUTTON_HOST).count()).toBe(0);

    await settings.page.bringToFront();
    await settings.signInAs(DANA.name);
    await desktop.page.bringToFront();
    await desktop.waitForButton(/^Cobrowse/);
    expect(await desktop.page.locator(BUTTON_HOST).count()).toBe(1);
  });

  test('follows the environment: the new one asks for its host alone, the one before is left and its host given back', async () => {
    const { desktop } = await openConversation('Moving Mia');
    await desktop.waitForButton(/^Cobrowse/);
    const extensions = await ExtensionsPage.open(world());
    await extensions.grantBefore('http://127.0.0.1/*');
    // Broader than needed, as an earlier grant may have been: it must not be used.
    await extensions.grantBefore('https://genesys.example.com/*');
    const other = world().origin.replace('localhost', '127.0.0.1');
    const settings = await world().openOptions();
    await settings.configure({ host: other, clientId: PUBLIC_CLIENT });
    await settings.page
      .getByText(
        'Your browser will ask you to allow access to 127.0.0.1. The extension signs you in and reads',
      )
      .waitFor();
    await expect.poll(() => desktop.page.locator(BUTTON_HOST).count()).toBe(0);
    await settings.signInAs(DANA.name);
    const granted = () =>
      world()
        .worker()
        .evaluate(async () => (await chrome.permissions.getAll()).origins);
    // The manifest of this build requires localhost, so that access cannot be revoked.
    expect(await granted()).toEqual(['http://127.0.0.1/*', 'http://localhost/*']);
    expect(await registeredPatterns()).toEqual(['http://127.0.0.1/directory/*']);
    const popup = await world().openPopup();
    await popup.rows.first().waitFor();

    // Access is revoked, and the button requests it again.
    await world()
      .worker()
      .evaluate(() => chrome.permissions.remove({ origins: ['http://127.0.0.1/*'] }));
    await settings.page.bringToFront();
    await settings.page.getByText(CUT_OFF).first().waitFor();
    await settings.button('Allow access').click();
    await settings.page.getByText(CUT_OFF).waitFor({ state: 'hidden' });
    expect(await granted()).toEqual(['http://127.0.0.1/*', 'http://localhost/*']);

    await settings.configure({ host: world().origin, clientId: PUBLIC_CLIENT });
    await settings.button('Sign in').waitFor();
    await expect.poll(granted).toEqual(['http://localhost/*']);
    await settings.signInAs(DANA.name);
    await desktop.page.bringToFront();
    await desktop.waitForButton(/^Cobrowse/);
    expect(await desktop.page.locator(BUTTON_HOST).count()).toBe(1);
  });
});

describe('an update of the extension', () => {
  test('leaves one button that works in pages that were open, and puts it into pages to come', async () => {
    const { desktop, id } = await openConversation('Updated Ulla');
    await desktop.waitForButton(/^Cobrowse/);
    const extensions = await ExtensionsPage.open(world());
    await extensions.reload();
    await expect
      .poll(async () => {
        try {
          return await registeredPatterns();
        } catch {
          // The extension is stopping or starting.
          return [];
        }
      })
      .toEqual(['http://localhost/directory/*']);
    await desktop.page.bringToFront();
    await expect.poll(() => desktop.page.locator(BUTTON_HOST).count()).toBe(1);
    // An update clears session storage, and with it the sign-in and all names. The new button opens
    // the confirmation window, which leads to the sign-in.
    await desktop.press(/^Cobrowse/);
    expect(await desktop.page.locator(BUTTON_HOST).count()).toBe(1);
    const asking = await ConfirmWindow.find(world().context);
    await asking.page.getByText('You are signed out.').waitFor();
    await world().context.clearCookies();
    const opening = world().context.waitForEvent('page');
    // Presses are ignored for half a second.
    await asking.pass(700);
    await asking.page.getByRole('button', { name: 'Sign in' }).click();
    const window = await opening;
    await window.getByLabel(DANA.name).check();
    await window.getByRole('button', { name: 'Sign in' }).click();
    await expect.poll(() => asking.fact('Customer').innerText()).toBe('Updated Ulla');
    const joining = nextJoinTab(world().context);
    await asking.confirm();
    await joining;
    expect((await world().control.sessions()).map(({ conversationId }) => conversationId)).toContain(id);
    const later = await world().openDesktop(`#/analytics/interactions/${id}/admin`);
    await later.waitForButton(/Open/);
    const popup = new PopupPage(await world().context.newPage());
    await popup.page.goto(`chrome-extension://${world().extensionId}/popup.html`);
    await popup.page.getByText(DANA.name).waitFor();
  });
});
