import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { misfits, setTextSpacing } from './support/fits.ts';
import { nextJoinTab } from './support/join-tabs.ts';
import { violations } from './support/violations.ts';
import { WelcomePage } from './support/welcome-page.ts';
import { useWorld } from './support/world.ts';

const world = useWorld();
// 1280 px wide at 400 %.
const NARROW = { width: 320, height: 256 };

async function openPage(name: string): Promise<Page> {
  const page = await world().context.newPage();
  await page.goto(`chrome-extension://${world().extensionId}/${name}`);
  return page;
}

/** Checks a page as it is, with wide text, and from right to left. */
async function expectToFit(page: Page): Promise<void> {
  await page.setViewportSize(NARROW);
  expect(await misfits(page)).toEqual([]);
  expect(await violations(page)).toEqual([]);
  await setTextSpacing(page);
  expect(await misfits(page)).toEqual([]);
  await page.evaluate(() => {
    document.documentElement.dir = 'rtl';
  });
  expect(await misfits(page)).toEqual([]);
}

describe('in 320 px, nothing is cut and nothing scrolls sideways', () => {
  test('on the settings page, with unsaved changes', async () => {
    const settings = await world().openOptions();
    await settings.checkedWith('Everything works.');
    await settings.fill('Notice', 'Changed, so that the bar for unsaved changes is there.');
    await expectToFit(settings.page);
  });

  test('on the settings page for administrators, with everything that is folded, and unsaved changes', async () => {
    const settings = await world().openOptions();
    await settings.checkedWith('Everything works.');
    await settings.fill('Notice', 'Changed, so that the bar for unsaved changes is there.');
    await settings.openGuide();
    await settings.openPolicyFile();
    await expectToFit(settings.page);
  });

  test.each(['Your region', 'Sign in', 'Try it'])('on the welcome page, step “%s”', async (step) => {
    const welcome = await WelcomePage.open(world());
    await welcome.step(step).click();
    if (step === 'Sign in') {
      await welcome.openClientFields();
      await welcome.page.getByText('What your administrator sets up').click();
    }
    await expectToFit(welcome.page);
  });

  test('on the history, with long names and the details of a session', async () => {
    for (const customerName of [
      'Aleksandra Wiśniewska-Kowalczyk',
      'Bartholomew Featherstonehaugh',
      'Maximiliane von Hohenstein-Waldburg',
    ]) {
      await world().control.addConversation({ customerName });
      const popup = await world().openPopup();
      const opening = nextJoinTab(world().context);
      await popup.start(customerName);
      await opening;
      await popup.page.close();
    }
    const history = await openPage('history.html');
    await history.getByText('Bartholomew').first().waitFor();
    await history
      .getByRole('button', { name: /^Details/ })
      .first()
      .click();
    expect(await history.getByRole('button', { name: /^Watch .* again$/ }).count()).toBe(3);
    await expectToFit(history);
    await history.getByText('Bartholomew').first().waitFor();
  });
});
