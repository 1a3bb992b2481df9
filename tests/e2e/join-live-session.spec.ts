import { describe, expect, test } from 'vitest';
import { joinTabs, nextJoinTab } from './support/join-tabs.ts';
import { createSessionElsewhere } from './support/other-client.ts';
import { signature } from './support/request-rounds.ts';
import { changeSessions } from './support/stored-sessions.ts';
import { DANA, openWorld, useWorld } from './support/world.ts';

const world = useWorld({ simulator: { latencyMs: 20 } });

const sessionsOf = async (id: string) =>
  (await world().control.sessions()).filter(({ conversationId }) => conversationId === id);

describe('a conversation whose session is live', () => {
  test('is joined: nothing is created, and the card says so', async () => {
    const conversation = await world().control.addConversation({ customerName: 'Existing Eve' });
    await createSessionElsewhere(world().origin, conversation, DANA.userId);
    const popup = await world().openPopup();
    await popup.row('Existing Eve').waitFor();
    await popup.filter.fill('Existing Eve');
    await expect
      .poll(async () =>
        (await world().control.requests()).some(
          ({ query, status }) => query.includes(conversation.id) && status === 200,
        ),
      )
      .toBe(true);
    const before = (await world().control.requests()).at(-1)?.n ?? 0;
    const opening = nextJoinTab(world().context);
    await popup.filter.press('Enter');
    await (await opening).getByText(DANA.name).first().waitFor();
    await popup.comeBack();
    const card = await popup.openSession(popup.sessionOn('Existing Eve'));
    await card.getByText('You joined a session already in progress').waitFor();
    const after = (await world().control.requests(before)).map(signature);
    expect(after).not.toContain('POST /api/v2/cobrowse/sessions');
    expect(await sessionsOf(conversation.id)).toHaveLength(1);
  });

  test('that appears between look-up and click (409) is joined without a word of conflict', async () => {
    const conversation = await world().control.addConversation({ customerName: 'Racing Raul' });
    const popup = await world().openPopup();
    await popup.row('Racing Raul').waitFor();
    await popup.filter.fill('Racing Raul');
    await expect
      .poll(async () =>
        (await world().control.requests()).some(
          ({ query, status }) => query.includes(conversation.id) && status === 200,
        ),
      )
      .toBe(true);
    await createSessionElsewhere(world().origin, conversation, DANA.userId);
    const opening = nextJoinTab(world().context);
    await popup.filter.press('Enter');
    await opening;
    const creates = (await world().control.requests()).filter(
      ({ method, path, body }) =>
        method === 'POST' &&
        path.endsWith('/cobrowse/sessions') &&
        JSON.stringify(body).includes(conversation.id),
    );
    expect(creates.map(({ status }) => status)).toEqual([201, 409]);
    expect(await sessionsOf(conversation.id)).toHaveLength(1);
    expect(await popup.page.getByRole('alert').count()).toBe(0);
  });

  test('that has control for eight hours says so, and is left at the own limit while it goes on for the others', async () => {
    const conversation = await world().control.addConversation({ customerName: 'Endless Enid' });
    const sessionId = await createSessionElsewhere(world().origin, conversation, DANA.userId, {
      allowRemoteControl: true,
      timeoutInMinutes: 480,
    });
    const popup = await world().openPopup();
    await popup.find('Endless Enid');
    const opening = nextJoinTab(world().context);
    await popup.start('Endless Enid');
    const joinPage = await opening;
    await popup.comeBack();
    const card = await popup.openSession(popup.sessionOn('Endless Enid'));
    await card
      .getByText(
        /This session was started elsewhere with control and runs until .*; you have view-only access until/,
      )
      .waitFor();
    await card
      .getByText(/1[45]:\d\d left/)
      .last()
      .waitFor();

    const closing = joinPage.waitForEvent('close');
    // Simulates that the fifteen minutes are over.
    await changeSessions(world(), { expiresIn: 1_000 });
    await closing;
    // The sessions of earlier tests have ended too, each with a notice.
    const notice = await popup.showNotice('Endless Enid');
    await notice.getByText('your time limit was reached. The session itself runs until').waitFor();
    await card.waitFor({ state: 'hidden' });
    const [session] = await sessionsOf(conversation.id);
    expect([session?.id, session?.state]).toEqual([sessionId, 'active']);
  });

  test('two starts at the same time, from popup and page, make one session and one tab', async () => {
    const { id } = await world().control.addConversation({ customerName: 'Double Dora' });
    const desktop = await world().openDesktop(`#/analytics/interactions/${id}/admin`);
    const popup = await world().openPopup();
    await popup.row('Double Dora').waitFor();
    await popup.filter.fill('Double Dora');
    await popup.selectedRow.filter({ hasText: 'Double Dora' }).waitFor();
    const { x, y } = await desktop.standing(/^Cobrowse/);
    await world().control.addFault({ method: 'POST', path: '/cobrowse/sessions$', delayMs: 700 });
    const opening = nextJoinTab(world().context);
    // The popup's page is in the background: browser keys reach only the page in front.
    const pressEnter = () =>
      popup.filter.evaluate((box) =>
        box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true })),
      );
    await Promise.all([desktop.page.mouse.click(x, y), pressEnter()]);
    await pressEnter();
    await opening;
    await popup.page.getByText('Starting cobrowse').waitFor({ state: 'hidden' });
    const creates = (await world().control.requests()).filter(
      ({ method, path, body }) =>
        method === 'POST' && path.endsWith('/cobrowse/sessions') && JSON.stringify(body).includes(id),
    );
    expect(creates).toHaveLength(1);
    expect(await sessionsOf(id)).toHaveLength(1);
    expect(joinTabs(world().context)).toHaveLength(1);
  });

  test('two windows that press at the same moment are one start', async () => {
    const { id } = await world().control.addConversation({ customerName: 'Windowed Wim' });
    const popups = await Promise.all([world().openPopup(), world().openPopup()]);
    for (const popup of popups) {
      await popup.filter.fill('Windowed Wim');
      await popup.selectedRow.filter({ hasText: 'Windowed Wim' }).waitFor();
    }
    const opening = nextJoinTab(world().context);
    await Promise.all(popups.map((popup) => popup.filter.press('Enter')));
    await opening;
    for (const popup of popups) await popup.page.getByText('Starting cobrowse').waitFor({ state: 'hidden' });
    expect(await sessionsOf(id)).toHaveLength(1);
    expect(joinTabs(world().context)).toHaveLength(1);
  });

  test('two profiles that press at the same moment share one session, and both are in', async () => {
    const { id } = await world().control.addConversation({ customerName: 'Profiled Pia' });
    const other = await openWorld({ beside: world() });
    try {
      const browsers = [world(), other];
      const popups = await Promise.all(browsers.map((one) => one.openPopup()));
      for (const popup of popups) {
        await popup.filter.fill('Profiled Pia');
        await popup.selectedRow.filter({ hasText: 'Profiled Pia' }).waitFor();
      }
      const openings = browsers.map(({ context }) => nextJoinTab(context));
      await Promise.all(popups.map((popup) => popup.filter.press('Enter')));
      for (const opening of openings) await (await opening).getByText(DANA.name).first().waitFor();
      expect(await sessionsOf(id)).toHaveLength(1);
      for (const popup of popups) expect(await popup.page.getByRole('alert').count()).toBe(0);
    } finally {
      await other.close();
    }
  });
});
