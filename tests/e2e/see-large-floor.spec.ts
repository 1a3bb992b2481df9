import { describe, expect, test } from 'vitest';
import { useWorld } from './support/world.ts';

describe('a floor of 5,000 conversations and 1,000 agents', () => {
  const world = useWorld({
    simulator: { conversations: 5_000, agents: 1_000, conversationsVisible: 'own', analyticsLagMs: 0 },
  });

  test('is listed, drawn only where visible, and searchable by typing', async () => {
    const since = (await world().control.requests()).at(-1)?.n ?? 0;
    const popup = await world().openPopup();
    await popup.rows.first().waitFor();
    const count = async () =>
      Number(
        /([\d,]+) conversations/
          .exec((await popup.page.locator('.list-status').textContent()) ?? '')?.[1]
          ?.replace(',', ''),
      );
    await expect.poll(count).toBeGreaterThan(4_800);
    expect(await popup.rows.count()).toBeLessThan(60);

    await popup.filter.press('End');
    await expect
      .poll(async () => Number(await popup.selectedRow.getAttribute('aria-posinset')))
      .toBeGreaterThan(4_800);
    await popup.filter.press('Home');
    const first = (await popup.rows.first().locator('.row-customer').textContent()) ?? '';
    await popup.filter.fill(first);
    await popup.rows.filter({ hasNotText: first }).first().waitFor({ state: 'detached' });
    // On a floor this large, several customers have the same name: select with an arrow key.
    await popup.filter.press('ArrowDown');
    await popup.selectedRow.filter({ hasText: first }).waitFor();
    await popup.filter.fill('no such conversation');
    await popup.page.getByText('No conversations match').waitFor();

    // The requests that keep the list up to date, without prefetches for the selected row.
    const asked = (await world().control.requests(since)).filter(
      ({ path }) => !/\/cobrowse\/|\/conversations\/[0-9a-f]{8}-/.test(path),
    );
    const names = asked.filter(({ path }) => /\/(users|routing\/queues)$/.test(path)).length;
    expect(names).toBeLessThanOrEqual(9);
    expect(asked.length - names).toBeLessThanOrEqual(8);
  });
});
