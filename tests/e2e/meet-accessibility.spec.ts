import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { useWorld } from './support/world.ts';

const world = useWorld({ simulator: { conversations: 25 } });

/** Violations of WCAG 2.2 A and AA, as `rule: element`. */
async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze();
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

describe.each(['light', 'dark'] as const)('in %s colours nothing breaks WCAG A or AA', (colorScheme) => {
  test('on the settings page', async () => {
    const settings = await world().openOptions();
    await settings.page.emulateMedia({ colorScheme });
    await settings.page.getByText('What your administrator sets up').click();
    await settings.checkedWith('All is well.');
    await settings.button('Copy diagnostics…').click();
    expect(await violations(settings.page)).toEqual([]);
  });

  test('on the popup with its list, a session and a failure', async () => {
    await world().control.addConversation({ customerName: `Waiting ${colorScheme}`, agentIds: [] });
    const { id } = await world().control.addConversation({ customerName: `Live ${colorScheme}` });
    const popup = await world().openPopup();
    await popup.page.emulateMedia({ colorScheme });
    await popup.start(`Waiting ${colorScheme}`);
    await popup.button('Try anyway').waitFor();
    expect(await violations(popup.page)).toEqual([]);
    await popup.button('Try anyway').click();
    await popup.failure('No agent found').first().waitFor();
    await popup.start(`Live ${colorScheme}`);
    await expect
      .poll(async () =>
        (await world().control.sessions()).some(({ conversationId }) => conversationId === id),
      )
      .toBe(true);
    await popup.comeBack();
    await popup.page.getByRole('article').first().waitFor();
    await popup.page.getByText('Starting cobrowse').waitFor({ state: 'hidden' });
    expect(await violations(popup.page)).toEqual([]);
  });
});
