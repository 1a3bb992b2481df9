import { describe, expect, test } from 'vitest';
import { hasNetworkInterface } from '../setup/network.ts';
import { button, NO_FIREFOX_HERE, ROWS, useWorld } from './support/world.ts';

const isScreensPage = (url: string) => url.endsWith('/screens.html');

describe.skipIf(NO_FIREFOX_HERE || !hasNetworkInterface())('an agent’s screens in Firefox', () => {
  const world = useWorld({ simulator: { cobrowse: 'screen' } });
  const live = async () => (await world().control.screenMonitoring()).live.length;

  test('move after one press in the popup, the agent is told, and a press ends them for everybody', async () => {
    const { control, firefox, origin } = world();
    const { participants } = await control.addConversation({ customerName: 'Watched Wim' });
    const agentId = participants.find(({ purpose }) => purpose === 'agent')?.userId ?? '';
    const popup = await world().openPopup();
    const computer = await firefox.openUrl(`${origin}/agent-desktop/${agentId}`);
    await expect.poll(async () => (await control.screenMonitoring()).computerUserIds).toContain(agentId);
    await popup.bringToFront();
    await popup.fill({ role: 'combobox', name: 'Search conversations' }, 'Watched Wim');
    await expect.poll(() => popup.texts(ROWS)).toEqual([expect.stringContaining('Watched Wim')]);
    await popup.pressEnter();
    const screens = await firefox.page(isScreensPage);
    await screens.waitForText('was told');
    // Firefox counts no frames of a stream.
    const shown = () =>
      screens.evaluate(() => {
        const video = document.querySelector<HTMLVideoElement>('video[data-shown]');
        return video && video.videoWidth > 0 ? video.currentTime : 0;
      });
    await expect.poll(shown).toBeGreaterThan(0);
    const before = await shown();
    await expect.poll(shown).toBeGreaterThan(before);
    expect(await live()).toBe(1);
    expect(await control.chats()).toHaveLength(1);

    await screens.click(button('End'));
    await screens.click(button('End session'));
    await expect.poll(live).toBe(0);
    await expect.poll(async () => (await control.chats()).length).toBe(2);
    await computer.close();
  });
});
