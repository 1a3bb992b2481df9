import { describe, expect, test } from 'vitest';
import { joinTabs, nextJoinTab } from './support/join-tabs.ts';
import { aboutConversation, signature, toRounds } from './support/request-rounds.ts';
import { DANA, useWorld } from './support/world.ts';

// With latency, parallel requests overlap in the log, and sequential ones do not.
const world = useWorld({ simulator: { latencyMs: 250 } });

async function addConversation(customerName: string) {
  const conversation = await world().control.addConversation({ customerName });
  const agent = conversation.participants.findLast(({ role }) => role === 'agent');
  if (!agent?.userId) throw new Error('The simulator made a conversation without an agent.');
  return { id: conversation.id, agentId: agent.userId, agentName: String(agent.name) };
}

describe('starting from the popup', () => {
  test('Enter on a row opens the join page, and both people have a link that lets them in', async () => {
    const { id, agentId, agentName } = await addConversation('Popup Patricia');
    const popup = await world().openPopup();
    const opening = nextJoinTab(world().context);
    await popup.start('Popup Patricia');
    const joinPage = await opening;
    await joinPage.getByText(DANA.name).first().waitFor();

    await world().context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await popup.comeBack();
    const card = await popup.openSession(popup.session(agentName));
    await card.getByRole('button', { name: 'Copy join link' }).click();
    await card.getByText('Copied').first().waitFor();
    const agentLink = await popup.page.evaluate(() => navigator.clipboard.readText());
    expect(new URL(agentLink).origin).toBe(world().origin);
    expect((await fetch(joinPage.url())).status).toBe(200);
    expect((await fetch(agentLink)).status).toBe(200);
    expect(agentLink).not.toBe(joinPage.url());

    const [session, ...others] = (await world().control.sessions()).filter(
      ({ conversationId }) => conversationId === id,
    );
    expect(others).toEqual([]);
    expect(session?.settings).toEqual({ allowRemoteControl: false, timeoutInMinutes: 15 });
    expect(session?.participants.map(({ userId, role }) => [userId, role])).toEqual([
      [agentId, 'agent'],
      [DANA.userId, 'supervisor'],
    ]);
    expect(new Set(session?.joins.map(({ userId }) => userId))).toEqual(new Set([agentId, DANA.userId]));
  });

  test('after the click the tab opens within two round trips: create, then both join tokens', async () => {
    const { id } = await addConversation('Roundtrip Rosa');
    const popup = await world().openPopup();
    await popup.row('Roundtrip Rosa').waitFor();
    await popup.filter.fill('Roundtrip Rosa');
    // The selected row is prefetched; click when that is done, as a user does.
    await expect
      .poll(
        async () =>
          (await world().control.requests()).filter(
            ({ path, query, status }) =>
              path.endsWith('/cobrowse/sessions') && query.includes(id) && status === 200,
          ).length,
      )
      .toBeGreaterThan(0);
    const before = (await world().control.requests()).at(-1)?.n ?? 0;
    const opening = nextJoinTab(world().context);
    await popup.filter.press('Enter');
    await (await opening).waitForLoadState();
    const api = aboutConversation(await world().control.requests(before), id);
    expect(toRounds(api).map((round) => round.map(signature).sort())).toEqual([
      ['POST /api/v2/cobrowse/sessions'],
      [
        'POST /api/v2/cobrowse/sessions/{id}/participants/{id}/tokens',
        'POST /api/v2/cobrowse/sessions/{id}/participants/{id}/tokens',
      ],
    ]);
  });

  test('a click that outruns the look-up still takes two round trips: look-up and create travel together', async () => {
    const { id } = await addConversation('Hasty Hanna');
    const popup = await world().openPopup();
    const row = popup.row('Hasty Hanna');
    await row.waitFor();
    await popup.listed();
    const before = (await world().control.requests()).at(-1)?.n ?? 0;
    const opening = nextJoinTab(world().context);
    await row.dblclick();
    await (await opening).waitForLoadState();
    const api = aboutConversation(await world().control.requests(before), id);
    const untilTokens = toRounds(api);
    expect(untilTokens.length).toBeLessThanOrEqual(2);
    expect(untilTokens[0]?.map(signature)).toContain('POST /api/v2/cobrowse/sessions');
    expect(untilTokens[0]?.map(signature)).toContain('GET /api/v2/cobrowse/sessions');
  });

  test('the choices of this start reach the service: control allowed, 30 minutes', async () => {
    const { id, agentName } = await addConversation('Controlled Carl');
    const popup = await world().openPopup();
    await popup.row('Controlled Carl').waitFor();
    await popup.openOptions();
    await popup.page.getByRole('radio', { name: 'With control' }).check({ force: true });
    await popup.page.getByRole('combobox', { name: /time limit/i }).selectOption('30');
    const opening = nextJoinTab(world().context);
    await popup.start('Controlled Carl');
    await opening;
    const session = (await world().control.sessions()).find(({ conversationId }) => conversationId === id);
    expect(session?.settings).toEqual({ allowRemoteControl: true, timeoutInMinutes: 30 });
    const card = await popup.openSession(popup.session(agentName));
    await card.getByText('Control allowed').waitFor();
    // The next popup is view-only again: control is chosen each time.
    const next = await world().openPopup();
    await next.openOptions();
    expect(await next.page.getByRole('radio', { name: 'View only' }).isChecked()).toBe(true);
  });

  test('progress is shown step by step while the start runs', async () => {
    await addConversation('Slow Sergio');
    await world().control.addFault({ method: 'POST', path: '/cobrowse/sessions$', delayMs: 1_500 });
    const popup = await world().openPopup();
    const opening = nextJoinTab(world().context);
    await popup.start('Slow Sergio');
    const progress = popup.page.locator('.start-running');
    await progress.waitFor();
    for (const step of ['Checking', 'Starting', 'Preparing links', 'Opening'])
      await progress.getByText(step, { exact: true }).waitFor();
    await opening;
    await progress.waitFor({ state: 'hidden' });
  });

  test('a popup that is closed in the middle of a start loses nothing', async () => {
    const { id, agentName } = await addConversation('Closed Clara');
    await world().control.addFault({ method: 'POST', path: '/cobrowse/sessions$', delayMs: 1_000 });
    const popup = await world().openPopup();
    const opening = nextJoinTab(world().context);
    await popup.start('Closed Clara');
    await popup.page.locator('.start-running').filter({ hasText: 'Closed Clara' }).waitFor();
    await popup.page.close();
    await opening;
    expect(
      (await world().control.sessions()).filter(({ conversationId }) => conversationId === id),
    ).toHaveLength(1);
    const next = await world().openPopup();
    await next.reveal(next.session(agentName));
  });

  test('ending from the card ends it for everybody and closes the join page', async () => {
    const { id } = await addConversation('Ending Emil');
    const popup = await world().openPopup();
    const opening = nextJoinTab(world().context);
    await popup.start('Ending Emil');
    const tab = await opening;
    await popup.comeBack();
    const card = await popup.reveal(popup.sessionOn('Ending Emil'));
    const closing = tab.waitForEvent('close');
    await card.getByRole('button', { name: 'End', exact: true }).click();
    // The page at once, the session when its end can no longer be undone.
    await closing;
    await card.waitFor({ state: 'hidden' });
    const session = (await world().control.sessions()).find(({ conversationId }) => conversationId === id);
    expect(session?.state).toBe('ended');
  });

  test('Open on the card brings the join page to the front, or opens it again with a fresh link', async () => {
    await addConversation('Rejoin Rita');
    const popup = await world().openPopup();
    const opening = nextJoinTab(world().context);
    await popup.start('Rejoin Rita');
    const tab = await opening;
    await popup.comeBack();
    const card = await popup.reveal(popup.sessionOn('Rejoin Rita'));
    await card.getByRole('button', { name: 'Open', exact: true }).click();
    await expect.poll(() => joinTabs(world().context).length).toBe(1);
    const firstLink = tab.url();
    await tab.close();
    await popup.comeBack();
    const reopening = nextJoinTab(world().context);
    await card.getByRole('button', { name: 'Open', exact: true }).click();
    const again = await reopening;
    expect(again.url()).not.toBe(firstLink);
    await again.getByText(DANA.name).first().waitFor();
  });
});
