import { beforeAll, describe, expect, test } from 'vitest';
import { evaluateIn, isolatedWorld } from './support/isolated-world.ts';
import { nextJoinTab } from './support/join-tabs.ts';
import { DANA, SECRET_CLIENT, useWorld } from './support/world.ts';

const world = useWorld({ signedIn: false });
const consoleLines: string[] = [];
beforeAll(() => {
  // Collects the console output of every page and the worker.
  world().context.on('console', (message) => consoleLines.push(message.text()));
  world()
    .worker()
    .on('console', (message) => consoleLines.push(message.text()));
});

/** All current secrets: access token, client secret, join tokens. */
async function secrets(): Promise<string[]> {
  const session = await world()
    .worker()
    .evaluate(() => chrome.storage.session.get());
  const tokens = JSON.stringify(session).match(/(?<="accessToken":")[^"]+|(?<=token=)[^"&]+/g) ?? [];
  return [...new Set([...tokens, SECRET_CLIENT.secret])];
}

describe('secrets stay where they belong', () => {
  test('no access token, client secret or join token reaches page, content script, disk or console', async () => {
    const settings = await world().openOptions();
    await settings.chooseCustomHost(world().origin);
    await settings.enterSecretClient(SECRET_CLIENT, DANA.userId);
    await settings.button('Sign in').click();
    await settings.signedInAs(DANA.name).waitFor();

    const { id } = await world().control.addConversation({ customerName: 'Secret Selma' });
    const desktop = await world().openDesktop(`#/analytics/interactions/${id}/admin`);
    const session = await world().context.newCDPSession(desktop.page);
    await session.send('Runtime.enable');
    // Everything the background sends to the content script, seen from inside its isolated world().
    const isolated = await isolatedWorld(session, world().extensionId);
    await evaluateIn(
      session,
      isolated,
      'globalThis.seen = []; chrome.runtime.onMessage.addListener((m) => { seen.push(JSON.stringify(m)); })',
    );
    const opening = nextJoinTab(world().context);
    await desktop.press(/^Cobrowse/);
    await opening;
    await desktop.waitForButton(/Open/);
    const pushed = await evaluateIn(session, isolated, 'JSON.stringify(seen)');
    expect(pushed).toContain('desktop-view-changed');

    const all = await secrets();
    expect(all.length).toBeGreaterThanOrEqual(3);
    const places: Record<string, string> = {
      'messages to the content script': pushed,
      'storage.local': await world()
        .worker()
        .evaluate(async () => JSON.stringify(await chrome.storage.local.get())),
      'the desktop page': await desktop.page.content(),
      'our part of the desktop page': await desktop.text(),
      'the settings page': await settings.page.content(),
      'the popup': await (await world().openPopup()).page.content(),
      console: consoleLines.join('\n'),
    };
    for (const [place, text] of Object.entries(places)) {
      for (const secret of all) expect(text.includes(secret), `a secret in ${place}`).toBe(false);
    }
  });

  test('a content script cannot read what the extension stores', async () => {
    const { id } = await world().control.addConversation({ customerName: 'Locked Lena' });
    const desktop = await world().openDesktop(`#/analytics/interactions/${id}/admin`);
    await desktop.waitForButton(/^Cobrowse/);
    const session = await world().context.newCDPSession(desktop.page);
    await session.send('Runtime.enable');
    const isolated = await isolatedWorld(session, world().extensionId);
    for (const area of ['session', 'local']) {
      const read = await evaluateIn(
        session,
        isolated,
        `chrome.storage.${area}.get().then((all) => JSON.stringify(all), (e) => 'refused: ' + e.message)`,
      );
      expect(read, area).toMatch(/^refused: /);
    }
  });

  test('messages that only the popup may send are refused from the content script', async () => {
    const { id } = await world().control.addConversation({ customerName: 'Forged Frida' });
    const desktop = await world().openDesktop(`#/analytics/interactions/${id}/admin`);
    await desktop.waitForButton(/^Cobrowse/);
    const session = await world().context.newCDPSession(desktop.page);
    await session.send('Runtime.enable');
    const isolated = await isolatedWorld(session, world().extensionId);
    const [live] = await world().control.sessions();
    for (const [type, data] of [
      ['get-agent-link', { sessionId: live?.id }],
      ['get-invitation', { sessionId: live?.id }],
      ['send-invitation', { sessionId: live?.id }],
      ['start-session', { conversationId: id }],
      ['sign-out', undefined],
    ] as const) {
      const message = JSON.stringify({
        id: 1,
        timestamp: 1,
        type,
        data,
        sender: { id: world().extensionId, url: `chrome-extension://${world().extensionId}/popup.html` },
      });
      const answer = await evaluateIn(
        session,
        isolated,
        `chrome.runtime.sendMessage(${message}).then(JSON.stringify)`,
      );
      expect(answer, type).toContain('"invalid-message"');
    }
    expect((await world().control.sessions()).some(({ conversationId }) => conversationId === id)).toBe(
      false,
    );
  });
});
