import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type Firefox, launchFirefox } from './support/launch-firefox.ts';
import type { Page } from './support/page.ts';

const executable = inject('firefox');

const ROWS = { role: 'option', within: { role: 'listbox', name: 'Active conversations' } };
const CHECKS = { role: 'listitem', within: { role: 'list', name: 'Check results' } };
const button = (name: string) => ({ role: 'button', name });
const card = (agent: string) => ({ role: 'article', name: `Cobrowse with ${agent}` });

// One journey: each test begins where the one before it ended.
describe.skipIf(executable === null)(
  'the extension in Firefox, from installing to the end of practice',
  () => {
    let firefox: Firefox;
    let welcome: Page;
    let popup: Page;

    beforeAll(async () => {
      firefox = await launchFirefox(executable ?? '');
    });

    afterAll(async () => {
      await firefox?.close();
    });

    /** The one tab that shows this page of the extension. */
    async function onlyPage(file: string): Promise<Page> {
      await expect.poll(async () => (await firefox.pages(file)).length).toBe(1);
      const [page] = await firefox.pages(file);
      if (!page) throw new Error(`${file} went away.`);
      return page;
    }

    const noPage = (file: string) => expect.poll(async () => (await firefox.pages(file)).length).toBe(0);

    /**
     * Filters, whatever was typed before, until the customer's row alone is left, then presses
     * Enter.
     */
    async function start(customer: string): Promise<void> {
      await popup.fill({ role: 'combobox', name: 'Search conversations' }, customer);
      await expect.poll(() => popup.texts(ROWS)).toEqual([expect.stringContaining(customer)]);
      await popup.pressEnter();
    }

    async function end(agent: string): Promise<void> {
      await popup.click({ ...button('End'), within: card(agent) });
      await popup.waitFor(card(agent), 0);
    }

    const stored = (area: 'local' | 'session') =>
      welcome.evaluate(async (name) => JSON.stringify(await chrome.storage[name].get()), area);

    test('opens its welcome page by itself', async () => {
      welcome = await onlyPage('welcome.html');
      await welcome.waitForText('Welcome to Cobrowse for Genesys Cloud');
    });

    test('has no host access after installation, and treats missing managed storage as no policy', async () => {
      const { hosts, origins, managed } = await welcome.evaluate(async () => ({
        hosts: chrome.runtime.getManifest().host_permissions ?? [],
        origins: (await chrome.permissions.getAll()).origins,
        managed: await chrome.storage.managed.get().then(() => 'an answer', String),
      }));
      expect({ hosts, origins }).toEqual({ hosts: [], origins: [] });
      // Firefox's own way to say so; should it ever answer instead, nothing is lost.
      expect(managed).toContain('Managed storage manifest not found');
      await welcome.click(button('All settings'));
      const settings = await onlyPage('options.html');
      await settings.waitForText('Practice');
      expect(await settings.text()).not.toContain('Managed by your organization');
    });

    test('the checks of the settings finish: each has a result, the shortcuts are assigned', async () => {
      const settings = await onlyPage('options.html');
      await settings.bringToFront();
      await settings.waitForText('1 problem.');
      const checks = await settings.texts(CHECKS);
      const shortcuts = checks.find((check) => check.includes('Assigned: ')) ?? '';
      expect(shortcuts.match(/Alt\+Shift\+./g)?.sort()).toEqual(
        ['0', '8', '9', 'L'].map((key) => `Alt+Shift+${key}`),
      );
      expect(checks.length).toBeGreaterThan(10);
      for (const check of checks) expect(check).toMatch(/: (Passed|Pending|Problem)\./);
      // Nobody has entered any client yet, which is all there is to find.
      expect(checks.filter((check) => check.includes(': Problem.'))).toEqual([
        expect.stringContaining('There is no client ID.'),
      ]);
      await settings.close();
    });

    test('its toolbar popup opens at its own width', async () => {
      await welcome.bringToFront();
      await welcome.evaluate(() => chrome.action.openPopup());
      await expect
        .poll(() => firefox.watch.toolbarPopup())
        .toEqual({ url: firefox.urlOf('popup.html'), title: 'Cobrowse for Genesys Cloud', width: 400 });
      await firefox.watch.closeToolbarPopup();
      await expect.poll(() => firefox.watch.toolbarPopup()).toBeNull();
    });

    test('practice lists its floor; a start opens the session’s page, and its card ends it', async () => {
      popup = await firefox.open('popup.html');
      await popup.click(button('Try a demo'));
      await popup.waitForText('Practice mode: nobody here is real.');
      await expect.poll(() => popup.texts(ROWS)).toContainEqual(expect.stringContaining('Fatima Zahra'));
      expect((await popup.texts(ROWS)).length).toBeGreaterThan(4);

      await start('Maria Oliveira');
      const session = await onlyPage('practice-session.html');
      await session.waitFor({ role: 'heading', name: 'Cobrowse with Amara Nwosu' });
      await session.waitForText('View only');
      expect(await session.text()).toMatch(/1[45]:\d\d left/);

      await popup.bringToFront();
      await popup.waitFor(card('Amara Nwosu'));
      await end('Amara Nwosu');
      await noPage('practice-session.html');
    });

    test('a background that is stopped in the middle of a start loses nothing: one session, one tab', async () => {
      await popup.goto(firefox.urlOf('popup.html'));
      await start('Derek Stone');
      await expect.poll(() => stored('session'), { interval: 10 }).toMatch(/"cobrowse-starts":\{"\w/);
      await firefox.watch.stopBackground();

      const session = await onlyPage('practice-session.html');
      await session.waitFor({ role: 'heading', name: 'Cobrowse with Lukas Brandt' });
      await popup.bringToFront();
      await popup.waitFor(card('Lukas Brandt'));
      const { practice } = JSON.parse(await stored('session'));
      expect(practice.sessions.map(({ state }: { state: string }) => state)).toEqual(['ended', 'active']);
    });

    test('a background that is stopped while a session is live restarts when the session is ended', async () => {
      expect(['stopped', 'starting']).toContain(await firefox.watch.stopBackground());
      await popup.goto(firefox.urlOf('popup.html'));
      await popup.waitFor(card('Lukas Brandt'));
      await end('Lukas Brandt');
      await noPage('practice-session.html');
    });

    test('practice shows an agent’s screens, which move, until the session is ended', async () => {
      await popup.click({ role: 'button', begins: 'Session options' });
      await popup.click({ role: 'radio', name: 'Agent’s screen' });
      await popup.waitForText('You’ll see the agent’s screens, view only.');
      await popup.pressKey('Escape');
      await start('Maria Oliveira');
      const screens = await onlyPage('screens.html');
      await screens.bringToFront();
      await screens.waitForText('Practice mode: nobody here is real.');
      const isShown = () => screens.evaluate(() => document.querySelector('video[data-shown]') !== null);
      await expect.poll(isShown).toBe(true);
      // Firefox counts no frames of streams; it says when it has shown one.
      const track = await screens.evaluate(async () => {
        const video = document.querySelector<HTMLVideoElement>('video[data-shown]');
        for (let frames = 0; video && frames < 5; frames += 1)
          await new Promise((resolve) => video.requestVideoFrameCallback(resolve));
        return (video?.srcObject as MediaStream | null)?.getVideoTracks()[0]?.label;
      });
      // By a connection, not the drawing itself.
      expect(track).toBe('remote video');
      await screens.waitForText('Amara Nwosu was told');

      await popup.bringToFront();
      const session = { role: 'article', name: 'Screens of Amara Nwosu' };
      await popup.waitFor(session);
      await popup.click({ ...button('End'), within: session });
      await popup.waitFor(session, 0);
    });

    test('the end of practice leaves nothing behind: no session, no person, no history', async () => {
      await popup.click(button('Leave practice'));
      await popup.waitForText('Set up');
      const history = await firefox.open('history.html');
      await history.waitForText('No sessions yet');
      expect(await stored('local')).not.toContain('history/head');
      for (const trace of ['Lukas Brandt', 'Amara Nwosu', 'Derek Stone', 'practice.invalid'])
        expect(`${await stored('local')} ${await stored('session')}`).not.toContain(trace);
    });

    test('all the while nothing went uncaught, and nothing left the browser', async () => {
      expect(await firefox.watch.errors()).toEqual([]);
      expect(await firefox.watch.requests()).toEqual([]);

      // Proves that the watch sees requests of both pages and background.
      await welcome.evaluate(async () => {
        // Any question wakes the background.
        await chrome.runtime.sendMessage({ id: 1, type: 'name-start-to-confirm', timestamp: Date.now() });
        const background = (await chrome.runtime.getBackgroundPage()) as unknown as typeof globalThis;
        void background.Promise.reject(new background.Error('bait of the background'));
        void Promise.reject(new Error('bait of a page'));
        await fetch('https://bait.invalid/').catch(() => undefined);
      });
      for (const bait of ['a page', 'the background'])
        await expect
          .poll(() => firefox.watch.errors())
          .toContainEqual(expect.stringContaining(`bait of ${bait}`));
      expect(await firefox.watch.requests()).toEqual(['https://bait.invalid/']);
    });
  },
);
