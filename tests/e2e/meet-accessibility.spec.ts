import { describe, expect, test } from 'vitest';
import { violations } from './support/violations.ts';
import { useWorld } from './support/world.ts';

const world = useWorld({ simulator: { conversations: 25 } });

describe.each(['light', 'dark'] as const)('in %s colours nothing breaks WCAG A or AA', (colorScheme) => {
  test('on the settings page', async () => {
    const settings = await world().openOptions();
    await settings.page.emulateMedia({ colorScheme });
    await settings.page.getByText('What your administrator sets up').click();
    expect(await violations(settings.page)).toEqual([]);
  });

  test('on the popup with its list, a session and a failure', async () => {
    await world().control.addConversation({ customerName: `Waiting ${colorScheme}`, agentIds: [] });
    const { id } = await world().control.addConversation({ customerName: `Live ${colorScheme}` });
    const popup = await world().openPopup();
    await popup.page.emulateMedia({ colorScheme });
    await popup.start(`Waiting ${colorScheme}`);
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
