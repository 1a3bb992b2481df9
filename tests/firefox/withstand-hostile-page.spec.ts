import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import {
  CLICK_FORWARDED,
  defineOurHost,
  FOCUS_STOLEN,
  hasGotRoot,
  MADE_UP,
  openEveryRoot,
  UNSEEN,
} from '../hostile/page-attacks.ts';
import type { Page } from './support/page.ts';
import { NO_FIREFOX_HERE, ourButton, useWorld } from './support/world.ts';

/** Milliseconds in which what a press starts is on record: many times what it takes. */
const SETTLED_MS = 1_500;
/** Milliseconds for which a person looks at the button before they press it. */
const LOOKS_MS = 900;

describe.skipIf(NO_FIREFOX_HERE)('in Firefox, a page that', () => {
  const world = useWorld();

  /** Nothing is stored or created without a confirmation, for as long as it could take. */
  async function expectNothingStarts(id: string): Promise<void> {
    for (const until = Date.now() + SETTLED_MS; Date.now() < until; await sleep(100)) {
      const { 'cobrowse-starts': starts = {} } = JSON.parse(await world().stored('session'));
      expect(Object.keys(starts)).not.toContain(id);
      expect(await world().sessionsOf(id)).toEqual([]);
    }
  }

  /** Nothing starts, and no confirmation window opens: no user has pressed the button. */
  async function expectNothing(id: string): Promise<void> {
    await expectNothingStarts(id);
    expect(await world().confirmWindows()).toEqual([]);
  }

  /**
   * The user has pressed the button, visible or not: the confirmation window asks, starts nothing,
   * and closes with Cancel.
   */
  async function expectAskedAndCancel(id: string, customerName: string): Promise<void> {
    const window = await world().confirmWindow(customerName);
    await expectNothingStarts(id);
    await window.cancel();
    await expect.poll(() => world().confirmWindows()).toEqual([]);
    await expectNothingStarts(id);
  }

  /**
   * What the person still can do, the attack being over: press the button where they see it, and
   * confirm.
   */
  async function pressHonestly(desktop: Page, id: string, customerName: string): Promise<void> {
    await desktop.click(ourButton('Cobrowse'));
    await (await world().confirmWindow(customerName)).confirm();
    await world().joinPage();
    expect(await world().sessionsOf(id)).toHaveLength(1);
  }

  describe('forges presses', () => {
    for (const { name, attack } of MADE_UP) {
      test(`${name}: nothing starts`, async () => {
        const { id, desktop } = await world().openConversation('Synthetic Sina');
        await sleep(LOOKS_MS);
        await desktop.withOurRoot(attack);
        await expectNothing(id);
      });
    }

    test('and stops that: the button starts as ever', async () => {
      const { id, desktop } = await world().openConversation('Honest Hanna');
      for (const { attack } of MADE_UP.slice(0, 2)) await desktop.withOurRoot(attack);
      await pressHonestly(desktop, id, 'Honest Hanna');
    });
  });

  describe('steals the focus', () => {
    for (const { name, attack, beganElsewhere } of FOCUS_STOLEN) {
      for (const key of ['Enter', 'Space'] as const) {
        test(`${name}: the person’s ${key} starts nothing`, async () => {
          const { id, desktop } = await world().openConversation('Focused Fenna');
          await desktop.bringToFront();
          await sleep(LOOKS_MS);
          await desktop.withOurRoot(attack);
          await desktop.pressKey(key);
          if (beganElsewhere) await expectNothing(id);
          else await expectAskedAndCancel(id, 'Focused Fenna');
        });
      }
    }
  });

  describe('forwards clicks', () => {
    for (const { name, attack } of CLICK_FORWARDED) {
      test(`${name}: the person’s click there starts nothing`, async () => {
        const { id, desktop } = await world().openConversation('Forwarded Fred');
        await sleep(LOOKS_MS);
        await desktop.clickAt(await desktop.withOurRoot(attack));
        await expectNothing(id);
      });
    }
  });

  describe('hides what the person presses', () => {
    for (const { name, attack, press } of UNSEEN) {
      test(`${name}: the press is asked about in our own window, and Cancel there starts nothing`, async () => {
        const { id, desktop } = await world().openConversation('Led Astray Lea');
        await desktop.withOurRoot(attack);
        // The button may be inserted again, which takes a moment; then the user sees it before
        // pressing.
        await sleep(2 * LOOKS_MS);
        const { left, top, width, height } = await desktop.withOurRoot(
          (_host, root) => root.querySelector('button')?.getBoundingClientRect() ?? new DOMRect(),
        );
        await desktop.clickAt(
          press === 'corner' ? { x: left + 6, y: top + 8 } : { x: left + width / 2, y: top + height / 2 },
        );
        await expectAskedAndCancel(id, 'Led Astray Lea');
      });
    }
  });

  describe('wants our root', () => {
    test('opens every root that is attached: ours stays closed', async () => {
      const { desktop } = await world().openConversation('Opened Ophelia', openEveryRoot);
      expect(await desktop.withOurRoot((host) => host.shadowRoot === null)).toBe(true);
    });

    test('defines custom elements, and makes our host one: it gets no root of ours', async () => {
      const { desktop } = await world().openConversation('Defined Della', defineOurHost);
      expect(await desktop.evaluate(hasGotRoot)).toBe(false);
    });
  });

  describe('wants the button gone', () => {
    test('says that a newer copy has started: the button stays, once, and starts', async () => {
      const { id, desktop } = await world().openConversation('Retired Rita');
      const { host: extensionHost } = new URL(world().firefox.urlOf(''));
      await desktop.evaluate((uuid) => {
        for (const name of [uuid, 'cobrowse-for-genesys-cloud@browser.extension']) {
          const type = `${name}:genesys-desktop:wxt:content-script-started`;
          const detail = { contentScriptName: 'genesys-desktop', messageId: 'forged' };
          for (const target of [document, window, document.body])
            target.dispatchEvent(new CustomEvent(type, { detail, bubbles: true }));
          window.postMessage({ type, ...detail }, '*');
        }
      }, extensionHost);
      await desktop.waitFor(ourButton('Cobrowse'));
      expect(await desktop.countOurs()).toBe(1);
      await pressHonestly(desktop, id, 'Retired Rita');
    });

    test('takes it out again and again: it comes back, and starts', async () => {
      const { id, desktop } = await world().openConversation('Removed Ramon');
      for (let times = 0; times < 3; times += 1) {
        await desktop.withOurRoot((host) => host.remove());
        await desktop.waitFor(ourButton('Cobrowse'));
      }
      await pressHonestly(desktop, id, 'Removed Ramon');
    });
  });
});
