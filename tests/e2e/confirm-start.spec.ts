import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { ConfirmWindow, confirmWindows } from './support/confirm-window.ts';
import { joinTabs, nextJoinTab } from './support/join-tabs.ts';
import { violations } from './support/violations.ts';
import { useWorld } from './support/world.ts';

const world = useWorld();
const PICTURES = fileURLToPath(new URL('../../.output/confirm-start', import.meta.url));

/**
 * A desktop with a CSS filter, so that each press opens the confirmation window; and that window.
 */
async function askAbout(customerName: string) {
  const { id } = await world().control.addConversation({ customerName });
  const desktop = await world().openDesktop(`#/analytics/interactions/${id}/admin`);
  await desktop.standing(/^Cobrowse.*·/);
  await desktop.page.evaluate(() => document.documentElement.style.setProperty('filter', 'invert(1)'));
  await desktop.pass(900);
  await desktop.press(/^Cobrowse/);
  return { id, desktop, window: await ConfirmWindow.find(world().context) };
}

const sessionsOf = async (id: string) =>
  (await world().control.sessions()).filter(({ conversationId }) => conversationId === id);

/** When Start was shown or focused, and when the last press began, by the page's clock. */
type Noted = { shownAt: number | null; pressedAt: number | null };

/** Runs in the window: records when Start appears, and each press after that. */
function notePresses() {
  const noted: Noted = { shownAt: null, pressedAt: null };
  Object.assign(globalThis, { noted });
  const note = () => {
    if (noted.shownAt === null && document.querySelector('.button-primary'))
      noted.shownAt = performance.now();
  };
  note();
  new MutationObserver(note).observe(document, { childList: true, subtree: true });
  for (const type of ['keydown', 'pointerdown'])
    addEventListener(type, ({ timeStamp }) => Object.assign(noted, { pressedAt: timeStamp }), true);
}

/**
 * Asks, and presses too early: presses that {@link notePresses} sees. On a slow machine they may
 * come when half a second is over; that says nothing, so another conversation is asked about. A
 * window that takes an early press goes away, each time, and nothing is left but the error.
 */
async function untilEarly(customerName: string, press: (window: ConfirmWindow) => Promise<void>) {
  for (let tries = 1; tries <= 8; tries += 1) {
    const asked = await askAbout(`${customerName} ${tries}`);
    const { page } = asked.window;
    const noted = await press(asked.window)
      .then(() => page.evaluate(() => (globalThis as unknown as { noted: Noted }).noted))
      .catch((error: unknown) => {
        if (page.isClosed()) return null;
        throw error;
      });
    if (noted && noted.shownAt !== null && noted.pressedAt !== null)
      if (noted.pressedAt - noted.shownAt < 500) return asked;
    await world().closeTabs();
  }
  throw new Error('No press was early and without effect.');
}

