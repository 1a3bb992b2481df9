import { describe, expect, test } from 'vitest';
import { ALWAYS } from '../simulator/faults.ts';
import type { PopupPage } from './support/popup-page.ts';
import { useWorld } from './support/world.ts';

describe('the list as it was left', () => {
  const world = useWorld({
    simulator: { conversations: 300, agents: 40, conversationsVisible: 'own', analyticsLagMs: 0 },
  });

  async function openList(list: 'unfiltered' | 'as left' = 'as left'): Promise<PopupPage> {
    const popup = await world().openPopup(list);
    await popup.rows.first().waitFor();
    await popup.listed();
    return popup;
  }

  const list = (popup: PopupPage) => popup.page.locator('.list-area');
  const noAgent = async (popup: PopupPage) => (await popup.selectedRow.locator('.row-no-agent').count()) > 0;
  const stored = (key: string) =>
    world()
      .worker()
      .evaluate(async (name) => (await chrome.storage.session.get(name))[name], key);

  test('filter, order and place on the page are there when the popup opens again', async () => {
    const popup = await openList();
    await popup.page.getByRole('combobox', { name: 'Sort' }).selectOption({ label: 'Newest' });
    await popup.button('Filters').click();
    await popup.page.locator('.filter-name', { hasText: 'Media' }).click();
    await popup.page.getByRole('checkbox', { name: 'Voice' }).check();
    await popup.page.keyboard.press('Escape');
    await list(popup).evaluate((element) => element.scrollTo(0, 520));
    await expect.poll(async () => JSON.stringify(await stored('list-view'))).toContain('"scrollTop":520');
    await popup.page.close();

    const again = await openList();
    expect(await again.page.getByRole('combobox', { name: 'Sort' }).inputValue()).toBe('newest');
    await again.page.getByRole('button', { name: 'Remove filter Media: Voice' }).waitFor();
    expect(await list(again).evaluate(({ scrollTop }) => scrollTop)).toBe(520);
  });

  test('what was on screen is painted before anything is read from the platform', async () => {
    const popup = await openList();
    const names = await popup.rows.locator('.row-customer').allTextContents();
    await expect
      .poll(async () => JSON.stringify(await stored('first-screen')))
      .toContain(names[4] ?? 'a name');
    await popup.page.close();
    await world().control.addFault({
      method: '*',
      path: '/api/v2/(analytics|conversations|notifications)',
      times: ALWAYS,
      delayMs: 8_000,
    });
    const asked = (await world().control.requests()).at(-1)?.n ?? 0;
    const again = await world().openPopup('as left');
    await again
      .row(names[0] ?? '')
      .first()
      .waitFor();
    await again.page.getByText('Refreshing…').waitFor();
    const answered = (await world().control.requests(asked)).filter(({ status }) => status !== null);
    expect(answered).toEqual([]);
  });

  test('a snapshot of the list as it was left is shown before its code has loaded, and cannot be pressed', async () => {
    const popup = await openList('unfiltered');
    const name = (await popup.rows.nth(2).locator('.row-customer').textContent()) ?? '';
    await expect.poll(async () => JSON.stringify(await stored('snapshot'))).toContain(name);
    await popup.page.close();

    const page = await world().context.newPage();
    await page.addInitScript(() => {
      const seen: { inert: boolean; rows: string }[] = [];
      Object.assign(globalThis, { seen });
      new MutationObserver(() => {
        const root = document.getElementById('root');
        const rows = root?.querySelector('[role=listbox]')?.textContent ?? '';
        if (root && rows !== '') seen.push({ inert: root.inert, rows });
      }).observe(document, { childList: true, subtree: true, attributes: true });
    });
    await page.goto(`chrome-extension://${world().extensionId}/popup.html`);
    await page.locator('#root:not([inert]) [role=option]').first().waitFor();
    const seen = await page.evaluate(
      () => (globalThis as unknown as { seen: { inert: boolean; rows: string }[] }).seen,
    );
    expect(seen[0]?.inert).toBe(true);
    expect(seen[0]?.rows).toContain(name);
    expect(seen.at(-1)?.inert).toBe(false);
    expect(seen.at(-1)?.rows).toContain(name);
  });

  test('the row under the pointer stays there while rows come in above it', async () => {
    const popup = await openList('unfiltered');
    await popup.page.getByRole('combobox', { name: 'Sort' }).selectOption({ label: 'Newest' });
    await list(popup).evaluate((element) => element.scrollTo(0, 1_040));
    const row = popup.rows.nth(6);
    await row.hover();
    const id = (await row.getAttribute('id')) ?? '';
    const yOf = async () => (await popup.page.locator(`[id="${id}"]`).boundingBox())?.y;
    const before = await yOf();
    for (const name of ['New One', 'New Two', 'New Three'])
      await world().control.addConversation({ customerName: name, queue: 'Billing' });
    await popup.button('Refresh').focus();
    await popup.page.keyboard.press('Enter');
    await expect
      .poll(() =>
        world()
          .worker()
          .evaluate(async () => JSON.stringify(await chrome.storage.session.get(null)).includes('New Three')),
      )
      .toBe(true);
    await popup.page.waitForTimeout(300);
    expect(await yOf()).toBe(before);
  });

  test('pinned agents stand on top, in this popup and the next', async () => {
    const popup = await openList('unfiltered');
    await popup.filter.press('End');
    for (let steps = 0; steps < 20 && (await noAgent(popup)); steps += 1) await popup.filter.press('ArrowUp');
    const agent = (await popup.selectedRow.locator('.row-name').textContent()) ?? '';
    await popup.choose(popup.selectedRow, 'Pin agent');
    await popup.headings.getByText('Pinned').waitFor();
    await popup.filter.press('Home');
    await expect.poll(() => popup.rows.first().textContent()).toContain(agent);
    await popup.page.close();
    const again = await openList();
    await again.filter.press('Home');
    await expect.poll(() => again.rows.first().textContent()).toContain(agent);
    await again.filter.press('Alt+P');
    await again.filter.press('Home');
    await again.headings.getByText('Pinned').waitFor({ state: 'hidden' });
    expect(await again.rows.locator('.row-pinned').count()).toBe(0);
  });

  test('everything that is written on a row finds it, and two words must both be there', async () => {
    await world().control.addConversation({
      customerName: 'Müller-Lüdenscheidt',
      queue: 'Fraud and Security',
    });
    const popup = await openList('unfiltered');
    await popup.filter.fill('muller fraud');
    await popup.row('Müller-Lüdenscheidt').waitFor();
    await popup.filter.fill('muller claims');
    await popup.row('Müller-Lüdenscheidt').waitFor({ state: 'hidden' });
    await popup.page.getByRole('button', { name: 'Clear search' }).first().click();
    await popup.row('Müller-Lüdenscheidt').waitFor({ state: 'hidden' });
    expect(await popup.filter.inputValue()).toBe('');
  });
});
