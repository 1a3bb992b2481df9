import { afterAll, describe, expect, test } from 'vitest';
import { REQUESTS } from '../../utils/messaging/requests.ts';
import { CONVERSATION, FOR_DESKTOP, FOR_OUR_PAGES } from '../hostile/requests.ts';
import { BUTTON_HOST } from './support/button-host.ts';
import { ExtensionsPage } from './support/extensions-page.ts';
import { evaluateIn, isolatedWorld } from './support/isolated-world.ts';
import { joinTabs, nextJoinTab } from './support/join-tabs.ts';
import { removeStranger, startForeignSite, writeStranger } from './support/stranger.ts';
import { workerHeap } from './support/worker-heap.ts';
import { EXTENSION_DIR, useWorld } from './support/world.ts';

const stranger = writeStranger();
afterAll(() => removeStranger(stranger));
const world = useWorld({ extensionDir: `${EXTENSION_DIR},${stranger}` });

test('every existing request is tried here', () => {
  const tried = [...FOR_OUR_PAGES, ...FOR_DESKTOP].map(([type]) => type);
  expect(tried.sort()).toEqual(Object.keys(REQUESTS).sort());
});

/** A message as our messenger makes it, with a sender of the sender's own choice. */
const messageOf = ([type, data]: [string, unknown?]) => ({
  id: 1,
  type,
  timestamp: 1,
  ...(data !== undefined && { data }),
  sender: { id: world().extensionId, url: `chrome-extension://${world().extensionId}/popup.html` },
});

/** Everything that a request could have changed. */
async function traces() {
  const [stored, sessions, requests] = await Promise.all([
    world()
      .worker()
      .evaluate(async () => {
        const { 'request-times': _, ...session } = await chrome.storage.session.get(null);
        const stored = Object.entries({ ...session, ...(await chrome.storage.local.get(null)) });
        // Digests: the content includes tokens, which no test report may show.
        return await Promise.all(
          stored.map(async ([name, value]) => {
            const bytes = new TextEncoder().encode(JSON.stringify(value));
            return `${name} ${new Uint32Array(await crypto.subtle.digest('SHA-256', bytes))[0]}`;
          }),
        );
      }),
    world().control.sessions(),
    world().control.requests(),
  ]);
  return { stored, sessions, requests: requests.length, tabs: joinTabs(world().context).length };
}

/**
 * Sends messages (strings are JSON already) from the content script's isolated world in a frame of
 * a tab. Returns the answers.
 */
async function sendFrom(
  url: string,
  messages: unknown[],
  frame: 'top' | 'inside' = 'top',
): Promise<string[]> {
  return await world()
    .worker()
    .evaluate(
      async ([pattern, all, where]) => {
        const [tab] = (await chrome.tabs.query({})).filter((one) => one.url?.startsWith(pattern));
        if (tab?.id === undefined) throw new Error(`No tab at ${pattern}`);
        const results = await chrome.scripting.executeScript({
          target: { tabId: tab.id, allFrames: true },
          args: [all.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))), where === 'top'],
          func: (each: string[], inTop: boolean) =>
            (window.top === window) !== inTop
              ? []
              : Promise.all(
                  each.map((one) =>
                    chrome.runtime.sendMessage(JSON.parse(one)).then(
                      (answer) => JSON.stringify(answer),
                      (error: Error) => error.message,
                    ),
                  ),
                ),
        });
        const result = results.find(({ frameId }) => (frameId === 0) === (where === 'top'))?.result;
        return result as string[];
      },
      [url, messages, frame] as const,
    );
}

/** Names of no request; some of them are properties of every object. */
const UNKNOWN_TYPES = [
  'no-such-request',
  '',
  ...Object.getOwnPropertyNames(Object.prototype),
  'prototype',
  'then',
];
/** Values that are not messages. */
const NO_MESSAGES: unknown[] = [
  null,
  7,
  'sign-out',
  [],
  {},
  { type: 'sign-out' },
  { type: ['sign-out'], timestamp: 1 },
];
const REFUSAL = JSON.stringify({ res: { ok: false, failure: { code: 'invalid-message' } } });

