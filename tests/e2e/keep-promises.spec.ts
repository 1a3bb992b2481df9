import { describe, expect, test } from 'vitest';
import { changeSessions } from './support/stored-sessions.ts';
import { nextViewerTab } from './support/viewer-tabs.ts';
import { DANA, useWorld } from './support/world.ts';

const world = useWorld({ simulator: { cobrowse: 'platform' } });

/**
 * As after an update of the extension or a crash of the browser: session storage is gone, the disk
 * and the tabs are not.
 */
async function loseMemory() {
  await world()
    .worker()
    .evaluate(() => chrome.storage.session.clear());
}

/**
 * A co-browse with a customer that reaches its time limit after so many milliseconds; its deadline
 * is also on disk.
 */
async function startWith(customerName: string, leftMs: number) {
  await world().control.addConversation({ customerName, medium: 'webmessaging' });
  const popup = await world().openPopup();
  const opening = nextViewerTab(world().context);
  await popup.start(customerName);
  const viewer = await opening;
  await popup.comeBack();
  await popup.page.getByRole('article', { name: `Page of ${customerName}` }).waitFor();
  const expiresAt = (await changeSessions(world(), { expiresIn: leftMs })) + leftMs;
  await expect.poll(async () => (await deadlines()).map((one) => one.expiresAt)).toEqual([expiresAt]);
  await popup.page.close();
  return { viewer, expiresAt };
}

/** The session deadlines on disk. */
const deadlines = () =>
  world()
    .worker()
    .evaluate(async () =>
      Object.entries(await chrome.storage.local.get())
        .filter(([key]) => key.startsWith('session-deadlines/'))
        .map(([, value]) => value as Record<string, unknown>),
    );

/** The last recorded end in the history. */
const lastEnd = () =>
  world()
    .worker()
    .evaluate(async () =>
      Object.entries(await chrome.storage.local.get())
        .filter(([key]) => /^history\/\d+$/.test(key))
        .sort(([one], [other]) => one.localeCompare(other))
        .map(([, value]) => value as { kind: string; how?: string; endedAt?: number })
        .findLast(({ kind }) => kind === 'ended'),
    );

describe('a co-browse whose record is lost with the memory of the extension', () => {
  test('still ends at its time limit: the viewer closes, and the history says how and when', async () => {
    const { viewer, expiresAt } = await startWith('Forgotten Freya', 6_000);
    const [{ environmentKey, ...record } = {}] = await deadlines();
    expect(environmentKey).toBe(world().origin);
    expect(JSON.stringify(record)).not.toMatch(/Freya|token|code|http/i);
    const closed = viewer.waitForEvent('close', { timeout: 25_000 });
    await loseMemory();
    // Until then it is live, and its end is not `unknown`.
    const history = await world().context.newPage();
    await history.goto(`chrome-extension://${world().extensionId}/history.html`);
    await history.getByText('Forgotten Freya').waitFor();
    expect(await history.getByText('Unknown').count()).toBe(0);
    await closed;
    expect(Date.now()).toBeGreaterThanOrEqual(expiresAt);
    await expect.poll(lastEnd).toMatchObject({ how: 'time-limit', endedAt: expiresAt });
    await expect.poll(deadlines).toEqual([]);
    expect(await history.getByText('Unknown').count()).toBe(0);
  });

  test('an update waits while it is live, and comes when the last has ended', async () => {
    await loseMemory();
    const settings = await world().openOptions();
    await settings.signInAs(DANA.name);
    await settings.checkedSignIn();
    await settings.page.close();
    const { viewer } = await startWith('Updated Ursula', 6_000);
    await world()
      .worker()
      .evaluate(() => {
        chrome.runtime.reload = () => void chrome.storage.local.set({ 'test-reloaded': Date.now() });
        const { onUpdateAvailable } = chrome.runtime as unknown as {
          onUpdateAvailable: { dispatch(details: { version: string }): void };
        };
        onUpdateAvailable.dispatch({ version: '9.9.9' });
      });
    const reloaded = () =>
      world()
        .worker()
        .evaluate(
          async () => (await chrome.storage.local.get('test-reloaded'))['test-reloaded'] !== undefined,
        );
    await expect
      .poll(() =>
        world()
          .worker()
          .evaluate(() => chrome.storage.session.get('update-waiting')),
      )
      .toMatchObject({ 'update-waiting': { since: expect.any(Number) } });
    expect(await reloaded()).toBe(false);
    await viewer.waitForEvent('close', { timeout: 20_000 });
    await expect.poll(reloaded, { timeout: 10_000 }).toBe(true);
  });

  test('a sign-out leaves nothing of it on disk', async () => {
    const { viewer } = await startWith('Leaving Lena', 600_000);
    const closed = viewer.waitForEvent('close');
    const settings = await world().openOptions();
    await settings.button('Sign out').click();
    await closed;
    await expect.poll(deadlines).toEqual([]);
    expect(await lastEnd()).toMatchObject({ how: 'left' });
  });
});
