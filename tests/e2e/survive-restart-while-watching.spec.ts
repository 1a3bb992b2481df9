import { expect, test } from 'vitest';
import { describeVideo } from './support/describe-video.ts';
import { useMortalBrowser } from './support/mortal-browser.ts';

describeVideo('a browser that dies while it shows an agent’s screens', () => {
  const browser = useMortalBrowser({ conversations: 0, cobrowse: 'screen' });
  const live = async () => (await browser().control.screenMonitoring()).live.length;

  test('shows nobody after the next sign-in, whatever the page could not end', async () => {
    const { control } = browser();
    await browser().setUpAndSignIn();
    await control.addConversation({ customerName: 'Outage Olga' });
    const popup = await browser().openPopup();
    await popup.start('Outage Olga');
    await expect.poll(live).toBe(1);
    await expect.poll(async () => (await control.chats()).length).toBe(1);

    await browser().kill();
    expect(await live()).toBe(1);

    await browser().startAgain();
    const next = await browser().openPopup();
    await browser().signInAgain(next);
    await expect.poll(live).toBe(0);
    expect(await next.page.getByRole('alert').count()).toBe(0);
  });
});
