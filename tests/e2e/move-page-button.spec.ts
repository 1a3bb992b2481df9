import { describe, expect, test } from 'vitest';
import type { DesktopPage } from './support/desktop-page.ts';
import { nextJoinTab } from './support/join-tabs.ts';
import { useWorld } from './support/world.ts';

const world = useWorld();

/** A desktop whose markup has changed: it has no bar of controls. */
async function openWithoutAnchor(customerName: string, screen = 'analytics/interactions') {
  const { id } = await world().control.addConversation({ customerName });
  const desktop = await world().openDesktop(`?bar=none#/${screen}/${id}`);
  return { desktop, id };
}

const GRIP = /^Move the button$/;
const placeOf = async (desktop: DesktopPage) => {
  const { x, y } = await desktop.standing(GRIP);
  return { x: Math.round(x), y: Math.round(y) };
};

async function drag(desktop: DesktopPage, to: { x: number; y: number }) {
  const { x, y } = await desktop.standing(GRIP);
  await desktop.page.mouse.move(x, y);
  await desktop.page.mouse.down();
  await desktop.page.mouse.move(to.x - 40, to.y - 20, { steps: 4 });
  await desktop.page.mouse.move(to.x, to.y, { steps: 4 });
  await desktop.page.mouse.up();
}

const stored = () =>
  world()
    .worker()
    .evaluate(async () => (await chrome.storage.local.get('button-places'))['button-places']);

/** The screens on which the button has found no place. */
async function unanchored(): Promise<string[]> {
  const places = (await stored()) as { unanchored?: object } | undefined;
  return Object.keys(places?.unanchored ?? {});
}

describe('the button in a desktop without a place for it', () => {
  test('floats, is dragged away, and is there again after a reload and in a smaller window', async () => {
    const { desktop, id } = await openWithoutAnchor('Floating Flora');
    await drag(desktop, { x: 200, y: 160 });
    const moved = await placeOf(desktop);
    expect(Math.abs(moved.x - 200) + Math.abs(moved.y - 160)).toBeLessThan(6);
    await expect.poll(async () => JSON.stringify(await stored())).toContain('analytics/interactions');
    await desktop.page.reload();
    expect(await placeOf(desktop)).toEqual(moved);
    // Dragging it pressed nothing, and it works where it is now.
    expect((await world().control.sessions()).filter(({ conversationId }) => conversationId === id)).toEqual(
      [],
    );
    await desktop.page.setViewportSize({ width: 320, height: 480 });
    const narrow = await placeOf(desktop);
    expect(narrow.x).toBeLessThan(320);
    const opening = nextJoinTab(world().context);
    await desktop.press(/^Cobrowse/);
    await opening;
  });

  test('is moved with the arrow keys, and another screen keeps its own place', async () => {
    const { desktop } = await openWithoutAnchor('Arrow Arne');
    await drag(desktop, { x: 400, y: 300 });
    const before = await placeOf(desktop);
    await desktop.page.keyboard.press('ArrowLeft');
    await desktop.page.keyboard.press('Shift+ArrowUp');
    await expect.poll(() => placeOf(desktop)).toEqual({ x: before.x - 8, y: before.y - 40 });
    await desktop.pass(1_000);
    await desktop.page.reload();
    expect(await placeOf(desktop)).toEqual({ x: before.x - 8, y: before.y - 40 });
    const { id } = await world().control.addConversation({ customerName: 'Elsewhere Elsa' });
    await desktop.page.evaluate((to) => {
      location.hash = to;
    }, `#/engage/admin/interactions/${id}`);
    const elsewhere = await placeOf(desktop);
    expect(elsewhere.x).toBeGreaterThan(before.x);
    expect(elsewhere.y).toBeGreaterThan(before.y);
  });

  test('is in no window too narrow to be moved: its note opens above it, and within the window', async () => {
    const name = 'Maximilian Featherstonehaugh-Cholmondeley';
    // Nobody has moved it on this screen.
    const { desktop } = await openWithoutAnchor(name, 'engage/admin/interactions');
    await desktop.page.setViewportSize({ width: 320, height: 560 });
    await world().control.addFault({ method: 'POST', path: '/cobrowse/sessions$', status: 403 });
    await desktop.press(/^Cobrowse/);
    await desktop.waitForButton(/^Try again$/);
    const tryAgain = await desktop.standing(/^Try again$/);
    const grip = await desktop.standing(GRIP);
    expect(tryAgain.y).toBeLessThan(grip.y);
    for (const { x } of [tryAgain, grip]) {
      expect(x).toBeGreaterThan(8);
      expect(x).toBeLessThan(312);
    }
    // Genesys Cloud's own sentence, as the popup shows it.
    expect(await desktop.text()).toContain('Genesys Cloud said: “');
  });

  test('is reported in the checks, until the screen has a place again', async () => {
    const { desktop } = await openWithoutAnchor('Reported Rosa');
    await desktop.standing(GRIP);
    const options = await world().openOptions();
    const line = options.page.locator('.check-text').filter({ hasText: 'Place of the button' });
    // Other screens were reported by the stories above.
    await expect.poll(unanchored).toContain('analytics/interactions');
    await options.page.reload();
    await expect.poll(() => line.innerText()).toContain('#/analytics/interactions');
    const { id } = await world().control.addConversation({ customerName: 'Repaired Rik' });
    const repaired = await world().openDesktop(`#/analytics/interactions/${id}/admin`);
    await repaired.standing(/^Cobrowse/);
    expect(await repaired.buttons()).not.toContain('Move the button');
    await expect.poll(unanchored).not.toContain('analytics/interactions');
    await options.page.bringToFront();
    await options.page.reload();
    await expect.poll(() => line.innerText()).not.toContain('#/analytics/interactions');
  });
});
