import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { joinTabs } from './support/join-tabs.ts';
import { NINE, pressAltShift } from './support/shortcut-keys.ts';
import { startForeignSite } from './support/stranger.ts';
import { useWorld } from './support/world.ts';

const world = useWorld();

/** Another site, such as a CRM, whose page frames the address in its hash. */
let crm: Awaited<ReturnType<typeof startForeignSite>>;

beforeAll(async () => {
  crm = await startForeignSite(
    '<!doctype html><title>CRM</title><iframe style="width:900px;height:500px"></iframe><script>document.querySelector("iframe").src = decodeURIComponent(location.hash.slice(1))</script>',
  );
});

afterAll(async () => {
  await crm.stop();
});

/** Opens the CRM with a page of the desktop in its frame. */
async function openFramed(conversationId: string): Promise<Page> {
  const page = await world().context.newPage();
  const desktop = `${world().origin}/directory/#/analytics/interactions/${conversationId}/admin`;
  // The simulated desktop forbids framing; an organization may allow it for its CRM.
  await page.route(`${world().origin}/directory/**`, async (route) => {
    const response = await route.fetch();
    const { 'content-security-policy': _csp, ...headers } = response.headers();
    await route.fulfill({ response, headers });
  });
  await page.goto(`${crm.origin}/#${encodeURIComponent(desktop)}`);
  await page.frameLocator('iframe').locator('body *').first().waitFor();
  await page.bringToFront();
  return page;
}

/** The real popup's text, read from another page of the extension. */
async function popupText(watcher: Page): Promise<string> {
  return await watcher.evaluate(() =>
    chrome.extension
      .getViews({ type: 'popup' })
      .map((view) => (view as unknown as typeof globalThis).document.body.innerText)
      .join('\n'),
  );
}

describe('the desktop in a frame of another site', () => {
  test('has no button and no script of ours; the shortcut opens the popup, which says where the button is', async () => {
    const { id } = await world().control.addConversation({ customerName: 'Framed Frida' });
    const { page: watcher } = await world().openOptions();
    const page = await openFramed(id);
    // By now, a desktop in its own tab shows the button.
    const own = await world().openDesktop(`#/analytics/interactions/${id}/admin`);
    await own.waitForButton(/^Cobrowse/);
    await own.page.close();
    await page.bringToFront();
    const hosts = await page
      .frameLocator('iframe')
      .locator('html')
      .evaluate(
        (html) =>
          [...html.querySelectorAll('*')].filter(({ localName }) => /cobrowse/i.test(localName)).length,
      );
    expect(hosts).toBe(0);
    await pressAltShift(page, NINE);
    await expect
      .poll(() => popupText(watcher))
      .toContain('The Cobrowse button appears in Genesys Cloud’s own tab. Here, start from this list.');
    expect(await popupText(watcher)).toContain('Framed Frida');
    expect(joinTabs(world().context)).toEqual([]);
    expect(await world().control.sessions()).toEqual([]);
  });

  test('a page without such a frame shows no such note', async () => {
    const { page: watcher } = await world().openOptions();
    const page = await world().context.newPage();
    await page.goto(`${crm.origin}/#${encodeURIComponent(`${world().origin}/login`)}`);
    await page.bringToFront();
    await pressAltShift(page, NINE);
    await expect.poll(() => popupText(watcher)).toContain('Framed Frida');
    expect(await popupText(watcher)).not.toContain('own tab');
  });
});
