import { describe, expect, test } from 'vitest';
import { nextJoinTab } from './support/join-tabs.ts';
import { DANA, useWorld, type World } from './support/world.ts';

const agentId = (number: number) => `bbbbbbbb-0000-4000-8000-${String(number).padStart(12, '0')}`;
const [A, B, C] = [agentId(1), agentId(2), agentId(3)];

/** A conversation of agent A, and the names of the agents. */
async function conversationOfA(world: World, customerName: string) {
  const { id } = await world.control.addConversation({ customerName, queue: 'Billing', agentIds: [A] });
  return { id, a: await nameOf(world, A), b: await nameOf(world, B), c: await nameOf(world, C) };
}

const names = new Map<string, string>();

/** Finds an agent by name, through one of their conversations. */
async function nameOf({ control }: World, userId: string): Promise<string> {
  const known = names.get(userId);
  if (known) return known;
  const { id, participants } = await control.addConversation({ agentIds: [userId] });
  await control.endConversation(id);
  const name = participants.find((participant) => participant.userId === userId)?.name ?? '';
  names.set(userId, name);
  return name;
}

/** Agents of all sessions that a conversation ever had, oldest first, with the state of each. */
async function sessionsOf({ control }: World, conversationId: string) {
  return (await control.sessions())
    .filter((session) => session.conversationId === conversationId)
    .map(({ participants, state }) => ({
      agent: participants.find(({ role }) => role === 'agent')?.userId,
      over: state === 'ended',
    }));
}

const lookUpsOf = async ({ control }: World, id: string) =>
  (await control.requests()).filter(
    ({ path, query, status }) => path.endsWith('/cobrowse/sessions') && query.includes(id) && status === 200,
  ).length;

describe('a conversation that is transferred after it was viewed', () => {
  const world = useWorld();

  test('is started from the popup with its current agent', async () => {
    const { id, b } = await conversationOfA(world(), 'Moved Mona');
    const popup = await world().openPopup();
    await popup.live();
    await popup.find('Moved Mona');
    await expect.poll(() => lookUpsOf(world(), id)).toBeGreaterThan(0);
    await popup.page.waitForTimeout(1_000);
    await world().control.transferConversation(id, B);
    await popup.row('Moved Mona').filter({ hasText: b }).waitFor();
    const opening = nextJoinTab(world().context);
    await popup.filter.press('Enter');
    await opening;
    expect(await sessionsOf(world(), id)).toEqual([{ agent: B, over: false }]);
  });

  test('is started with its current agent even if the press comes before any event', async () => {
    const { id } = await conversationOfA(world(), 'Rushed Rudi');
    const popup = await world().openPopup();
    await popup.find('Rushed Rudi');
    await expect.poll(() => lookUpsOf(world(), id)).toBeGreaterThan(0);
    // There are no live updates.
    await world()
      .worker()
      .evaluate(() => chrome.storage.session.set({ 'floor-live': false }));
    await popup.page.waitForTimeout(1_000);
    await world().control.transferConversation(id, B);
    const opening = nextJoinTab(world().context);
    await popup.filter.press('Enter');
    await opening;
    expect(await sessionsOf(world(), id)).toEqual([{ agent: B, over: false }]);
  });

  test.each([5, 15, 25])(
    'is started in the desktop %d seconds later with its current agent',
    async (seconds) => {
      const { id } = await conversationOfA(world(), `Desktop Doris ${seconds}`);
      const desktop = await world().openDesktop(`#/analytics/interactions/${id}/admin`);
      await desktop.waitForButton(/^Cobrowse/);
      await expect.poll(() => lookUpsOf(world(), id)).toBeGreaterThan(0);
      await desktop.page.waitForTimeout(1_000);
      await world().control.transferConversation(id, B);
      await desktop.page.waitForTimeout((seconds - 1) * 1_000);
      await desktop.press(/^Cobrowse/);
      // The button named the previous agent: nothing starts with another one until it shows their
      // name.
      await expect.poll(() => desktop.text()).toContain('Another agent has this conversation now.');
      expect(await sessionsOf(world(), id)).toEqual([]);
      const opening = nextJoinTab(world().context);
      await desktop.press(/^Cobrowse/);
      await opening;
      expect(await sessionsOf(world(), id)).toEqual([{ agent: B, over: false }]);
    },
  );
});

