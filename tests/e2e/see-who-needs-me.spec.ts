import { describe, expect, test } from 'vitest';
import type { PopupPage } from './support/popup-page.ts';
import { politeRegions } from './support/spoken.ts';
import { useWorld } from './support/world.ts';

/** Agents of the simulated organization. */
const AGENTS = [1, 2, 3, 4, 5].map((number) => `bbbbbbbb-0000-4000-8000-00000000000${number}`);

describe('who needs the supervisor', () => {
  const world = useWorld({ simulator: { conversations: 0, agents: 12, analyticsLagMs: 0 } });

  let seed = 0;
  /** Each time with ids of its own: those of conversations that are gone stay gone for a while. */
  const empty = () => {
    seed += 1;
    return world().control.reset({ conversations: 0, seed });
  };
  const add = async (customerName: string, agent: number, changes = {}) =>
    (await world().control.addConversation({ customerName, agentIds: [AGENTS[agent] ?? ''], ...changes })).id;
  const names = async (popup: PopupPage) => await popup.rows.locator('.row-customer').allTextContents();
  const headings = async (popup: PopupPage) => await popup.headings.allTextContents();

  test('is on top without a press: flagged, on hold too long, ringing too long; then everyone', async () => {
    await empty();
    await add('Calm Carla', 0, { agoSeconds: 3_000 });
    await world().control.holdConversation(await add('Held Harry', 1, { agoSeconds: 600 }), true, 140);
    await world().control.holdConversation(await add('Just Judith', 2, { agoSeconds: 600 }), true, 20);
    await add('Ringing Rita', 3, { agentState: 'alerting', agoSeconds: 90 });
    const flagged = await add('Flagged Fiona', 4);
    await world().control.flagConversation(flagged, true);
    const popup = await world().openPopup();
    await popup.row('Flagged Fiona').waitFor();
    await expect.poll(() => headings(popup)).toEqual(['Needs attention3', 'Everyone2']);
    expect(await names(popup)).toEqual([
      'Flagged Fiona',
      'Held Harry',
      'Ringing Rita',
      'Calm Carla',
      'Just Judith',
    ]);
    expect(await popup.row('Held Harry').locator('.row-clock').textContent()).toMatch(/^2:[2-5]\d$/);
    expect(await popup.row('Held Harry').getAttribute('aria-label')).toMatch(
      /^Agent .+ with Held Harry\. .+, call, 10 minutes\. On hold 2 minutes\./,
    );
    // What happens now arrives without a refresh.
    await popup.live();
    await world().control.flagConversation(flagged, false);
    await expect.poll(() => headings(popup)).toEqual(['Needs attention2', 'Everyone3']);
    await world().control.holdConversation(flagged, true, 400);
    await popup.row('Flagged Fiona').locator('.row-clock-urgent').waitFor();
    await expect.poll(async () => (await names(popup))[0]).toBe('Flagged Fiona');
  });

  test('follows the limits of the settings', async () => {
    await empty();
    await world().control.holdConversation(await add('Held Harry', 1, { agoSeconds: 600 }), true, 140);
    await add('Calm Carla', 0);
    const options = await world().openOptions();
    await options.page.getByLabel('On hold longer than').selectOption({ label: '5 minutes' });
    await options.save();
    await options.page.close();
    const popup = await world().openPopup();
    await popup.row('Held Harry').waitFor();
    await popup.listed();
    expect(await headings(popup)).toEqual([]);
    const again = await world().openOptions();
    await again.page.getByLabel('On hold longer than').selectOption({ label: '2 minutes' });
    await again.save();
    await popup.page.bringToFront();
    await expect.poll(() => headings(popup)).toEqual(['Needs attention1', 'Everyone1']);
  });

  test('is put away behind the heading, also when the popup opens again', async () => {
    await empty();
    await world().control.flagConversation(await add('Flagged Fiona', 4), true);
    await add('Calm Carla', 0);
    const popup = await world().openPopup();
    await popup.row('Flagged Fiona').waitFor();
    await popup.headings.getByText('Needs attention').click();
    await popup.row('Flagged Fiona').waitFor({ state: 'hidden' });
    expect(await headings(popup)).toEqual(['Needs attention1', 'Everyone1']);
    await expect
      .poll(() =>
        world()
          .worker()
          .evaluate(async () => JSON.stringify(await chrome.storage.session.get('first-screen'))),
      )
      .toContain('"shown":0');
    await popup.page.close();
    const again = await world().openPopup('as left');
    await again.row('Calm Carla').waitFor();
    await again.listed();
    expect(await headings(again)).toEqual(['Needs attention1', 'Everyone1']);
  });

  test('can be watched, opened in Genesys Cloud and copied from the menu of a row', async () => {
    await empty();
    const id = await add('Menu Minna', 0);
    const popup = await world().openPopup();
    await popup.row('Menu Minna').waitFor();
    await world().context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await popup.choose(popup.row('Menu Minna'), 'Copy conversation ID');
    await expect.poll(() => popup.page.evaluate(() => navigator.clipboard.readText())).toBe(id);
    const opening = world().context.waitForEvent('page');
    await popup.choose(popup.row('Menu Minna'), 'Open in Genesys Cloud');
    expect((await opening).url()).toContain(`/directory/#/analytics/interactions/${id}/admin`);
  });

  test('agents watched lately have a section, and the keyboard reaches the menu', async () => {
    await empty();
    await add('Recent Rosa', 2);
    await add('Other Otto', 3);
    const popup = await world().openPopup();
    await popup.start('Recent Rosa');
    await popup.comeBack();
    await popup.page.close();
    const again = await world().openPopup();
    await again.filter.fill('');
    await again.headings.getByText('Recently watched').waitFor();
    expect(await names(again)).toEqual(['Recent Rosa', 'Other Otto']);
    await again.filter.press('ArrowDown');
    await again.filter.press('Shift+F10');
    await again.page.getByRole('menuitem', { name: 'Pin agent' }).click();
    await again.headings.getByText('Pinned').waitFor();
    expect(await again.page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('combobox');
  });

  const storedQueues = () =>
    world()
      .worker()
      .evaluate(async () => {
        const stored = await chrome.storage.session.get<{ 'list-view'?: { queueNames: string[] } }>(
          'list-view',
        );
        return stored['list-view']?.queueNames.sort();
      });

  test('several filters count each other and are saved under a name', async () => {
    await empty();
    await add('Billing Bob', 0, { queue: 'Billing' });
    await add('Claims Clara', 1, { queue: 'Claims' });
    await add('Claims Colin', 2, { queue: 'Claims', medium: 'webmessaging' });
    const popup = await world().openPopup();
    await popup.row('Claims Colin').waitFor();
    await popup.button('Filters').click();
    const filter = (name: string) => popup.page.locator('.filter-name', { hasText: name });
    await filter('Queue').click();
    await popup.page.getByRole('checkbox', { name: /^Claims/ }).check();
    await expect.poll(async () => (await names(popup)).sort()).toEqual(['Claims Clara', 'Claims Colin']);
    await filter('Media').click();
    await popup.page.getByRole('checkbox', { name: 'Voice 1' }).check();
    await expect.poll(() => names(popup)).toEqual(['Claims Clara']);
    await popup.page.getByRole('checkbox', { name: 'Billing 1' }).check();
    await expect.poll(() => popup.rows.count()).toBe(2);
    await popup.page.keyboard.press('Escape');
    await popup.button('View').click();
    await popup.page.getByLabel('Name of this view').fill('Calls');
    await popup.page.keyboard.press('Enter');
    await popup.page.getByRole('button', { name: 'Calls', exact: true }).waitFor();
    // What the popup notes of its list must not arrive after the next one begins without filters.
    await expect.poll(storedQueues).toEqual(['Billing', 'Claims']);
    await popup.page.close();

    const again = await world().openPopup();
    await expect.poll(() => again.rows.count()).toBe(3);
    await again.button('View').click();
    await again.page.getByRole('button', { name: 'Calls', exact: true }).click();
    await expect.poll(() => again.rows.count()).toBe(2);
  });

  test('parked emails are left out, which the end of the list says, until they are wanted', async () => {
    await empty();
    for (let number = 1; number <= 12; number += 1) await add(`Calm Carla ${number}`, number % 5);
    await add('Parked Paula', 1, { medium: 'emails', agentState: 'parked' });
    const popup = await world().openPopup();
    const hidden = popup.page.getByText('1 parked email is hidden.');
    await hidden.waitFor();
    const count = async () =>
      Number.parseInt((await popup.page.locator('.list-status-count').textContent()) ?? '', 10);
    const before = await count();
    expect(await popup.row('Parked Paula').count()).toBe(0);
    await hidden.scrollIntoViewIfNeeded();
    await popup.page.getByRole('button', { name: 'Show', exact: true }).click();
    await expect.poll(count).toBe(before + 1);
    await popup.filter.press('End');
    await popup.selectedRow.filter({ hasText: 'Parked Paula' }).waitFor();
  });

  test('an empty list learns of a new conversation by itself', async () => {
    await empty();
    const popup = await world().openPopup();
    await popup.page.getByText('No active conversations').waitFor();
    await add('First Frida', 0, { queue: 'Billing' });
    await popup.row('First Frida').waitFor();
  });

  test('is counted in the header, and all that is listed there until everybody is wanted again', async () => {
    await empty();
    await add('Calm Carla', 0);
    await world().control.holdConversation(await add('Held Harry', 1, { agoSeconds: 600 }), true, 140);
    const flagged = await add('Flagged Fiona', 4);
    await world().control.flagConversation(flagged, true);
    const popup = await world().openPopup();
    const tab = (name: string | RegExp, { page } = popup) =>
      page.getByRole('banner').getByRole('radio', { name });
    await tab('Needs me (2)').check();
    await expect.poll(() => names(popup)).toEqual(['Flagged Fiona', 'Held Harry']);
    // It is the number on the icon.
    await expect
      .poll(() =>
        world()
          .worker()
          .evaluate(() => chrome.action.getBadgeText({})),
      )
      .toBe('2');
    // Those of pinned agents need somebody too.
    await popup.choose(popup.row('Held Harry'), 'Pin agent');
    await expect.poll(() => headings(popup)).toEqual(['Pinned1', 'Needs attention1']);
    await tab('Needs me (2)').waitFor();
    await world().control.flagConversation(flagged, false);
    await tab('Needs me (1)').waitFor();
    await expect.poll(async () => (await politeRegions(popup.page)).flat()).toContain('Needs me (1)');
    await expect.poll(() => names(popup)).toEqual(['Held Harry']);
    await popup.page.close();

    const again = await world().openPopup('as left');
    await again.row('Held Harry').waitFor();
    expect(await tab('Needs me (1)', again).isChecked()).toBe(true);
    expect(await again.rows.count()).toBe(1);
    await again.choose(again.row('Held Harry'), 'Unpin agent');
    await tab('All', again).check();
    await expect.poll(() => again.rows.count()).toBe(3);
    // Its parts are one line each, however narrow it is.
    await again.page.setViewportSize({ width: 320, height: 600 });
    const { height = 0 } = (await again.page.getByRole('banner').boundingBox()) ?? {};
    const group = (await again.page.locator('header .scope').boundingBox()) ?? {
      x: 0,
      width: 999,
      height: 999,
    };
    expect(height).toBe(44);
    expect(group.height).toBeLessThanOrEqual(44);
    expect(group.x + group.width).toBeLessThanOrEqual(320);
    // What has the focus keeps it in the form that a low window has room for, and back.
    const focused = (query: string) =>
      expect
        .poll(() => again.page.evaluate((each) => document.activeElement?.matches(each), query))
        .toBe(true);
    await tab('All', again).focus();
    await again.page.setViewportSize({ width: 320, height: 240 });
    await focused('.picker-line select.scope-select');
    await again.page.setViewportSize({ width: 320, height: 600 });
    await focused('header .scope input:checked');
  });
});
