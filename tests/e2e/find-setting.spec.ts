import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { useWorld } from './support/world.ts';

const world = useWorld();

/** Whether a place is in the window, near its top. */
const isAtTop = (page: Page, id: string) =>
  page.evaluate((name) => {
    const { top } = document.getElementById(name)?.getBoundingClientRect() ?? { top: Number.NaN };
    return top >= 0 && top < 120;
  }, id);
const focusedId = (page: Page) => page.evaluate(() => document.activeElement?.id);

describe('a setting', () => {
  test('is opened by its address, and so is a group', async () => {
    const settings = await world().openOptions();
    await settings.openAt('checks');
    await settings.page.getByRole('heading', { name: 'Checks' }).waitFor();
    await expect.poll(() => isAtTop(settings.page, 'checks')).toBe(true);
    await expect.poll(() => settings.page.locator('.settings-nav [aria-current]').innerText()).toBe('Checks');
    await settings.openAt('field-clientId');
    await expect.poll(() => focusedId(settings.page)).toBe('field-clientId');
    expect(await settings.field('Client ID').isVisible()).toBe(true);
  });

  test('is found by a word, by keyboard alone', async () => {
    const settings = await world().openOptions();
    const search = settings.page.getByRole('textbox', { name: 'Search settings' });
    await search.fill('dark');
    await settings.page.getByText('1 setting found').waitFor();
    await search.press('Enter');
    await expect
      .poll(() => settings.page.evaluate(() => document.activeElement?.closest('[id]')?.id))
      .toBe('theme');
    expect(new URL(settings.page.url()).hash).toBe('#theme');

    await search.fill('policy file');
    await search.press('ArrowDown');
    await settings.page.keyboard.press('Enter');
    await expect
      .poll(() => settings.page.evaluate(() => document.activeElement?.closest('section')?.id))
      .toBe('roll-out');
    await search.fill('no such thing');
    await settings.page.getByText('No setting matches').waitFor();
    await search.press('Escape');
    await settings.page.getByRole('link', { name: 'Invitations' }).click();
    await expect.poll(() => isAtTop(settings.page, 'invitations')).toBe(true);
  });

  test('of the status stands first: who is signed in, how the checks are, and the way to both', async () => {
    const settings = await world().openOptions();
    await settings.checkedWith('Everything works.');
    const status = settings.page.getByRole('region', { name: 'Account', exact: true });
    await status.getByText(/^(\d+) of \1 checks good$/).waitFor();
    const box = await status.boundingBox();
    expect(box && box.y < 200).toBe(true);
    await status.getByRole('link', { name: /checks good/ }).click();
    await expect.poll(() => isAtTop(settings.page, 'checks')).toBe(true);
    await settings.signOut();
    expect(await status.getByRole('button', { name: 'Sign in' }).isVisible()).toBe(true);
  });
});
