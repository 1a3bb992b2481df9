import { NINE, pressAltShift } from './shortcut-keys.ts';
import type { World } from './world.ts';

/** The conversation of one start. */
export type Subject = { id: string; customer: string };

/**
 * A way to start: what is opened, and then the press. The press alone is what the supervisor does.
 */
export type Door = (world: World, subject: Subject) => Promise<() => Promise<void>>;

/** The doors to a start, by name. */
export const DOORS = {
  async popup(world, { customer }) {
    const popup = await world.openPopup();
    await popup.row(customer).waitFor();
    await ageListing(world);
    await popup.filter.fill(customer);
    await popup.selectedRow.filter({ hasText: customer }).waitFor();
    return () => popup.filter.press('Enter');
  },
  async 'page button'(world, { id }) {
    const desktop = await world.openDesktop(`#/analytics/interactions/${id}/admin`);
    const { x, y } = await desktop.standing(/^Cobrowse/);
    return () => desktop.page.mouse.click(x, y);
  },
  async shortcut(world, { id }) {
    const desktop = await world.openDesktop(`#/analytics/interactions/${id}/admin`);
    await desktop.standing(/^Cobrowse/);
    return () => pressAltShift(desktop.page, NINE);
  },
} as const satisfies Record<string, Door>;

/** Makes the listing a minute old, as in a popup that was open for a while. */
export async function ageListing(world: World): Promise<void> {
  await world.worker().evaluate(async () => {
    const stored = await chrome.storage.session.get(null);
    const buckets = Object.entries(stored).filter(([key]) => key.startsWith('floor-rows/'));
    // Missing where nobody has opened the list yet.
    const head = stored.floor as { takenAt: number } | undefined;
    await chrome.storage.session.set({
      ...(head && { floor: { ...head, takenAt: head.takenAt - 60_000 } }),
      ...Object.fromEntries(
        buckets.map(([key, rows]) => [
          key,
          (rows as { readAt: number }[]).map((row) => ({ ...row, readAt: row.readAt - 60_000 })),
        ]),
      ),
    });
  });
}
