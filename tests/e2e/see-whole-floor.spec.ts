import { describe, expect, test } from 'vitest';
import { nextJoinTab } from './support/join-tabs.ts';
import { aboutConversation, signature, toRounds } from './support/request-rounds.ts';
import { DANA, useWorld } from './support/world.ts';

const QUEUES = 'analytics:queueObservation:view';
const AGENTS = 'analytics:agentState:view';
const SEARCH = 'analytics:conversationDetail:view';

describe('as on the platform, where a supervisor is in no conversation', () => {
  const world = useWorld({
    simulator: {
      conversations: 60,
      agents: 14,
      conversationsVisible: 'own',
      analyticsLagMs: 0,
      latencyMs: 150,
    },
  });

  /** Opens the popup and waits until the list was read. */
  async function openList() {
    const popup = await world().openPopup();
    await popup.rows.first().waitFor();
    await popup.listed();
    return popup;
  }

  /** The stored rows. */
  async function floor() {
    return await world()
      .worker()
      .evaluate(async () =>
        Object.entries(await chrome.storage.session.get(null))
          .filter(([key]) => key.startsWith('floor-rows/'))
          .flatMap(([, rows]) => rows as { id: string; queueName: string | null; agent: object | null }[]),
      );
  }

  test('the whole floor is listed: each conversation once, with the names of agents and queues', async () => {
    await openList();
    await expect.poll(async () => (await floor()).length).toBe(60);
    const rows = await floor();
    expect(new Set(rows.map(({ id }) => id)).size).toBe(60);
    await expect
      .poll(
        async () => (await floor()).filter(({ agent }) => agent && !('name' in agent && agent.name)).length,
      )
      .toBe(0);
    expect((await floor()).filter(({ queueName }) => queueName !== null).length).toBeGreaterThan(40);
  });

  test('names are asked for at most a hundred at a time, and once', async () => {
    await openList();
    await expect.poll(async () => (await floor()).length).toBe(60);
    const since = (await world().control.requests()).at(-1)?.n ?? 0;
    const popup = await openList();
    await popup.button('Refresh').click();
    await popup.listed();
    const requests = await world().control.requests(since);
    expect(requests.filter(({ path }) => path.endsWith('/users') || path.endsWith('/queues'))).toEqual([]);
  });

  test('a source that is not permitted is left out and named once; the others tell what they know', async () => {
    await world().control.changePermissions(DANA.userId, { remove: [QUEUES] });
    const popup = await openList();
    const note = await popup.showNotice(QUEUES);
    expect(await note.count()).toBe(1);
    expect(await popup.rows.count()).toBeGreaterThan(5);
    await world().control.changePermissions(DANA.userId, { add: [QUEUES] });
    await popup.button('Refresh').click();
    await note.waitFor({ state: 'hidden' });
  });

  test('with no permission at all the list is empty, and the page does not claim that there is nothing', async () => {
    await world()
      .worker()
      .evaluate(async () => {
        const stored = await chrome.storage.session.get(null);
        const floorKeys = Object.keys(stored).filter((key) => key.startsWith('floor'));
        await chrome.storage.session.remove(floorKeys);
      });
    await world().control.changePermissions(DANA.userId, { remove: [QUEUES, AGENTS, SEARCH] });
    const popup = await world().openPopup();
    await popup.page.getByText('No active conversations').waitFor();
    for (const permission of [QUEUES, AGENTS]) await popup.page.getByText(permission).first().waitFor();
    await world().control.changePermissions(DANA.userId, { add: [QUEUES, AGENTS, SEARCH] });
    await popup.button('Refresh').click();
    await popup.rows.first().waitFor();
  });

  test('a row that analytics told of is completed when it is selected, so that a start is two round trips', async () => {
    const { id } = await world().control.addConversation({ customerName: 'Thorsten Thin', queue: 'Billing' });
    const popup = await openList();
    const since = (await world().control.requests()).at(-1)?.n ?? 0;
    await popup.filter.fill('Thorsten Thin');
    await popup.selectedRow.filter({ hasText: 'Thorsten Thin' }).waitFor();
    const prepared = async () =>
      aboutConversation(await world().control.requests(since), id)
        .filter(({ status }) => status !== null)
        .map(signature);
    await expect
      .poll(prepared)
      .toEqual(expect.arrayContaining(['GET /api/v2/conversations/{id}', 'GET /api/v2/cobrowse/sessions']));
    const before = (await world().control.requests()).at(-1)?.n ?? 0;
    const opening = nextJoinTab(world().context);
    await popup.filter.press('Enter');
    await (await opening).waitForLoadState();
    const rounds = toRounds(aboutConversation(await world().control.requests(before), id));
    expect(rounds.length).toBeLessThanOrEqual(2);
    expect(rounds[0]?.map(signature)).toEqual(['POST /api/v2/cobrowse/sessions']);
  });

  test('current watchers of a conversation are shown on its row', async () => {
    const { id } = await world().control.addConversation({
      customerName: 'Observed Olivia',
      queue: 'Claims',
    });
    await world().control.monitorConversation(id, 'aaaaaaaa-0000-4000-8000-000000000002');
    const popup = await openList();
    await popup.filter.fill('Observed Olivia');
    await popup.page.getByTitle('Femi Okoro is monitoring').waitFor();
  });
});
