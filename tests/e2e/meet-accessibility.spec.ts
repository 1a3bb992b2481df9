import { describe, expect, test } from 'vitest';
import { violations } from './support/violations.ts';
import { WelcomePage } from './support/welcome-page.ts';
import { DANA, useWorld } from './support/world.ts';

const world = useWorld({ simulator: { conversations: 25 } });

// Run this first: practice does not begin while a session is live.
test.each(['light', 'dark'] as const)(
  'in practice, in %s colors: nothing breaks WCAG A or AA in the settings, in the popup and on the page of a session',
  async (colorScheme) => {
    const settings = await world().openOptions();
    await settings.button('Start practice').click();
    await settings.page.getByText('Practice mode: nobody here is real.').waitFor();
    const popup = await world().openPopup();
    await popup.listed();
    const opening = world().context.waitForEvent('page');
    await popup.start('Maria Oliveira');
    const session = await opening;
    await session.getByRole('heading', { name: 'Cobrowse with Amara Nwosu' }).waitFor();
    for (const page of [session, popup.page, settings.page]) {
      await page.bringToFront();
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      expect(await violations(page), page.url()).toEqual([]);
    }
    await settings.button('Leave practice').click();
    await settings.signedInAs(DANA.name).waitFor();
  },
);

describe.each(['light', 'dark'] as const)('in %s colors nothing breaks WCAG A or AA', (colorScheme) => {
  test('on the settings page, in both of its views', async () => {
    const settings = await world().openOptions();
    await settings.page.emulateMedia({ colorScheme });
    await settings.checkedWith('Everything works.');
    await settings.button('Copy diagnostics…').click();
    expect(await violations(settings.page)).toEqual([]);
    await settings.openGuide();
    await settings.openPolicyFile();
    expect(await violations(settings.page)).toEqual([]);
  });

  test('on each step of the welcome page', async () => {
    const welcome = await WelcomePage.open(world());
    await welcome.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const step of ['Your region', 'Sign in', 'Try it']) {
      await welcome.step(step).click();
      if (step === 'Sign in') await welcome.openClientFields();
      expect(await violations(welcome.page), step).toEqual([]);
    }
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
