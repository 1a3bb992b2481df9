import { describe, expect, test } from 'vitest';
import type { Page } from './support/page.ts';
import { button, NO_FIREFOX_HERE, ROWS, useWorld } from './support/world.ts';

/** What the page says about its record. */
const resultOf = (history: Page) =>
  history.evaluate(async () => document.querySelector('.record-result')?.textContent ?? '');

describe.skipIf(NO_FIREFOX_HERE)('the history in Firefox', () => {
  const world = useWorld();

  /** Presses Verify and returns the result. */
  async function verify(history: Page): Promise<string> {
    await history.click(button('Verify'));
    await expect.poll(() => resultOf(history)).toContain('Checked at');
    return await resultOf(history);
  }

  test('a session is recorded, and the witness beside the entries tells that the last one was cut off', async () => {
    await world().control.addConversation({ customerName: 'Sealed Sue' });
    const popup = await world().openPopup();
    await popup.fill({ role: 'combobox', name: 'Search conversations' }, 'Sealed Sue');
    await expect.poll(() => popup.texts(ROWS)).toEqual([expect.stringContaining('Sealed Sue')]);
    await popup.pressEnter();
    await world().joinPage();
    await popup.bringToFront();
    await popup.click(button('End'));
    await expect.poll(async () => (await world().joinPages()).length).toBe(0);

    // The background that wrote the entries is gone: what it knew is in the store and in the
    // database.
    await world().firefox.watch.stopBackground();
    const history = await world().firefox.open('history.html');
    await history.waitForText('Sealed Sue');
    const intact = await verify(history);
    expect(intact).toMatch(/^\d+ entries, chain intact/);
    expect(intact).not.toContain('cannot be verified');

    const cut = await history.evaluate(async () => {
      const stored = await chrome.storage.local.get();
      const names = Object.keys(stored)
        .filter((key) => /^history\/.*\d$/.test(key))
        .sort();
      const [last = '', before = ''] = names.reverse();
      const { seq, hash } = stored[before] as { seq: number; hash: string };
      await chrome.storage.local.remove(last);
      await chrome.storage.local.set({
        'history/head': { ...(stored['history/head'] as object), seq, hash },
      });
      return names.length;
    });
    await history.goto(world().firefox.urlOf('history.html?cut'));
    await history.waitForText('Sealed Sue');
    expect(await verify(history)).toContain(`Entry ${cut} is missing: the end of the history was cut off.`);
  });
});