describe('a session that is live when its conversation is transferred', () => {
  const world = useWorld();

  test('says so on its card, invites nobody, and one press ends it and starts with the other', async () => {
    const { id, a, b } = await conversationOfA(world(), 'Handed Hanna');
    const popup = await world().openPopup();
    await popup.live();
    const opening = nextJoinTab(world().context);
    await popup.start('Handed Hanna');
    await opening;
    await popup.comeBack();
    const card = await popup.reveal(popup.sessionOn('Handed Hanna'));
    await card.getByRole('button', { name: 'Invite agent' }).waitFor();
    await world().control.transferConversation(id, B);
    const notice = popup.waiting(`${a} has left; ${b} has the conversation now.`);
    await notice.waitFor();
    await popup.openSession(card);
    for (const name of ['Invite agent', 'Copy invitation', 'Copy join link'])
      expect(await card.getByRole('button', { name }).count()).toBe(0);
    const again = nextJoinTab(world().context);
    await popup.closeOverlays();
    await notice.getByRole('button', { name: `End and start with ${b}` }).click();
    await again;
    await popup.comeBack();
    const next = await popup.openSession(popup.session(b).filter({ hasText: 'Handed Hanna' }));
    await next.getByText('View only').waitFor();
    await popup.closeOverlays();
    expect(await sessionsOf(world(), id)).toEqual([
      { agent: A, over: true },
      { agent: B, over: false },
    ]);
    expect(await world().control.chats()).toEqual([]);
  });

  test('says so in the desktop too, where no list is open', async () => {
    const { id, a, b } = await conversationOfA(world(), 'Paged Paula');
    const desktop = await world().openDesktop(`#/analytics/interactions/${id}/admin`);
    const opening = nextJoinTab(world().context);
    await desktop.press(/^Cobrowse/);
    await opening;
    await desktop.waitForButton(/Open/);
    await world().control.transferConversation(id, B);
    // Returning to the page checks it again.
    await desktop.page.bringToFront();
    await expect
      .poll(() => desktop.text(), { timeout: 30_000 })
      .toContain(`${a} has left; ${b} has the conversation now.`);
    const again = nextJoinTab(world().context);
    await desktop.press(/^End and start with/);
    await again;
    await expect
      .poll(() => sessionsOf(world(), id))
      .toEqual([
        { agent: A, over: true },
        { agent: B, over: false },
      ]);
  });

  test('gives no link to an agent who has left, even if the card does not show that yet', async () => {
    const { id } = await conversationOfA(world(), 'Silent Silke');
    const popup = await world().openPopup();
    const opening = nextJoinTab(world().context);
    await popup.start('Silent Silke');
    await opening;
    await popup.comeBack();
    const card = await popup.reveal(popup.sessionOn('Silent Silke'));
    await popup.page.waitForTimeout(1_500);
    await world()
      .worker()
      .evaluate(() => chrome.storage.session.set({ 'floor-live': false }));
    await world().control.closeChannels('forget');
    await world().control.transferConversation(id, B);
    await card.getByRole('button', { name: 'Invite agent' }).click();
    await popup.page.getByText('has left').first().waitFor();
    expect(await world().control.chats()).toEqual([]);
  });
});

