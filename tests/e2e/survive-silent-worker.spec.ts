import { expect, test } from 'vitest';
import { joinTabs } from './support/join-tabs.ts';
import { useWorld } from './support/world.ts';

const world = useWorld();

/**
 * Longer than anybody waits for an answer, and shorter than the browser lets a worker be silent.
 */
const SILENT_MS = 18_000;

/** Keeps the worker from answering anything for a while, as one does that is stuck. */
function silenceWorker(): Promise<void> {
  const [worker] = world().context.serviceWorkers();
  if (!worker) throw new Error('There is no worker.');
  return worker.evaluate((ms) => {
    const until = Date.now() + ms;
    while (Date.now() < until) {
      // Busy: no event gets through.
    }
  }, SILENT_MS);
}

const sessionsOf = async (id: string) =>
  (await world().control.sessions()).filter(({ conversationId }) => conversationId === id);

test('a popup whose background does not answer says so, and what was started resumes after its reload', async () => {
  const { id } = await world().control.addConversation({ customerName: 'Silent Sally' });
  const popup = await world().openPopup();
  await popup.find('Silent Sally');
  const silence = silenceWorker();
  await popup.filter.press('Enter');
  const message = popup.page.getByText('The extension is not responding.').first();
  await message.waitFor();
  await popup.button('Reload').first().click();
  await silence;
  await expect.poll(() => joinTabs(world().context).length).toBe(1);
  expect(await sessionsOf(id)).toHaveLength(1);
  await popup.page.bringToFront();
  await popup.page.getByRole('article').filter({ hasText: 'Silent Sally' }).waitFor();
  expect(await popup.page.getByText('The extension is not responding.').count()).toBe(0);
});

test('a button in the page whose background does not answer says so, and shows the session that comes after all', async () => {
  const { id } = await world().control.addConversation({ customerName: 'Silent Simon' });
  const desktop = await world().openDesktop(`#/analytics/interactions/${id}/admin`);
  await desktop.waitForButton(/^Cobrowse/);
  await desktop.standing(/^Cobrowse/);
  const silence = silenceWorker();
  await desktop.press(/^Cobrowse/);
  await expect.poll(() => desktop.text()).toContain('The extension is not responding.');
  await silence;
  await expect.poll(async () => (await sessionsOf(id)).length).toBe(1);
  await desktop.waitForButton(/left|Open/);
  expect(await desktop.text()).not.toContain('is not responding');
});