/**
 * Messages of unknown types, as JSON text: only parsing gives an object its own field `__proto__`.
 */
const unknownMessages = () => [
  ...UNKNOWN_TYPES.map(
    (type) => `{"id":1,"type":${JSON.stringify(type)},"timestamp":1,"data":{"__proto__":{"x":1}}}`,
  ),
  ...NO_MESSAGES.map((message) => JSON.stringify(message)),
];

describe('another extension', () => {
  test('gets no message to ours, whatever it sends, and no answer', async () => {
    const id = await (await ExtensionsPage.open(world())).idOf('Stranger');
    const page = await world().context.newPage();
    await page.goto(`chrome-extension://${id}/page.html`);
    const before = await traces();
    const answers = await page.evaluate(
      ([target, messages]) =>
        Promise.all(
          messages.map((message) =>
            chrome.runtime.sendMessage(target, message).then(
              (answer) => JSON.stringify(answer),
              (error: Error) => error.message,
            ),
          ),
        ),
      [world().extensionId, [...FOR_OUR_PAGES, ...FOR_DESKTOP].map(messageOf)] as const,
    );
    expect(new Set(answers)).toEqual(
      new Set(['Could not establish connection. Receiving end does not exist.']),
    );
    const port = await page.evaluate(
      (target) =>
        new Promise<string>((resolve) => {
          const opened = chrome.runtime.connect(target);
          opened.onDisconnect.addListener(() => resolve(chrome.runtime.lastError?.message ?? 'closed'));
          opened.onMessage.addListener(() => resolve('answered'));
          opened.postMessage({ type: 'sign-out' });
        }),
      world().extensionId,
    );
    expect(port).toContain('Receiving end does not exist');
    expect(await traces()).toEqual(before);
  });

  test('cannot open, frame or read a file of ours', async () => {
    const id = await (await ExtensionsPage.open(world())).idOf('Stranger');
    const page = await world().context.newPage();
    await page.goto(`chrome-extension://${id}/page.html`);
    for (const file of ['popup.html', 'options.html', 'history.html', 'manifest.json', 'background.js']) {
      const read = await page.evaluate(
        (url) =>
          fetch(url).then(
            () => 'read',
            () => 'refused',
          ),
        `chrome-extension://${world().extensionId}/${file}`,
      );
      expect(read, file).toBe('refused');
    }
  });
});

describe('a web page', () => {
  test('has no way to send to the extension, and cannot find its files', async () => {
    const site = await startForeignSite('<!doctype html><title>Foreign</title>');
    try {
      for (const url of [
        `${site.origin}/directory/`,
        `${world().origin}/directory/#/analytics/interactions`,
      ]) {
        const page = await world().context.newPage();
        await page.goto(url);
        const before = await traces();
        const found = await page.evaluate(async (target) => {
          const runtime = (globalThis as { chrome?: { runtime?: { sendMessage?: unknown } } }).chrome
            ?.runtime;
          const frame = document.createElement('iframe');
          frame.src = `chrome-extension://${target}/options.html`;
          document.body.append(frame);
          await new Promise((resolve) => frame.addEventListener('load', resolve));
          let inside = 'unreachable';
          try {
            inside = frame.contentDocument?.title ?? 'unreachable';
          } catch {}
          const read = await fetch(`chrome-extension://${target}/manifest.json`).then(
            () => 'read',
            () => 'refused',
          );
          return { sends: typeof runtime?.sendMessage, inside, read };
        }, world().extensionId);
        expect(found, url).toEqual({ sends: 'undefined', inside: 'unreachable', read: 'refused' });
        for (const frame of page.frames()) expect(await frame.content()).not.toContain('Client ID');
        // No part of the extension receives what a page posts to itself.
        await page.evaluate(
          (messages) => {
            for (const message of messages) {
              window.postMessage(message, '*');
              document.dispatchEvent(new CustomEvent(message.type, { detail: message }));
            }
          },
          [...FOR_OUR_PAGES, ...FOR_DESKTOP].map(messageOf),
        );
        expect(await traces()).toEqual(before);
      }
    } finally {
      await site.stop();
    }
  });
});