describe('the window that asks whether to start', () => {
  test('names the conversation and what the session will be like, has the focus on Start, and starts by Enter', async () => {
    const { id, window } = await askAbout('Asked Arne');
    expect(await window.fact('Customer').innerText()).toBe('Asked Arne');
    for (const fact of ['Agent', 'Queue', 'Medium'])
      expect(await window.fact(fact).innerText()).toMatch(/\p{L}/u);
    expect(await window.fact('Access').innerText()).toBe('View only');
    expect(await window.fact('Time limit').innerText()).toBe('15 min');
    expect(new URL(window.page.url()).search).toBe('');
    await window.settled();
    expect(await window.start.evaluate((button) => button === document.activeElement)).toBe(true);
    const opening = nextJoinTab(world().context);
    await window.page.keyboard.press('Enter');
    await opening;
    expect(await sessionsOf(id)).toHaveLength(1);
    await expect.poll(() => confirmWindows(world().context)).toEqual([]);
  });

  test('ignores a press that was meant for what was there before', async () => {
    const { id, window } = await untilEarly('Hasty Hans', async ({ page, start }) => {
      await page.addInitScript(notePresses);
      await page.reload();
      await start.waitFor();
      await page.keyboard.press('Enter');
      await start.click({ force: true });
      // The pointer goes down before presses count, and up afterwards.
      await page.mouse.down();
    });
    await window.pass(900);
    await window.page.mouse.up();
    await window.pass(400);
    expect(await sessionsOf(id)).toEqual([]);
    expect(joinTabs(world().context)).toEqual([]);
    const opening = nextJoinTab(world().context);
    await window.start.click();
    await opening;
  });

  test('that comes to the front again takes no press for half a second', async () => {
    const { id, window } = await untilEarly('Frontmost Fritz', async ({ page, start }) => {
      await page.locator('.button-primary:not(.confirm-unsettled)').waitFor();
      await page.evaluate(notePresses);
      await page.evaluate(() => {
        dispatchEvent(new Event('blur'));
        dispatchEvent(new Event('focus'));
      });
      // A press meant for the window in front arrives right afterwards.
      await start.click({ force: true });
    });
    await window.pass(400);
    expect(await sessionsOf(id)).toEqual([]);
    const opening = nextJoinTab(world().context);
    await window.confirm();
    await opening;
  });

  test('is closed by Escape or Cancel, and nothing starts', async () => {
    const first = await askAbout('Escaping Edda');
    // The window may close before the key is released.
    await first.window.page.keyboard.press('Escape').catch(() => undefined);
    await expect.poll(() => confirmWindows(world().context)).toEqual([]);
    await first.desktop.press(/^Cobrowse/);
    const again = await ConfirmWindow.find(world().context);
    await again.settled();
    await again.page.getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(() => confirmWindows(world().context)).toEqual([]);
    expect(await sessionsOf(first.id)).toEqual([]);
  });

  test('is the only one: another press reuses it, and asks about the other conversation', async () => {
    const first = await askAbout('Earlier Ewa');
    const second = await askAbout('Later Lutz');
    await expect.poll(() => second.window.fact('Customer').innerText()).toBe('Later Lutz');
    expect(confirmWindows(world().context)).toHaveLength(1);
    const opening = nextJoinTab(world().context);
    await second.window.confirm();
    await opening;
    expect(await sessionsOf(first.id)).toEqual([]);
    expect(await sessionsOf(second.id)).toHaveLength(1);
  });

  test('shows a failure with its recovery action, and starts when it is tried again', async () => {
    const { id, window } = await askAbout('Failing Frieda');
    await world().control.addFault({ method: 'POST', path: '/cobrowse/sessions$', status: 403 });
    await window.confirm();
    await window.page.getByRole('alert').waitFor();
    expect(await sessionsOf(id)).toEqual([]);
    const opening = nextJoinTab(world().context);
    await window.confirm();
    await opening;
    expect(await sessionsOf(id)).toHaveLength(1);
  });

  test('keeps no data after signing out', async () => {
    const { window } = await askAbout('Leaving Leif');
    const settings = await world().openOptions();
    await settings.button('Sign out').click();
    await settings.button('Sign in').waitFor();
    await expect
      .poll(() => window.page.getByText('There is nothing left to confirm.').isVisible())
      .toBe(true);
    const stored = await world()
      .worker()
      .evaluate(async () => JSON.stringify(await chrome.storage.session.get(null)));
    expect(stored).not.toContain('Leaving Leif');
    await settings.signInAs('Dana Whitfield');
  });

  test.each([
    ['light', 'Amelia Hart'],
    ['dark', `${'Maximiliane '.repeat(12)}von und zu`],
    ['dark', 'محمد بن عبد الله (VIP)'],
  ] as const)(
    'in %s colors, with a name like “%s”, breaks no rule of WCAG A or AA and does not scroll sideways',
    async (colorScheme, name) => {
      const { window } = await askAbout(name);
      await window.page.emulateMedia({ colorScheme });
      await mkdir(PICTURES, { recursive: true });
      // The window's initial content size; at 200 % zoom, half of it remains.
      for (const [zoom, width, height] of [
        [100, 446, 480],
        [200, 223, 240],
      ] as const) {
        await window.page.setViewportSize({ width, height });
        await window.pass(400);
        await window.page.screenshot({
          path: `${PICTURES}/${colorScheme}-${name.length}-${zoom}.png`,
          fullPage: true,
        });
        expect(
          await window.page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          ),
        ).toBeLessThanOrEqual(0);
      }
      expect(await violations(window.page)).toEqual([]);
    },
  );
});
