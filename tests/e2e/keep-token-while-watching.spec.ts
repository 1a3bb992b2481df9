import { beforeAll, expect, test } from 'vitest';
import { describeVideo } from './support/describe-video.ts';
import { evaluateIn, isolatedWorld } from './support/isolated-world.ts';
import { nobodyIsWatched, watchAgent } from './support/watched-agents.ts';
import { useWorld } from './support/world.ts';

/** Tokens so short that one is renewed while the story goes on. */
const world = useWorld({ simulator: { cobrowse: 'screen', accessTokenTtlS: 75 } });
const consoleLines: string[] = [];
const tokens = new Set<string>();

beforeAll(() => {
  world().context.on('console', (message) => consoleLines.push(message.text()));
  world()
    .worker()
    .on('console', (message) => consoleLines.push(message.text()));
});

/** The access token that counts now. */
async function currentToken(): Promise<string> {
  const stored = await world()
    .worker()
    .evaluate(async () => JSON.stringify(await chrome.storage.session.get()));
  const [token = ''] = stored.match(/(?<="accessToken":")[^"]+/) ?? [];
  expect(token.length).toBeGreaterThan(8);
  tokens.add(token);
  return token;
}

describeVideo('the access token while an agent is watched', () => {
  test('is renewed without the picture standing still, reaches only the screens page, and ends the session', async () => {
    const { screens, agent, conversation } = await watchAgent(world(), 'Canary Carla');
    await screens.moves(agent.name);
    const first = await currentToken();
    const desktop = await world().openDesktop(`#/analytics/interactions/${conversation.id}/admin`);
    const devTools = await world().context.newCDPSession(desktop.page);
    await devTools.send('Runtime.enable');
    const isolated = await isolatedWorld(devTools, world().extensionId);
    await evaluateIn(
      devTools,
      isolated,
      'globalThis.seen = []; chrome.runtime.onMessage.addListener((m) => { seen.push(JSON.stringify(m)); })',
    );
    await expect.poll(currentToken, { timeout: 100_000, interval: 1_000 }).not.toBe(first);
    await screens.page.bringToFront();
    await screens.moves(agent.name);

    const settings = await world().openOptions();
    const history = await world().context.newPage();
    await history.goto(`chrome-extension://${world().extensionId}/history.html`);
    await history.getByText('Canary Carla').first().waitFor();
    const places: Record<string, string> = {
      'the screens page': await screens.page.content(),
      'storage of the screens page': await screens.page.evaluate(() =>
        JSON.stringify([{ ...sessionStorage }, { ...localStorage }, document.cookie, location.href]),
      ),
      'storage.local': await world()
        .worker()
        .evaluate(async () => JSON.stringify(await chrome.storage.local.get())),
      'the settings page': await settings.page.content(),
      'the popup': await (await world().openPopup()).page.content(),
      'the history': await history.content(),
      'the desktop page': await desktop.page.content(),
      'messages to the content script': await evaluateIn(devTools, isolated, 'JSON.stringify(seen)'),
      console: consoleLines.join('\n'),
    };
    expect(tokens.size).toBeGreaterThan(1);
    for (const [place, text] of Object.entries(places))
      for (const token of tokens) expect(text.includes(token), `a token in ${place}`).toBe(false);

    // Other pages of the extension do not get it either.
    const asked = await settings.page.evaluate(() =>
      chrome.runtime.sendMessage({
        id: 1,
        type: 'get-streaming-access',
        data: { page: crypto.randomUUID() },
        timestamp: Date.now(),
      }),
    );
    expect(JSON.stringify(asked)).toContain('invalid-message');

    await screens.page.bringToFront();
    await screens.tile(agent.name).getByRole('button', { name: 'End', exact: true }).click();
    await screens.page.getByRole('button', { name: 'End session' }).click();
    await nobodyIsWatched(world());
  });
});
