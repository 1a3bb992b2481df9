import { expect, test } from 'vitest';
import { joinTabs } from './support/join-tabs.ts';
import { useMortalBrowser } from './support/mortal-browser.ts';

const browser = useMortalBrowser({ conversations: 4 });

const sessionsOf = async (id: string) =>
  (await browser().control.sessions()).filter(({ conversationId }) => conversationId === id);

test('a browser that dies in a start: nothing is pending afterwards, the history is there, and the next press joins', async () => {
  const { control } = browser();
  await browser().setUpAndSignIn();
  const before = await control.addConversation({ customerName: 'Finished Fay' });
  const cutOff = await control.addConversation({ customerName: 'Outage Otto' });
  const popup = await browser().openPopup();
  await popup.start('Finished Fay');
  await expect.poll(() => joinTabs(browser().context).length).toBe(1);
  await popup.comeBack();
  await control.addFault({ method: 'POST', path: '/cobrowse/sessions$', delayMs: 20_000 });
  await popup.start('Outage Otto');
  await expect.poll(async () => (await sessionsOf(cutOff.id)).length).toBe(1);
  await browser().kill();

  await browser().startAgain();
  const errors: string[] = [];
  browser().context.on('weberror', (error) => errors.push(error.error().message));
  const next = await browser().openPopup();
  await next.button('Sign in').waitFor();
  expect(await next.page.getByRole('alert').count()).toBe(0);
  const left = await next.page.evaluate(async () => ({
    session: Object.keys(await chrome.storage.session.get(null)),
    history: JSON.stringify(await chrome.storage.local.get(null)),
    badge: await chrome.action.getBadgeText({}),
  }));
  expect(left.session).not.toContain('cobrowse-starts');
  expect(left.session).not.toContain('cobrowse-sessions');
  expect(left.badge).toBe('');
  expect(left.history).toContain(before.id);
  expect(joinTabs(browser().context)).toEqual([]);

  await browser().signInAgain(next);
  await next.row('Outage Otto').waitFor();
  await next.start('Outage Otto');
  await expect.poll(() => joinTabs(browser().context).length).toBe(1);
  await next.comeBack();
  const card = await next.openSession(next.sessionOn('Outage Otto'));
  await card.getByText('You joined a session already in progress').waitFor();
  expect((await sessionsOf(cutOff.id)).map(({ state }) => state)).not.toContain('ended');
  expect(await sessionsOf(cutOff.id)).toHaveLength(1);
  expect(errors).toEqual([]);
});
