import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { useWorld } from './support/world.ts';

const world = useWorld();

/** The color of the page and the look of the browser's own controls on it. */
const look = (page: Page) =>
  page.evaluate(() => {
    const { backgroundColor } = getComputedStyle(document.body);
    const { colorScheme } = getComputedStyle(document.documentElement);
    return { dark: backgroundColor !== 'rgb(255, 255, 255)', colorScheme, width: document.body.offsetWidth };
  });

describe('the appearance', () => {
  test('that is chosen in the settings applies to the popup, whatever the browser prefers, and survives closing it', async () => {
    const settings = await world().openOptions();
    const popup = await world().openPopup();
    await popup.page.emulateMedia({ colorScheme: 'light' });
    await popup.page.setViewportSize({ width: 640, height: 600 });
    await popup.listed();
    expect(await look(popup.page)).toEqual({ dark: false, colorScheme: 'light dark', width: 400 });

    await settings.page.bringToFront();
    await settings.page.getByRole('radio', { name: 'Dark' }).check();
    await settings.page.getByRole('radio', { name: '480 px' }).check();
    // Shown here before it is saved.
    await expect.poll(async () => (await look(settings.page)).colorScheme).toBe('dark');
    expect((await look(popup.page)).dark).toBe(false);
    await settings.save();
    await expect.poll(() => look(popup.page)).toEqual({ dark: true, colorScheme: 'dark', width: 480 });

    const again = await world().openPopup();
    await again.page.emulateMedia({ colorScheme: 'light' });
    await again.page.setViewportSize({ width: 640, height: 600 });
    await again.listed();
    expect(await look(again.page)).toEqual({ dark: true, colorScheme: 'dark', width: 480 });

    await settings.page.bringToFront();
    await settings.page.getByRole('radio', { name: 'Light' }).check();
    await settings.save();
    await again.page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(async () => (await look(again.page)).colorScheme).toBe('light');
    expect((await look(again.page)).dark).toBe(false);
  });
});
