import { describe, expect, test } from 'vitest';
import { ALWAYS } from '../simulator/faults.ts';
import { nextJoinTab } from './support/join-tabs.ts';
import { useWorld } from './support/world.ts';

const world = useWorld({ simulator: { conversations: 12, agents: 6 } });

describe('the popup', () => {
  test('keeps its footer in view and rows to choose from when a start fails with the filters open', async () => {
    await world().control.addConversation({ customerName: 'Roomy Ruth' });
    const popup = await world().openPopup();
    await popup.page.setViewportSize({ width: 400, height: 600 });
    await popup.find('Roomy Ruth');
    await popup.button('Filters').click();
    await world().control.addFault({
      method: 'POST',
      path: '/cobrowse/sessions$',
      status: 500,
      times: ALWAYS,
    });
    await popup.filter.press('Enter');
    await popup.failure('Genesys Cloud isn’t responding correctly').waitFor();
    await popup.filter.fill('');
    const bottom = async (selector: string) =>
      await popup.page.locator(selector).evaluate((each) => each.getBoundingClientRect().bottom);
    expect(await bottom('.start-bar')).toBeLessThanOrEqual(600);
    const top = await popup.page.locator('.start-bar').evaluate((each) => each.getBoundingClientRect().top);
    const tops = await popup.rows.evaluateAll((all) => all.map((row) => row.getBoundingClientRect().bottom));
    expect(tops.filter((each) => each <= top).length).toBeGreaterThanOrEqual(5);
  });

  // The CSS size of a popup of 800 by 600 pixels at 200, 250 and 300 %.
  test.each([
    [400, 300],
    [320, 240],
    [267, 200],
  ])('does not scroll sideways in %i by %i, with a live session and its details', async (width, height) => {
    const customerName = `Maximiliane von und zu Hohenlohe ${width}`;
    await world().control.addConversation({ customerName });
    const popup = await world().openPopup();
    const opening = nextJoinTab(world().context);
    await popup.start(customerName);
    await opening;
    await popup.comeBack();
    await popup.page.setViewportSize({ width, height });
    const widths = () =>
      popup.page.evaluate(() => [
        Math.max(
          ...[...document.querySelectorAll('button')].map((each) => each.getBoundingClientRect().right),
        ),
        document.body.scrollWidth,
      ]);
    expect(Math.max(...(await widths()))).toBeLessThanOrEqual(width);
    await popup.page.getByRole('button', { name: /^\d+ sessions?$/ }).click();
    expect(Math.max(...(await widths()))).toBeLessThanOrEqual(width);
    await popup.openSession(popup.sessionOn(customerName));
    expect(Math.max(...(await widths()))).toBeLessThanOrEqual(width);
  });
});