describe('our own script', () => {
  test('on another origin, even of the same host, is refused everything and takes itself away', async () => {
    const site = await startForeignSite(
      `<!doctype html><title>Foreign</title><p data-qa-id="interaction-id">${CONVERSATION}</p>`,
    );
    try {
      const page = await world().context.newPage();
      // The registered pattern has no port, so the browser injects the script here.
      await page.goto(`${site.origin}/directory/#/analytics/interactions/${CONVERSATION}/admin`);
      const before = await traces();
      for (const answer of await sendFrom(site.origin, [...FOR_OUR_PAGES, ...FOR_DESKTOP].map(messageOf)))
        expect(answer).toContain('"invalid-message"');
      expect(await traces()).toEqual(before);
      await expect.poll(() => page.locator(BUTTON_HOST).count()).toBe(0);
    } finally {
      await site.stop();
    }
  });

  test('in the desktop may ask for four things, and nothing that is for our own pages', async () => {
    await world().openDesktop('#/analytics/interactions');
    const before = await traces();
    for (const answer of await sendFrom(world().origin, FOR_OUR_PAGES.map(messageOf)))
      expect(answer).toContain('"invalid-message"');
    expect(await traces()).toEqual(before);
  });

  test('in a frame of the desktop is refused what the desktop itself may ask', async () => {
    const desktop = await world().openDesktop('#/analytics/interactions');
    await desktop.page.evaluate(async () => {
      const frame = document.createElement('iframe');
      frame.src = '/directory/?framed#/analytics/interactions';
      document.body.append(frame);
      await new Promise((resolve) => frame.addEventListener('load', resolve));
    });
    const before = await traces();
    for (const answer of await sendFrom(world().origin, FOR_DESKTOP.map(messageOf), 'inside'))
      expect(answer).toContain('"invalid-message"');
    expect(await traces()).toEqual(before);
  });

  test('with forged fields in what it may send is refused, and nothing starts', async () => {
    const { id } = await world().control.addConversation({ customerName: 'Forged Fritz' });
    await world().openDesktop('#/analytics/interactions');
    const before = await traces();
    const forged: unknown[] = [
      { conversationId: id, settings: { allowRemoteControl: true, timeoutInMinutes: 480 } },
      { conversationId: id, agentUserId: 'somebody-else' },
      { conversationId: `${id}/../../users/me` },
      { conversationId: [id] },
      { conversationId: { toString: id } },
      { conversationId: 'x'.repeat(2_000_000) },
      { conversationId: null },
      { ConversationId: id },
      [id],
      id,
      7,
      null,
    ];
    const messages: unknown[] = forged.map((data) => messageOf(['start-from-desktop', data]));
    // An own field of that name, which only parsed text can have.
    const body = `{"conversationId":"${id}","__proto__":{"isTrusted":true}}`;
    messages.push(JSON.stringify(messageOf(['start-from-desktop', 0])).replace('"data":0', `"data":${body}`));
    for (const [index, answer] of (await sendFrom(world().origin, messages)).entries())
      expect(answer, `message ${index}`).toContain('"invalid-message"');
    expect(await traces()).toEqual(before);
  });

  test('cannot learn which requests there are: unknown and malformed ones get one answer, from every sender', async () => {
    await world().openDesktop('#/analytics/interactions');
    const before = await traces();
    const fromScript = await sendFrom(world().origin, unknownMessages());
    expect(new Set(fromScript)).toEqual(new Set([REFUSAL]));
    const popup = await world().openPopup();
    const fromPage = await popup.page.evaluate(
      (all) =>
        Promise.all(
          all.map(async (one) => JSON.stringify(await chrome.runtime.sendMessage(JSON.parse(one)))),
        ),
      unknownMessages(),
    );
    expect(new Set(fromPage)).toEqual(new Set([REFUSAL]));
    await popup.page.close();
    expect((await traces()).sessions).toEqual(before.sessions);
    const polluted = await world()
      .worker()
      .evaluate(() => ({}) as Record<string, unknown>)
      .then((object) => 'x' in object);
    expect(polluted).toBe(false);
  });

  test('with oversized bodies is refused quickly, and the worker continues', async () => {
    const desktop = await world().openDesktop('#/analytics/interactions');
    const before = await traces();
    const session = await world().context.newCDPSession(desktop.page);
    await session.send('Runtime.enable');
    const isolated = await isolatedWorld(session, world().extensionId);
    const bodies: Record<string, string> = {
      'a text of 50 MB': `({ conversationId: 'x'.repeat(50_000_000) })`,
      'a million fields': `Object.fromEntries(Array.from({ length: 1_000_000 }, (_, at) => ['k' + at, 0]))`,
      'a list of a million': `({ conversationId: Array(1_000_000).fill('x') })`,
      'a body 150 deep': `(() => { let all = 'x'; for (let at = 0; at < 150; at += 1) all = [all]; return all; })()`,
    };
    for (const [what, made] of Object.entries(bodies)) {
      for (const type of ['start-from-desktop', 'apply-notifications']) {
        const sent = `chrome.runtime.sendMessage({ id: 1, type: '${type}', timestamp: 1, data: ${made} })`;
        const answer = await evaluateIn(
          session,
          isolated,
          `${sent}.then((answer) => JSON.stringify(answer), (error) => error.message)`,
        );
        expect(answer, what).toContain('"invalid-message"');
        const begun = performance.now();
        const [soon] = await sendFrom(world().origin, [messageOf(['sign-out'])]);
        expect(soon).toContain('"invalid-message"');
        expect(performance.now() - begun, what).toBeLessThan(5_000);
      }
    }
    expect(await traces()).toEqual(before);
  });

  test('cannot open a port: ten thousand are closed at once, and nothing of them is kept', async () => {
    const desktop = await world().openDesktop('#/analytics/interactions');
    const session = await world().context.newCDPSession(desktop.page);
    await session.send('Runtime.enable');
    const isolated = await isolatedWorld(session, world().extensionId);
    const connectAll = (count: number) => `(async () => {
      let closed = 0;
      for (let at = 0; at < ${count}; at += 1) {
        const port = chrome.runtime.connect({ name: ['page-open', '', 'constructor', '__proto__'][at % 4] });
        await new Promise((resolve) => port.onDisconnect.addListener(resolve));
        closed += 1;
      }
      return String(closed);
    })()`;
    expect(await evaluateIn(session, isolated, connectAll(100))).toBe('100');
    const before = await workerHeap(world());
    expect(await evaluateIn(session, isolated, connectAll(10_000))).toBe('10000');
    expect((await workerHeap(world())) - before).toBeLessThan(3_000_000);
  });

  test('receives nothing in a tab that has navigated away from the desktop', async () => {
    const { id } = await world().control.addConversation({ customerName: 'Departed Dora' });
    const site = await startForeignSite('<!doctype html><title>Foreign</title>');
    try {
      const desktop = await world().openDesktop(`#/analytics/interactions/${id}/admin`);
      await desktop.waitForButton(/^Cobrowse/);
      await desktop.page.goto(`${site.origin}/directory/`);
      const session = await world().context.newCDPSession(desktop.page);
      await session.send('Runtime.enable');
      const isolated = await isolatedWorld(session, world().extensionId);
      await evaluateIn(
        session,
        isolated,
        `globalThis.heard = []; chrome.runtime.onMessage.addListener((m) => { heard.push(m.type); }); 'listening'`,
      );
      const popup = await world().openPopup();
      const opening = nextJoinTab(world().context);
      await popup.start('Departed Dora');
      await opening;
      await popup.comeBack();
      await popup.session('').first().waitFor();
      expect(await evaluateIn(session, isolated, 'JSON.stringify(heard)')).toBe('[]');
    } finally {
      await site.stop();
    }
  });
});
