import { afterAll, describe, expect, test } from 'vitest';
import { GECKO_ID } from '../../utils/settings/extension-ids.ts';
import { removeStranger, startForeignSite, writeStranger } from '../e2e/support/stranger.ts';
import { CONVERSATION, FOR_DESKTOP, FOR_OUR_PAGES } from '../hostile/requests.ts';
import type { Page } from './support/page.ts';
import { DANA, NO_FIREFOX_HERE, ourButton, useWorld } from './support/world.ts';

const STRANGER = { id: 'stranger@test.example', uuid: '11111111-2222-4333-8444-555555555555' };
describe.skipIf(NO_FIREFOX_HERE)('strangers in Firefox', () => {
  const folder = writeStranger({ browser_specific_settings: { gecko: { id: STRANGER.id } } });
  afterAll(() => removeStranger(folder));
  const world = useWorld({ stranger: { ...STRANGER, dir: folder } });

  const openStranger = () => world().firefox.openUrl(`moz-extension://${STRANGER.uuid}/page.html`);

  /** Messages in the messenger's format, with a sender of the test's choice. */
  const messages = (requests: [string, unknown?][]) =>
    requests.map(([type, data]) => ({
      id: 1,
      type,
      timestamp: 1,
      ...(data !== undefined && { data }),
      sender: { id: GECKO_ID, url: world().firefox.urlOf('popup.html') },
    }));

  /** What a request could have changed. */
  async function traces() {
    const { 'request-times': _, ...session } = JSON.parse(await world().stored('session'));
    const starts = Object.keys(session['cobrowse-starts'] ?? {});
    return {
      signedInAs: session.identity?.userId,
      practice: session.practice ?? null,
      starts,
      asked: session['start-to-confirm'] ?? null,
      windows: (await world().confirmWindows()).length,
    };
  }
  const UNTOUCHED = { signedInAs: DANA.userId, practice: null, starts: [], asked: null, windows: 0 };

  /** Sends messages from the content script's isolated world in a tab. Returns the answers. */
  async function sendFromOurScript(page: Page, requests: [string, unknown?][]): Promise<string[]> {
    const address = await page.evaluate(() => location.href);
    return await world().inside.evaluate(
      async (url, all) => {
        const [tab] = (await chrome.tabs.query({})).filter((one) => one.url === url);
        if (tab?.id === undefined) throw new Error(`No tab at ${url}`);
        const [frame] = await chrome.scripting.executeScript({
          target: { tabId: tab.id },
          args: [all],
          func: (each: object[]) =>
            Promise.all(
              each.map((one) =>
                chrome.runtime.sendMessage(one).then(
                  (answer) => JSON.stringify(answer),
                  (error: Error) => error.message,
                ),
              ),
            ),
        });
        return frame?.result as string[];
      },
      address,
      messages(requests),
    );
  }

  test('another extension gets no message and no port to ours, whatever it sends', async () => {
    const page = await openStranger();
    const answers = await page.evaluate(
      (target, all) =>
        Promise.all(
          all.map((message) =>
            chrome.runtime.sendMessage(target, message).then(
              (answer) => JSON.stringify(answer),
              (error: Error) => error.message,
            ),
          ),
        ),
      GECKO_ID,
      messages([...FOR_OUR_PAGES, ...FOR_DESKTOP]),
    );
    for (const answer of answers) expect(answer).toContain('Receiving end does not exist');
    const port = await page.evaluate(
      (target) =>
        new Promise<string>((resolve) => {
          const opened = chrome.runtime.connect(target);
          opened.onDisconnect.addListener((closed) => {
            const { error } = closed as { error?: Error };
            resolve(error?.message ?? 'closed');
          });
          opened.onMessage.addListener(() => resolve('answered'));
          opened.postMessage({ type: 'sign-out' });
        }),
      GECKO_ID,
    );
    expect(port).toContain('Receiving end does not exist');
    expect(await traces()).toEqual(UNTOUCHED);
  });

  test('another extension cannot read a file of ours', async () => {
    const page = await openStranger();
    for (const file of ['popup.html', 'options.html', 'history.html', 'manifest.json', 'background.js']) {
      const read = await page.evaluate(
        (url) =>
          fetch(url).then(
            () => 'read',
            () => 'refused',
          ),
        world().firefox.urlOf(file),
      );
      expect(read, file).toBe('refused');
    }
  });

  test('another extension opens our root and forges presses in it: nothing starts', async () => {
    const { id, desktop } = await world().openConversation('Opened Olga');
    const address = await desktop.evaluate(() => location.href);
    const page = await openStranger();
    const reached = await page.evaluate(async (url) => {
      const [tab] = (await chrome.tabs.query({})).filter((one) => one.url === url);
      if (tab?.id === undefined) throw new Error(`No tab at ${url}`);
      const [frame] = await chrome.scripting.executeScript({
        target: { tabId: tab.id },
        func: () => {
          type Openable = Element & { openOrClosedShadowRoot: ShadowRoot | null };
          const roots = [...document.querySelectorAll<Openable>('*')].flatMap(
            ({ openOrClosedShadowRoot }) => openOrClosedShadowRoot ?? [],
          );
          const buttons = roots.flatMap((root) => [...root.querySelectorAll('button')]);
          for (const button of buttons) {
            const options = { bubbles: true, composed: true, detail: 1 };
            button.focus();
            for (const type of ['pointerdown', 'pointerup'])
              button.dispatchEvent(new PointerEvent(type, options));
            for (const type of ['mousedown', 'mouseup', 'click'])
              button.dispatchEvent(new MouseEvent(type, options));
            for (const type of ['keydown', 'keyup'])
              button.dispatchEvent(new KeyboardEvent(type, { ...options, key: 'Enter' }));
            button.click();
          }
          return buttons.length;
        },
      });
      return frame?.result;
    }, address);
    expect(reached).toBeGreaterThan(0);
    expect(await traces()).toEqual(UNTOUCHED);
    // A real press afterwards: whatever the made-up ones had begun would have been first.
    await desktop.bringToFront();
    await desktop.click(ourButton('Cobrowse'));
    await (await world().confirmWindow('Opened Olga')).confirm();
    await world().joinPage();
    expect(await world().sessionsOf(id)).toHaveLength(1);
  });

  test('a web page has no way to send to the extension, and cannot find or frame its files', async () => {
    const site = await startForeignSite('<!doctype html><title>Foreign</title>');
    try {
      for (const url of [
        `${site.origin}/directory/`,
        `${world().origin}/directory/#/analytics/interactions`,
      ]) {
        const page = await world().firefox.openUrl(url);
        const found = await page.evaluate(
          async (ours, all) => {
            const { chrome, browser } = globalThis as { chrome?: unknown; browser?: unknown };
            const frame = document.createElement('iframe');
            frame.src = `${ours}options.html`;
            document.body.append(frame);
            await new Promise((resolve) => {
              frame.addEventListener('load', resolve);
              frame.addEventListener('error', resolve);
              setTimeout(resolve, 1_000);
            });
            const read = await fetch(`${ours}manifest.json`).then(
              () => 'read',
              () => 'refused',
            );
            // No part of the extension receives what a page posts to itself.
            for (const message of all) {
              window.postMessage(message, '*');
              document.dispatchEvent(new CustomEvent(message.type, { detail: message }));
            }
            const inside = frame.contentDocument?.body?.innerText ?? '';
            return { apis: [typeof chrome, typeof browser], inside, read };
          },
          world().firefox.urlOf(''),
          messages([...FOR_OUR_PAGES, ...FOR_DESKTOP]),
        );
        expect(found, url).toMatchObject({ apis: ['undefined', 'undefined'], read: 'refused' });
        expect(found.inside).not.toContain('Client ID');
        expect(await traces()).toEqual(UNTOUCHED);
      }
    } finally {
      await site.stop();
    }
  });

  test('our own script on another origin of the same host is refused everything, and takes itself away', async () => {
    const site = await startForeignSite(
      `<!doctype html><title>Foreign</title><p data-qa-id="interaction-id">${CONVERSATION}</p>`,
    );
    try {
      // The registered pattern has no port, so the browser injects the script here.
      const page = await world().firefox.openUrl(
        `${site.origin}/directory/#/analytics/interactions/${CONVERSATION}/admin`,
      );
      for (const answer of await sendFromOurScript(page, [...FOR_OUR_PAGES, ...FOR_DESKTOP]))
        expect(answer).toContain('"invalid-message"');
      expect(await traces()).toEqual(UNTOUCHED);
      await expect.poll(() => page.countOurs()).toBe(0);
    } finally {
      await site.stop();
    }
  });

  test('our own script in the desktop is refused what is for our own pages', async () => {
    const desktop = await world().openDesktop('#/analytics/interactions');
    for (const answer of await sendFromOurScript(desktop, FOR_OUR_PAGES))
      expect(answer).toContain('"invalid-message"');
    expect(await traces()).toEqual(UNTOUCHED);
  });
});
