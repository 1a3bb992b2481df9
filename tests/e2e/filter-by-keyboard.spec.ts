import { beforeAll, describe, expect, test } from 'vitest';
import { nextJoinTab } from './support/join-tabs.ts';
import { useWorld } from './support/world.ts';

const world = useWorld({ simulator: { conversations: 25, agents: 12 } });
beforeAll(async () => {
  await world().control.addConversation({ customerName: 'Quincy Filterable' });
  await world().control.addConversation({ customerName: 'Quentin Filterable' });
});

/** The requests that read the list. */
const LISTING = { method: '*', path: '/api/v2/(conversations\\?|analytics/)', times: 4 };

describe('finding a conversation by keyboard', () => {
  test('typing narrows the list, arrows move the selection, Escape clears', async () => {
    const popup = await world().openPopup();
    await popup.row('Quincy Filterable').waitFor();
    const all = await popup.rows.count();
    expect(all).toBeGreaterThan(20);
    await popup.page.keyboard.type('filterable');
    await expect.poll(() => popup.rows.count()).toBe(2);
    // Both match equally well: nothing is selected until a key chooses.
    expect(await popup.selectedRow.count()).toBe(0);
    await popup.page.keyboard.press('ArrowDown');
    const first = await popup.selectedRow.textContent();
    await popup.page.keyboard.press('ArrowDown');
    await expect.poll(() => popup.selectedRow.textContent()).not.toBe(first);
    await popup.page.keyboard.press('ArrowUp');
    await expect.poll(() => popup.selectedRow.textContent()).toBe(first);
    await popup.page.keyboard.press('Escape');
    await expect.poll(() => popup.rows.count()).toBe(all);
  });

  test('a filter that nothing matches says so and offers to clear it', async () => {
    const popup = await world().openPopup();
    await popup.rows.first().waitFor();
    await popup.page.keyboard.type('zzzz');
    await popup.page.getByText('No conversations match').waitFor();
    await popup.page.getByRole('button', { name: 'Clear search' }).last().click();
    await popup.rows.first().waitFor();
  });

  test('a refresh paints the stored rows first and keeps the selected row selected', async () => {
    const popup = await world().openPopup();
    await popup.row('Quincy Filterable').waitFor();
    await popup.row('Quincy Filterable').click();
    const added = await world().control.addConversation({ customerName: 'Newly Added' });
    await world().control.addFault({ ...LISTING, delayMs: 800 });
    await popup.page.getByRole('button', { name: 'Refresh' }).click();
    expect(await popup.selectedRow.textContent()).toContain('Quincy Filterable');
    await popup.row('Newly Added').waitFor();
    await popup.listed();
    expect(await popup.selectedRow.textContent()).toContain('Quincy Filterable');
    await popup.page.close();
    await world().control.endConversation(added.id);

    await world().control.addFault({ ...LISTING, delayMs: 1_500 });
    const next = await world().openPopup('as left');
    await next.row('Newly Added').waitFor();
    await next.row('Newly Added').waitFor({ state: 'detached' });
  });

  test('a whole name and Enter starts with that customer, not an older one whose name contains it', async () => {
    await world().control.addConversation({ customerName: 'Joanna Kestrel' });
    const { id } = await world().control.addConversation({ customerName: 'Anna Kestrel' });
    const popup = await world().openPopup();
    await popup.row('Joanna Kestrel').waitFor();
    await popup.row('Anna Kestrel').last().waitFor();
    await popup.page.keyboard.type('anna kestrel');
    await expect.poll(() => popup.rows.count()).toBe(2);
    const opening = nextJoinTab(world().context);
    await popup.page.keyboard.press('Enter');
    await opening;
    const sessions = await world().control.sessions();
    expect(sessions.map(({ conversationId }) => conversationId)).toEqual([id]);
  });

  test('Enter with nothing typed starts nothing and says so', async () => {
    const before = (await world().control.sessions()).length;
    const popup = await world().openPopup();
    await popup.listed();
    await popup.page.keyboard.press('Enter');
    await popup.page.getByText('Nothing is selected').waitFor();
    expect(await popup.page.getByText('Starting cobrowse').count()).toBe(0);
    expect(await world().control.sessions()).toHaveLength(before);
  });
});
