import { describe, expect, test } from 'vitest';
import { ALWAYS } from '../simulator/faults.ts';
import type { PopupPage } from './support/popup-page.ts';
import { useWorld } from './support/world.ts';

describe('while the popup is open', () => {
  const world = useWorld({
    simulator: { conversations: 20, agents: 10, conversationsVisible: 'own', analyticsLagMs: 0 },
  });

  async function openLive(): Promise<PopupPage> {
    const popup = await world().openPopup();
    await popup.live();
    return popup;
  }

  const lastRequest = async () => (await world().control.requests()).at(-1)?.n ?? 0;
  const readings = async (since: number) =>
    (await world().control.requests(since)).filter(
      ({ path }) => path.includes('/analytics/') || path === '/api/v2/conversations',
    );
  const connected = async () => (await world().control.channels()).filter((channel) => channel.connected);

  test('a conversation comes, goes on hold and ends on screen, and the list is not read again for it', async () => {
    const popup = await openLive();
    const since = await lastRequest();
    const { id } = await world().control.addConversation({ customerName: 'Eventful Eva', queue: 'Billing' });
    const row = popup.row('Eventful Eva');
    await row.waitFor();
    await world().control.holdConversation(id, true);
    await row.getByText('On hold').waitFor();
    await world().control.holdConversation(id, false);
    await row.getByText('On hold').waitFor({ state: 'hidden' });
    await world().control.endConversation(id);
    await row.waitFor({ state: 'hidden' });
    expect(await readings(since)).toEqual([]);
  });

  test('a socket that breaks is replaced, and what was missed is read', async () => {
    const popup = await openLive();
    const since = await lastRequest();
    await world().control.closeChannels('drop');
    await popup.freshness.getByText(/^Updated (?!just now)/).waitFor();
    await world().control.addConversation({ customerName: 'Missed Miriam', queue: 'Claims' });
    await popup.live();
    await popup.row('Missed Miriam').waitFor();
    await expect.poll(async () => (await readings(since)).length).toBeGreaterThan(0);
    await expect.poll(async () => (await connected()).length).toBe(1);
  });

  test('a channel that was evicted is replaced by another', async () => {
    const popup = await openLive();
    await world().control.closeChannels('evict');
    await popup.freshness.getByText(/^Updated (?!just now)/).waitFor();
    await popup.live();
    await expect.poll(async () => (await connected()).length).toBe(1);
  });

  test('without notifications the list says as of when it is', async () => {
    await world()
      .worker()
      .evaluate(() => chrome.storage.session.remove('notification-channel'));
    await world().control.addFault({
      method: 'POST',
      path: '/notifications/channels$',
      times: ALWAYS,
      status: 403,
    });
    const popup = await world().openPopup();
    await popup.rows.first().waitFor();
    await popup.freshness.getByText(/^Updated \d/).waitFor();
    expect(await popup.page.getByRole('alert').count()).toBe(0);
  });

  test('two open popups hold one socket; when the first goes the second takes over', async () => {
    const first = await openLive();
    const second = await openLive();
    await first.page.bringToFront();
    await expect.poll(async () => (await connected()).length).toBe(1);
    await first.page.close();
    await second.page.bringToFront();
    await expect.poll(async () => (await connected()).length).toBe(1);
    await world().control.addConversation({ customerName: 'Handed-over Hal', queue: 'Billing' });
    await second.row('Handed-over Hal').waitFor();
  });

  test('closed, it leaves nothing behind: no socket, no request, no alarm', async () => {
    const popup = await openLive();
    await popup.page.close();
    await expect.poll(async () => (await connected()).length).toBe(0);
    const since = await lastRequest();
    const other = await world().context.newPage();
    await other.waitForTimeout(3_000);
    expect(await world().control.requests(since)).toEqual([]);
    expect(
      await world()
        .worker()
        .evaluate(() => chrome.alarms.getAll()),
    ).toEqual([]);
  });
});
