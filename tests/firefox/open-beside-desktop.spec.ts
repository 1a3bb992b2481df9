import { describe, expect, test } from 'vitest';
import { NO_FIREFOX_HERE, ourButton, ROWS, useWorld } from './support/world.ts';

describe.skipIf(NO_FIREFOX_HERE)('in Firefox, a session’s page', () => {
  const world = useWorld();

  /** Creates a conversation; also returns its address in the desktop. */
  async function addConversation(customerName: string) {
    const { id } = await world().control.addConversation({ customerName });
    return { id, address: `${world().origin}/directory/#/analytics/interactions/${id}/admin` };
  }

  async function startFromList(customer: string): Promise<void> {
    const popup = await world().openPopup();
    await popup.fill({ role: 'combobox', name: 'Search conversations' }, customer);
    await expect.poll(() => popup.texts(ROWS)).toEqual([expect.stringContaining(customer)]);
    await popup.pressEnter();
  }

  test('opens in the container of the desktop that was used, by its button', async () => {
    const { firefox } = world();
    const { address } = await addConversation('Contained Carl');
    const { page: desktop, container } = await firefox.openInContainer(address);
    expect(container).not.toBe('default');
    await desktop.click(ourButton('Cobrowse'));
    await (await world().confirmWindow('Contained Carl')).confirm();
    const join = await world().joinPage();
    await join.waitForText('Contained Carl');
    expect(await firefox.containerOf(join)).toBe(container);
    // The desktop gets no hold on it.
    expect(await join.evaluate(() => window.opener === null)).toBe(true);
  });

  test('opens in that container from the list too, and outside of all without a desktop', async () => {
    const { firefox } = world();
    await addConversation('Free Freya');
    await startFromList('Free Freya');
    const outside = await world().joinPage();
    expect(await firefox.containerOf(outside)).toBe('default');
    await outside.close();

    const { address } = await addConversation('Listed Lars');
    const { container } = await firefox.openInContainer(address);
    await startFromList('Listed Lars');
    const inside = await world().joinPage();
    await inside.waitForText('Listed Lars');
    expect(await firefox.containerOf(inside)).toBe(container);
  });
});
