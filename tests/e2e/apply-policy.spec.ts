import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { readPropertyList, valueAt } from '../unit/settings/property-list-file.ts';
import { BUTTON_HOST } from './support/button-host.ts';
import { HistoryPage } from './support/history-page.ts';
import { createSessionElsewhere } from './support/other-client.ts';
import { createPolicyPlace, whyNoPolicies } from './support/policy-place.ts';
import { violations } from './support/violations.ts';
import { CLIENT_WITHOUT_COBROWSE, DANA, PUBLIC_CLIENT, useWorld } from './support/world.ts';

const why = whyNoPolicies();

/** The browser reloads policies some seconds after a file has changed. */
const SEEN = { timeout: 60_000 };

describe.skipIf(why !== null)(`the policy of the organization${why ? ` (not tested: ${why})` : ''}`, () => {
  const place = createPolicyPlace();
  const world = useWorld({
    extensionDir: place.extensionDir,
    simulator: { redirectUris: [`https://${place.extensionId}.chromiumapp.org/`] },
  });
  afterEach(async () => {
    place.lift();
    await expect.poll(managed, SEEN).toEqual({});
  });
  afterAll(() => place.remove());

  const managed = () =>
    world()
      .worker()
      .evaluate(() => chrome.storage.managed.get());
  const storedSettings = () =>
    world()
      .worker()
      .evaluate(async () => (await chrome.storage.local.get('settings')).settings as StoredSettings);

  /** Sends a message from an extension page, bypassing its controls. */
  const send = (page: Page, type: string, data: unknown) =>
    page.evaluate(
      ([name, body]) => chrome.runtime.sendMessage({ id: 1, type: name, data: body, timestamp: Date.now() }),
      [type, data] as const,
    ) as Promise<{ res: { ok: boolean; failure?: { code: string } } }>;

  const lockOf = (page: Page, what: string | RegExp) => page.locator('.locked').filter({ hasText: what });

  async function startDirectly(page: Page, customerName: string, settings: object) {
    const { id } = await world().control.addConversation({ customerName });
    await send(page, 'start-session', { conversationId: id, settings, purpose: 'coaching' });
    const [session] = (await world().control.sessions()).filter(
      ({ conversationId }) => conversationId === id,
    );
    return session?.settings;
  }

  // Two changes of the file, and five accessibility checks of whole pages.
  test('arrives while the browser runs: its values win, are shown as set by the organization, and cannot be changed', {
    timeout: 180_000,
  }, async () => {
    const options = await world().openOptions();
    const { page } = options;
    await page.getByRole('combobox', { name: 'Time limit' }).selectOption('60');
    await page.getByRole('radio', { name: 'With control' }).check();
    await options.field('Notice').fill('My own notice.');
    await options.save();
    expect(await page.locator('.locked').count()).toBe(0);

    place.set({
      customHost: world().origin,
      clientId: PUBLIC_CLIENT,
      controlAllowed: false,
      timeoutInMinutes: 20,
      maxTimeoutInMinutes: 25,
      purposeRequired: true,
      tellMonitoredAgents: false,
      noticeText: 'Theirs: “sessions are observed”.',
      historyDays: 30,
      disabledFeatures: ['client-credentials', 'history-export'],
    });
    const summary = page.getByRole('region', { name: 'Managed by your organization' });
    await summary.waitFor(SEEN);
    expect(await options.managed('Maximum time limit')).toBe('25 min');
    expect(await options.managed('Telling agents that their screens are viewed')).toContain(
      'Agents get no message when their screens are viewed',
    );
    expect(await summary.innerText()).toMatch(/Turned off\s+Sign-in with client ID and secret\s+Exporting/);

    expect(await options.managed('Notice')).toBe('Theirs: “sessions are observed”.');
    expect(await options.managed('Environment')).toBe(world().origin);
    expect(await options.managed('Client ID')).toBe(PUBLIC_CLIENT);
    expect(await options.managed('Default time limit')).toBe('20 min');
    expect(await options.managed('Control')).toBe('Not allowed: always view only');
    expect(await options.managed('Session purpose')).toBe('Required');
    // Nothing is left to change: no field that looks alive.
    for (const name of ['Custom host', 'Client ID', 'Notice'])
      expect(await options.field(name).count(), name).toBe(0);
    const limit = page.getByRole('combobox', { name: 'Time limit', exact: true });
    const purpose = page.getByRole('checkbox', { name: 'Ask for a purpose on every start' });
    expect([await limit.count(), await purpose.count()]).toEqual([0, 0]);
    for (const name of ['With control', 'Genesys Cloud region', 'Client ID and secret'])
      expect(await page.getByRole('radio', { name }).count(), name).toBe(0);
    // A user who was signed in with this client and region stays signed in.
    await page.getByRole('region', { name: 'Account', exact: true }).getByText(DANA.name).waitFor();

    const popup = await world().openPopup();
    await popup.openOptions();
    await lockOf(popup.page, 'view only, at most 25 min').waitFor();
    expect(await popup.page.getByRole('radio', { name: 'With control' }).isDisabled()).toBe(true);
    expect(
      await popup.page.getByRole('combobox', { name: 'Time limit' }).locator('option').allInnerTexts(),
    ).toEqual(['5 min', '10 min', '15 min', '20 min', '25 min']);

    const history = new HistoryPage(await world().context.newPage());
    await history.page.goto(`chrome-extension://${world().extensionId}/history.html`);
    const keepFor = history.page.getByRole('combobox', { name: 'Keep for' });
    expect(await keepFor.inputValue()).toBe('30');
    expect(await keepFor.isDisabled()).toBe(true);
    await lockOf(history.page, 'Managed by your organization').waitFor();

    for (const colorScheme of ['light', 'dark'] as const) {
      // Wait for the transition: the contrast of changing colors means nothing.
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      expect(await violations(page)).toEqual([]);
      await popup.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      expect(await violations(popup.page)).toEqual([]);
    }

    // When the policy is removed, the user's own values are unchanged.
    place.lift();
    await summary.waitFor({ state: 'hidden', ...SEEN });
    expect(await options.field('Notice').inputValue()).toBe('My own notice.');
    expect(await limit.inputValue()).toBe('60');
    expect(await page.getByRole('radio', { name: 'With control' }).isChecked()).toBe(true);
    expect(await page.locator('.locked').count()).toBe(0);
  });

  test('withstands forged messages: nothing locked is stored, and no session exceeds it', async () => {
    const { page } = await world().openOptions();
    const before = await storedSettings();
    const inForce = {
      customHost: world().origin,
      clientId: PUBLIC_CLIENT,
      controlAllowed: false,
      maxTimeoutInMinutes: 25,
      historyDays: 30,
      noticeText: 'Theirs.',
      purposeRequired: true,
      cobrowseService: 'sessions',
      disabledFeatures: ['client-credentials'],
    };
    place.set(inForce);
    await lockOf(page, 'view only, at most 25 min').waitFor(SEEN);

    const forged = {
      ...before,
      environment: { kind: 'custom', host: 'evil.example' },
      signIn: { ...before.signIn, clientId: CLIENT_WITHOUT_COBROWSE, method: 'client-credentials' },
      session: { allowRemoteControl: true, timeoutInMinutes: 480 },
      history: { keepForDays: null },
      cobrowseService: 'platform',
      invite: { ...before.invite, askPurpose: false, notice: 'Forged.' },
    };
    expect((await send(page, 'save-settings', { settings: forged })).res.ok).toBe(true);
    expect(await storedSettings()).toEqual(before);
    const refused = await send(page, 'save-settings', { settings: forged, clientSecret: 'forged-secret' });
    expect(refused.res.failure?.code).toBe('switched-off');
    await page.getByRole('region', { name: 'Account', exact: true }).getByText(DANA.name).waitFor();

    expect(
      await startDirectly(page, 'Forged Frida', { allowRemoteControl: true, timeoutInMinutes: 480 }),
    ).toEqual({ allowRemoteControl: false, timeoutInMinutes: 25 });
  });

  test('with unreadable values is applied to the safe side, and shows the values used instead', async () => {
    const { page } = await world().openOptions();
    place.set({
      maxTimeoutInMinutes: 9_999,
      timeoutInMinutes: 'thirty',
      controlAllowed: false,
      disabledFeatures: ['practice', 'Time Travel'],
    });
    await lockOf(page, 'view only, at most 480 min').waitFor(SEEN);
    // Chromium itself drops a value of the wrong type: chrome://policy names it, the extension
    // never hears of it.
    expect(Object.keys(await managed())).not.toContain('timeoutInMinutes');
    const summary = page.getByRole('region', { name: 'Managed by your organization' });
    const told = await summary.innerText();
    expect(told).toMatch(/Turned off\s+Practice/);
    expect(told).toContain('maxTimeoutInMinutes: 9999 is out of range or too long. 480 is used instead.');
    expect(told).toContain('disabledFeatures: "Time Travel" is unknown and ignored.');
    expect(
      await startDirectly(page, 'Mistyped Max', { allowRemoteControl: true, timeoutInMinutes: 45 }),
    ).toEqual({ allowRemoteControl: false, timeoutInMinutes: 45 });
  });

  test('that forbids control keeps out of a session with control, and one that shortens sessions shortens a live one', async () => {
    const { page } = await world().openOptions();
    const conversation = await world().control.addConversation({ customerName: 'Controlled Carl' });
    await createSessionElsewhere(world().origin, conversation, DANA.userId, {
      allowRemoteControl: true,
      timeoutInMinutes: 480,
    });
    const mine = await startDirectly(page, 'Shortened Sven', {
      allowRemoteControl: false,
      timeoutInMinutes: 45,
    });
    expect(mine?.timeoutInMinutes).toBe(45);
    place.set({ controlAllowed: false, maxTimeoutInMinutes: 5 });
    await lockOf(page, 'view only, at most 5 min').waitFor(SEEN);
    const popup = await world().openPopup();
    const card = await popup.openSession(popup.sessionOn('Shortened Sven'));
    await card.getByText(/Your organization limits the time: it ends at/).waitFor();
    await card
      .getByText(/^[0-4]:\d\d left$/)
      .last()
      .waitFor();

    const settings = { allowRemoteControl: true, timeoutInMinutes: 480 };
    const refused = await send(page, 'start-session', { conversationId: conversation.id, settings });
    expect(refused.res.failure?.code).toBe('session-not-allowed');
    const [session] = (await world().control.sessions()).filter(
      ({ conversationId }) => conversationId === conversation.id,
    );
    expect([session?.state, session?.tokens]).toEqual(['pending', []]);
  });

  test('that switches the button in the desktop off takes it out of open pages, and lifted puts it back', async () => {
    const { id } = await world().control.addConversation({ customerName: 'Buttonless Bea' });
    const desktop = await world().openDesktop(`#/analytics/interactions/${id}/admin`);
    await desktop.waitForButton(/^Cobrowse/);
    place.set({ disabledFeatures: ['desktop-button'] });
    await expect.poll(() => desktop.buttons(), SEEN).toEqual([]);
    const scripts = () =>
      world()
        .worker()
        .evaluate(async () => (await chrome.scripting.getRegisteredContentScripts()).length);
    expect(await scripts()).toBe(0);

    place.lift();
    await expect.poll(() => desktop.buttons(), SEEN).not.toEqual([]);
    expect(await scripts()).toBe(1);
  });

  test('that names a place for the button in a changed desktop has it there, and not where it is no selector', async () => {
    const { id } = await world().control.addConversation({ customerName: 'Renamed Rena' });
    const route = `?bar=renamed#/analytics/interactions/${id}/admin`;
    const floating = await world().openDesktop(route);
    await floating.standing(/^Move the button$/);
    await floating.page.close();
    place.set({ desktopAnchors: ['body{}', '[data-qa-id="conversation-actions"]'] });
    const { page } = await world().openOptions();
    const summary = page.getByRole('region', { name: 'Managed by your organization' });
    await summary.getByText('desktopAnchors: "body{}" is unknown and ignored.').waitFor(SEEN);
    expect(await summary.innerText()).toContain('Where the button goes in the Genesys desktop');
    const desktop = await world().openDesktop(route);
    await desktop.standing(/^Cobrowse/);
    expect(await desktop.buttons()).not.toContain('Move the button');
    expect(
      await desktop.page
        .locator('[data-qa-id="conversation-actions"]')
        .locator(BUTTON_HOST)
        .evaluate((host) => host === host.parentElement?.lastElementChild),
    ).toBe(true);
  });

  test('that switches exports off takes the buttons away while the history is open', async () => {
    const history = new HistoryPage(await world().context.newPage());
    await history.page.goto(`chrome-extension://${world().extensionId}/history.html`);
    await history.button('Export CSV').waitFor();
    place.set({ disabledFeatures: ['history-export'] });
    await history.button('Export CSV').waitFor({ state: 'hidden', ...SEEN });
    expect(await history.button('Export JSON').count()).toBe(0);
    expect(await history.rows.count()).toBeGreaterThan(0);
  });

  test('written and saved by the settings page is accepted by the browser exactly', async () => {
    const options = await world().openOptions();
    const { page } = options;
    const notice = 'Größe "zwei" — C:\\rules\nSecond line. 😀';
    await options.field('Notice').fill(notice);
    await options.openPolicyFile();
    for (const name of ['Notice', 'Default time limit', 'Always view only', 'Exporting the history'])
      await page.getByRole('checkbox', { name }).check();
    await page.getByRole('combobox', { name: 'Maximum time limit' }).selectOption('30');
    expect(await violations(page)).toEqual([]);
    const save = async (name: string): Promise<Buffer> => {
      const downloading = page.waitForEvent('download');
      await options.button('Save file').click();
      const download = await downloading;
      expect(download.suggestedFilename()).toBe(name);
      const bytes = await readFile(await download.path());
      expect(bytes.toString('utf8')).toBe(await options.field(name).inputValue());
      return bytes;
    };
    const written = (await save('cobrowse-for-genesys-cloud.json')).toString('utf8');

    // No Mac is here to install them: a strict reader stands for it.
    const policy = JSON.parse(written)['3rdparty'].extensions[place.extensionId];
    const fileFor = page.getByRole('combobox', { name: 'File for' });
    await fileFor.selectOption('Chrome, Edge and Firefox, macOS profile');
    const profile = readPropertyList(await save('cobrowse-for-genesys-cloud.mobileconfig'));
    const domains = [
      `com.google.Chrome.extensions.${place.extensionId}`,
      `com.microsoft.Edge.extensions.${place.extensionId}`,
      'org.mozilla.firefox',
    ];
    const inProfile = domains.map((domain, index) =>
      valueAt(
        valueAt(profile, 'PayloadContent', index, 'PayloadContent', domain),
        ...['Forced', 0, 'mcx_preference_settings'],
      ),
    );
    expect(inProfile.slice(0, 2)).toEqual([policy, policy]);
    expect(inProfile[2]).toEqual({
      EnterprisePoliciesEnabled: true,
      '3rdparty': { Extensions: { 'cobrowse-for-genesys-cloud@browser.extension': policy } },
    });
    for (const [index, browser] of ['Chrome', 'Edge', 'Firefox'].entries()) {
      await fileFor.selectOption(`${browser}, macOS property list`);
      expect(readPropertyList(await save(`${domains[index]}.plist`))).toEqual(inProfile[index]);
    }
    await options.button('Discard').click();
    await options.showSettings();

    place.putFile(written);
    await page.getByRole('region', { name: 'Managed by your organization' }).waitFor(SEEN);
    expect(await managed()).toEqual({
      customHost: world().origin,
      clientId: PUBLIC_CLIENT,
      timeoutInMinutes: 60,
      maxTimeoutInMinutes: 30,
      controlAllowed: false,
      noticeText: notice,
      disabledFeatures: ['history-export'],
    });
    // A line break within it is one on the page.
    expect(await options.managed('Notice')).toBe(notice);
    expect(await options.managed('Maximum time limit')).toBe('30 min');
    expect(await options.managed('Default time limit')).toBe('60 min');
    expect(await options.managed('Control')).toBe('Not allowed: always view only');
  });

  test('that restricts the extension to the hosts of its environment leaves all of it working', async () => {
    const isReached = () =>
      world()
        .worker()
        .evaluate(
          (address) =>
            fetch(address).then(
              () => true,
              () => false,
            ),
          // The API may be called from anywhere; this page only with host access.
          `${world().origin}/`,
        );
    const restrictTo = (allowed: string[]) =>
      place.putFile(
        JSON.stringify({
          ExtensionSettings: {
            [place.extensionId]: { runtime_blocked_hosts: ['*://*'], runtime_allowed_hosts: allowed },
          },
        }),
      );
    restrictTo([]);
    await expect.poll(isReached, SEEN).toBe(false);
    restrictTo(['http://localhost']);
    await expect.poll(isReached, SEEN).toBe(true);
    const options = await world().openOptions();
    await options.checkedWith('Everything works.');
    const { id } = await world().control.addConversation({ customerName: 'Restricted Rita' });
    const desktop = await world().openDesktop(`#/analytics/interactions/${id}/admin`);
    await desktop.waitForButton(/^Cobrowse/);
  });

  // Run this last: it signs out.
  test('for another client signs out who is signed in with this one', async () => {
    const options = await world().openOptions();
    const { page } = options;
    await page.getByRole('region', { name: 'Account', exact: true }).getByText(DANA.name).waitFor();
    place.set({ clientId: CLIENT_WITHOUT_COBROWSE });
    await page.getByText('Not signed in', { exact: true }).waitFor(SEEN);
    expect(await options.managed('Client ID')).toBe(CLIENT_WITHOUT_COBROWSE);
    const left = await world()
      .worker()
      .evaluate(async () => Object.keys(await chrome.storage.session.get(['access-token', 'identity'])));
    expect(left).toEqual([]);
  });

  test('whose environment cannot be read reaches none: nobody signs in until it is corrected', async () => {
    const options = await world().openOptions();
    const { page } = options;
    place.set({ region: 'moon_1' });
    const summary = page.getByRole('region', { name: 'Managed by your organization' });
    await summary
      .getByText('region: "moon_1" cannot be read. Sign-in and all requests are blocked')
      .waitFor(SEEN);
    await options.button('Sign in').click();
    await page.getByText('Your organization’s policy cannot be read: region.').waitFor();
    const refused = await send(page, 'sign-in', undefined);
    expect(refused.res.failure?.code).toBe('policy-unreadable');
  });
});

type StoredSettings = {
  signIn: object;
  invite: object;
  session: { allowRemoteControl: boolean; timeoutInMinutes: number };
};
