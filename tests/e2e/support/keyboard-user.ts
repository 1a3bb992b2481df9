import type { CDPSession, Page } from 'playwright-core';
import { expect } from 'vitest';
import { passPageTime } from './page-time.ts';

/** Presses of Tab after which something is not there. */
const PATIENCE = 90;

/** Where the focus is. */
type Stop = {
  /** Role and name as a screen reader says them: `button “Filters”`. */
  name: string;
  /** Nothing has the focus. */
  isLost: boolean;
  /** Whether users see that it has the focus, and see it at all. */
  isSeen: boolean;
};

/**
 * Somebody who uses a page without a pointer. Each stop of the focus is noted, and must be seen;
 * the focus must never be lost, except behind the last control, where the browser's own follow.
 */
export class KeyboardUser {
  readonly page: Page;
  /** The stops so far. */
  readonly stops: string[] = [];
  readonly #devTools: CDPSession;
  readonly #names: Record<string, string>;

  private constructor(page: Page, devTools: CDPSession, names: Record<string, string>) {
    this.page = page;
    this.#devTools = devTools;
    this.#names = names;
  }

  /** @param names what to note in place of names that differ between runs */
  static async on(page: Page, names: Record<string, string> = {}): Promise<KeyboardUser> {
    await page.bringToFront();
    return new KeyboardUser(page, await page.context().newCDPSession(page), names);
  }

  /** Presses keys one after the other. */
  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /**
   * Presses a key as somebody who has read what it does now: keys that follow each other at once
   * are one gesture, which presses one control.
   */
  async pressRead(key: string): Promise<void> {
    await passPageTime(this.#devTools, 1_100);
    await this.press(key);
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  /** Waits until this has the focus, by role and name, and notes it. */
  async isAt(name: string): Promise<void> {
    await expect.poll(async () => (await this.#stop()).name).toBe(name);
    await this.#note();
  }

  /** Moves with Tab, or Shift+Tab, until this has the focus. */
  async tabTo(name: string, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    let ends = 0;
    for (let presses = 0; presses < PATIENCE; presses += 1) {
      await this.press(key);
      const stop = await this.#stop();
      if (stop.isLost) {
        ends += 1;
        if (ends > 1) break;
        continue;
      }
      await this.#note();
      if (stop.name === name) return;
    }
    throw new Error(`No stop is ${name}; there were:\n${this.stops.join('\n')}`);
  }

  /**
   * Moves with Tab from here through all that is left: to the end of the page, or once round an
   * overlay. Returns the stops, of which the first is the one from here.
   */
  async tabThrough(): Promise<string[]> {
    const first = await this.#stop();
    const all = first.isLost ? [] : [first.name];
    const begin = await this.page.evaluateHandle(() => document.activeElement);
    for (let presses = 0; presses < PATIENCE; presses += 1) {
      await this.press('Tab');
      const { name, isLost } = await this.#stop();
      if (isLost || (await begin.evaluate((element) => element === document.activeElement))) return all;
      await this.#note();
      all.push(name);
    }
    throw new Error(`There is no end:\n${all.join('\n')}`);
  }

  async #note(): Promise<void> {
    // A focus that moves scrolls, which takes a moment.
    await expect
      .poll(async () => {
        const { name, isLost, isSeen } = await this.#stop();
        return isLost ? 'The focus is lost.' : isSeen ? 'seen' : `The focus is not seen at ${name}.`;
      })
      .toBe('seen');
    this.stops.push((await this.#stop()).name);
  }

  async #stop(): Promise<Stop> {
    const { result } = await this.#devTools.send('Runtime.evaluate', {
      expression: 'document.activeElement',
    });
    if (result.objectId === undefined) return { name: 'nothing', isLost: true, isSeen: false };
    const { nodes } = await this.#devTools.send('Accessibility.getPartialAXTree', {
      objectId: result.objectId,
      fetchRelatives: false,
    });
    const [node] = nodes;
    const seen = await this.page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return { isLost: true, isSeen: false };
      const hasRing = (each: Element | null | undefined) => {
        if (!each) return false;
        const { outlineStyle, outlineWidth, opacity } = getComputedStyle(each);
        return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1 && opacity !== '0';
      };
      const places = [element, element.closest('label'), element.parentElement];
      const { left, top, right, bottom, width, height } = (
        element.closest('label') ?? element
      ).getBoundingClientRect();
      const isOnScreen =
        width > 1 && height > 1 && right > 0 && bottom > 0 && left < innerWidth && top < innerHeight;
      return { isLost: false, isSeen: isOnScreen && places.some(hasRing) };
    });
    let said = String(node?.name?.value ?? '');
    for (const [name, instead] of Object.entries(this.#names)) said = said.replaceAll(name, instead);
    return { name: `${node?.role?.value} “${said.replace(/\d+/g, '#').slice(0, 60)}”`, ...seen };
  }
}
