import type { Page } from 'playwright-core';

/** A key as Chromium wants it described. */
export type Key = { code: string; key: string; windows: number; x11: number };

export const NINE: Key = { code: 'Digit9', key: '(', windows: 57, x11: 18 };
export const EIGHT: Key = { code: 'Digit8', key: '*', windows: 56, x11: 17 };
export const L: Key = { code: 'KeyL', key: 'L', windows: 76, x11: 46 };

/**
 * Presses real keys: extension shortcuts hear neither Playwright's keyboard nor events without a
 * native key code.
 */
export async function pressAltShift(page: Page, key: Key): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Input.dispatchKeyEvent', {
    type: 'rawKeyDown',
    modifiers: 1 | 8,
    code: key.code,
    key: key.key,
    windowsVirtualKeyCode: key.windows,
    nativeVirtualKeyCode: key.x11,
  });
  await session.detach();
}
