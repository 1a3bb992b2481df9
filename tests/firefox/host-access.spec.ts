import { describe, expect, test } from 'vitest';
import type { Page } from './support/page.ts';
import { accountButton, button, DANA, NO_FIREFOX_HERE, ourButton, ROWS, useWorld } from './support/world.ts';

const CUT_OFF = 'The browser does not allow access to Genesys Cloud.';
const HOST = '127.0.0.1';
const PATTERN = `http://${HOST}/*`;

// One journey: each story begins where the one before it ended.
describe.skipIf(NO_FIREFOX_HERE)(
  'access to Genesys Cloud in Firefox, granted and revoked by the user',
  () => {
    const world = useWorld({ host: HOST, signedIn: false });

    const granted = () =>
      world().inside.evaluate(async () => (await chrome.permissions.getAll()).origins ?? []);
    const scriptedHosts = () =>
      world().inside.evaluate(async () =>
        (await chrome.scripting.getRegisteredContentScripts()).flatMap(({ matches = [] }) => matches),
      );
    const apiRequests = async () => (await world().control.requests()).length;

    async function pressSignIn(): Promise<Page> {
      const options = await world().firefox.open('options.html');
      await world().fillIn(options);
      await options.click(accountButton('Sign in'));
      return options;
    }

    test('denied, nothing is sent, no window opens, and the settings say what is missing', async () => {
      const { firefox } = world();
      const options = await pressSignIn();
      await expect.poll(() => firefox.hosts.question()).toContain(HOST);
      await firefox.hosts.answer('deny');
      await options.waitForText(CUT_OFF);
      await options.waitForText(`Allow access to ${HOST}.`);
      expect(await granted()).not.toContain(PATTERN);
      expect(await firefox.pagesWhere((url) => url.includes('/oauth/authorize'))).toEqual([]);
      expect(await apiRequests()).toBe(0);
    });

    test('granted, the sign-in continues automatically, for this one host', async () => {
      const { firefox, origin } = world();
      const options = await pressSignIn();
      await firefox.hosts.answer('allow');
      const window = await firefox.page((url) => url.startsWith(`${origin}/oauth/authorize`));
      await window.click(button('Sign in'));
      await options.waitFor(accountButton('Sign out'));
      await options.waitForText(DANA.name);
      expect(await granted()).toContain(PATTERN);
      await expect.poll(scriptedHosts).toEqual([`http://${HOST}/directory/*`]);
    });

    test('revoked, it is reported everywhere at once, and a start waits; granted again, the start resumes', async () => {
      const { firefox, control } = world();
      const { id, desktop } = await world().openConversation('Cut-off Carla');
      const options = await firefox.open('options.html');
      const popup = await world().openPopup();
      await popup.fill({ role: 'combobox', name: 'Search conversations' }, 'Cut-off Carla');
      await expect.poll(() => popup.texts(ROWS)).toEqual([expect.stringContaining('Cut-off Carla')]);

      await firefox.hosts.revoke(PATTERN);
      await popup.waitForText(CUT_OFF);
      await expect.poll(() => world().badge()).toBe('!');
      await desktop.waitFor(ourButton('Cobrowse'), 0);
      await expect.poll(scriptedHosts).toEqual([]);
      await options.bringToFront();
      await options.waitForText(CUT_OFF);
      await popup.bringToFront();
      const before = await apiRequests();
      await popup.pressEnter();
      await expect
        .poll(() => popup.texts({ role: 'region', name: 'Notices' }))
        .toEqual([expect.stringMatching(/^Cut-off Carla: The browser does not allow/)]);
      expect(await apiRequests()).toBe(before);
      expect(await control.sessions()).toEqual([]);

      await firefox.hosts.grant(PATTERN);
      const join = await world().joinPage();
      await join.waitForText('Cut-off Carla');
      expect(await world().sessionsOf(id)).toHaveLength(1);
      await popup.bringToFront();
      await popup.waitForNoText(CUT_OFF);
      await options.bringToFront();
      await options.waitForNoText(CUT_OFF);
      await desktop.bringToFront();
      await desktop.waitFor(ourButton('Open'));
      expect(await desktop.countOurs()).toBe(1);
      await expect.poll(() => world().badge()).toBe('1');
    });

    test('revoked and requested again by our button, it is granted in the browser’s prompt', async () => {
      const { firefox } = world();
      const options = await firefox.open('options.html');
      await options.waitFor(accountButton('Sign out'));
      await firefox.hosts.revoke(PATTERN);
      await options.waitForText(CUT_OFF);
      await options.click(accountButton('Allow access'));
      await firefox.hosts.answer('allow');
      await options.waitForNoText(CUT_OFF);
      expect(await granted()).toContain(PATTERN);
    });
  },
);
