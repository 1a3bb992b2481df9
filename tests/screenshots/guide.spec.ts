import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { describe, test } from 'vitest';
import { nextJoinTab } from '../e2e/support/join-tabs.ts';
import { setInvite } from '../e2e/support/stored-settings.ts';
import { useWorld } from '../e2e/support/world.ts';
import { FLOOR, POPUP, photograph } from './scenes.ts';

const FOLDER = fileURLToPath(new URL('../../.github/screenshots', import.meta.url));

/** Takes a picture for the user guide. */
async function take(page: Page, name: string, size = POPUP): Promise<void> {
  await writeFile(`${FOLDER}/guide-${name}.png`, await photograph(page, size));
}

describe('of the list and its settings', () => {
  const world = useWorld({ simulator: FLOOR });

  test('filters and session options', async () => {
    const popup = await world().openPopup();
    await popup.page.setViewportSize(POPUP);
    await popup.listed();
    await popup.button('Filters').click();
    await popup.page.locator('summary').filter({ hasText: 'Queue' }).click();
    await popup.page.getByRole('checkbox', { name: /^Billing/ }).check();
    await take(popup.page, 'filters');
    await popup.page.getByRole('button', { name: 'Clear filters' }).click();
    await popup.closeOverlays();

    await popup.filter.press('ArrowDown');
    await popup.openOptions();
    await popup.page.getByRole('combobox', { name: 'Purpose' }).selectOption('Coaching');
    await take(popup.page, 'options');
  });

  test('the details of a session', async () => {
    await world().control.addConversation({ customerName: 'Harriet Lowe', queue: 'Billing' });
    const popup = await world().openPopup();
    const opening = nextJoinTab(world().context);
    await popup.start('Harriet Lowe');
    await opening;
    await popup.comeBack();
    const session = popup.sessionOn('Harriet Lowe');
    await session.getByRole('button', { name: 'Invite agent' }).click();
    await session.getByText(/^Invited/).waitFor();
    await popup.filter.fill('');
    await popup.openSession(session);
    await take(popup.page, 'session-details');
  });

  test('the purpose', async () => {
    await world().control.addConversation({ customerName: 'Jonas Reuter', queue: 'Technical Support' });
    await setInvite(world(), { askPurpose: true });
    const popup = await world().openPopup();
    await popup.page.setViewportSize(POPUP);
    await popup.start('Jonas Reuter');
    await popup.page.getByRole('group', { name: 'What is this session for?' }).waitFor();
    await popup.page.keyboard.press('2');
    await take(popup.page, 'purpose');
  });

  test('the notifications', async () => {
    const settings = await world().openOptions();
    await settings.page.setViewportSize({ width: 1280, height: 800 });
    await settings.page.getByRole('checkbox', { name: /^Agent leaves/ }).check();
    await settings.page.getByRole('checkbox', { name: /^Time limit/ }).check();
    await settings.page.locator('#notifications').evaluate((group) => {
      scrollTo(0, group.getBoundingClientRect().top + scrollY - 24);
    });
    await take(settings.page, 'notifications', { width: 1280, height: 800 });
  });
});

describe('of practice', () => {
  const world = useWorld({ signedIn: false });

  test('practice', async () => {
    const popup = await world().openPopup();
    await popup.page.setViewportSize(POPUP);
    await popup.button('Try a demo').click();
    await popup.listed();
    await popup.filter.press('ArrowDown');
    await take(popup.page, 'practice');
  });
});