describe('colleagues and watchers', () => {
  const world = useWorld();

  test.each(['consult', 'conference'] as const)(
    'who is called in (%s) is shown beside the agent, is found by name, and has no session',
    async (how) => {
      const { id, a, b } = await conversationOfA(world(), `Called Carla ${how}`);
      await world().control.callIn(id, B, how);
      const popup = await world().openPopup();
      await popup.filter.fill(`Called Carla ${how}`);
      const row = popup.row(`Called Carla ${how}`);
      await row.filter({ hasText: a }).filter({ hasText: b }).waitFor();
      await popup.filter.fill(`${b} carla ${how}`);
      await row.waitFor();
      const opening = nextJoinTab(world().context);
      await popup.start(`Called Carla ${how}`);
      await opening;
      expect(await sessionsOf(world(), id)).toEqual([{ agent: A, over: false }]);
    },
  );

  test.each(['monitor', 'coach', 'barge', 'screen', 'cobrowse'] as const)(
    'who only watches (%s) is not the agent, and keeps no conversation alive',
    async (how) => {
      const { id, a, c } = await conversationOfA(world(), `Watched Willi ${how}`);
      await world().control.watchConversation(id, C, how);
      const popup = await world().openPopup();
      await popup.filter.fill(`Watched Willi ${how}`);
      const row = popup.row(`Watched Willi ${how}`);
      await row.filter({ hasText: a }).waitFor();
      expect(await row.locator('.row-agent').textContent()).not.toContain(c);
      // Only the next refresh detects an end that came before the channel was open.
      await popup.live();
      await world().control.endConversation(id);
      await row.waitFor({ state: 'hidden' });
    },
  );

  test('the user’s own conversation is marked as such before the press, in list and desktop', async () => {
    const { id } = await world().control.addConversation({
      customerName: 'Own Olaf',
      queue: 'Billing',
      agentIds: [DANA.userId],
    });
    const popup = await world().openPopup();
    await popup.find('Own Olaf');
    await popup.row('Own Olaf').getByText('Yours').waitFor();
    await popup.filter.press('Enter');
    await popup.page.getByText('This is your own conversation.').first().waitFor();
    const desktop = await world().openDesktop(`#/analytics/interactions/${id}/admin`);
    await expect.poll(() => desktop.text(), { timeout: 10_000 }).toContain('Your own conversation');
    expect(await desktop.buttons()).toEqual([]);
    expect(await sessionsOf(world(), id)).toEqual([]);
  });
});

describe('a conversation that is opened again', () => {
  const world = useWorld();

  test('comes back into the list', async () => {
    const { id, b } = await conversationOfA(world(), 'Again Agnes');
    const popup = await world().openPopup();
    await popup.live();
    const row = popup.row('Again Agnes');
    await row.waitFor();
    await world().control.endConversation(id);
    await row.waitFor({ state: 'hidden' });
    await popup.page.waitForTimeout(2_000);
    await world().control.reopenConversation(id, B);
    await row.filter({ hasText: b }).waitFor();
  });
});

describe('a channel whose subscriptions are gone', () => {
  const world = useWorld();

  test('is replaced, and changes arrive again', async () => {
    const popup = await world().openPopup();
    await popup.live();
    const before = (await world().control.channels()).map(({ number }) => number);
    await world().control.closeChannels('forget');
    await popup.page.close();
    // As if eleven minutes had passed: then the subscriptions of the channel are checked.
    await world()
      .worker()
      .evaluate(async () => {
        const key = 'notification-channel';
        const { [key]: channel } = (await chrome.storage.session.get(key)) as Record<
          string,
          { subscribedAt: number }
        >;
        if (!channel) return;
        channel.subscribedAt -= 11 * 60_000;
        await chrome.storage.session.set({ [key]: channel });
        // The checks after the sign-in have used up the list's budget for this minute.
        await chrome.storage.session.remove('request-times');
      });
    const next = await world().openPopup();
    await next.live();
    await expect
      .poll(
        async () =>
          (await world().control.channels()).some(
            ({ number, connected, topicCount }) => !before.includes(number) && connected && topicCount > 0,
          ),
        { timeout: 10_000 },
      )
      .toBe(true);
    const { id } = await conversationOfA(world(), 'After Alma');
    await next.row('After Alma').waitFor();
    await world().control.endConversation(id);
    await next.row('After Alma').waitFor({ state: 'hidden' });
  });
});
