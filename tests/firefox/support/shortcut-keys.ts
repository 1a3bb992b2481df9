import type { BrowserWindow } from './browser-window.ts';

/** A key as Firefox wants it described. */
export type Key = { key: string; code: string; keyCode: number };

export const NINE: Key = { key: '9', code: 'Digit9', keyCode: 57 };
export const EIGHT: Key = { key: '8', code: 'Digit8', keyCode: 56 };
export const L: Key = { key: 'l', code: 'KeyL', keyCode: 76 };

const ALT: Key = { key: 'Alt', code: 'AltLeft', keyCode: 18 };
const SHIFT: Key = { key: 'Shift', code: 'ShiftLeft', keyCode: 16 };

/**
 * Presses Alt, Shift and a key as a keyboard does, in the tab that is in front. Key actions of
 * WebDriver BiDi go straight to the page and never reach the shortcuts of extensions.
 */
export async function pressAltShift(inWindow: BrowserWindow, key: Key): Promise<void> {
  await inWindow(
    (keys) => {
      const keyboard = Cc['@mozilla.org/text-input-processor;1'].createInstance(Ci.nsITextInputProcessor);
      keyboard.beginInputTransactionForTests(window);
      const events = keys.map((one) => new KeyboardEvent('', one));
      for (const event of events) keyboard.keydown(event);
      for (const event of events.reverse()) keyboard.keyup(event);
    },
    [ALT, SHIFT, key],
  );
}
