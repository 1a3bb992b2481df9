import { describe, expect, test } from 'vitest';
import { BUTTON_HOST } from './support/button-host.ts';
import { joinTabs, nextJoinTab } from './support/join-tabs.ts';
import { aboutConversation, signature, toRounds } from './support/request-rounds.ts';
import { useWorld } from './support/world.ts';

const world = useWorld({ simulator: { latencyMs: 250 } });

const addConversation = (customerName: string) => world().control.addConversation({ customerName });

describe('starting in the Genesys desktop', () => {
  test.each([
    ['current', (id: string) => `#/analytics/interactions/${id}/admin`],
    ['current with a view', (id: string) => `#/analytics/interactions/${id}/admin/details`],
    ['legacy', (id: string) => `#/engage/admin/interactions/${id}`],
  ])('the button of the %s route starts for the conversation in view', async (_form, route) => {
    const { id } = await addConversation('In-page Ines');
    const desktop = await world().openDesktop(route(id));
    const opening = nextJoinTab(world().context);
    await desktop.press(/^Cobrowse/);
    await (await opening).getByText('Dana Whitfield').first().waitFor();
    await desktop.waitForButton(/left|Open/);
    expect(
      (await world().control.sessions()).filter(({ conversationId }) => conversationId === id),
    ).toHaveLength(1);
  });

  test('a press reads who the agent is now beside the look-up, then creates: three round trips', async () => {
    const { id } = await addConversation('Prepared Paul');
    const desktop = await world().openDesktop(`#/analytics/interactions/${id}/admin`);
    await desktop.waitForButton(/^Cobrowse/);
    await expect
      .poll(async () =>
        (await world().control.requests()).some(
          ({ path, query, status }) =>
            path.endsWith('/cobrowse/sessions') && query.includes(id) && status === 200,
        ),
      )
      .toBe(true);
    const before = (await world().control.requests()).at(-1)?.n ?? 0;
    const opening = nextJoinTab(world().context);
    await desktop.press(/^Cobrowse/);
    await (await opening).waitForLoadState();
    const api = aboutConversation(await world().control.requests(before), id);
    // No list is open, so a transfer since the last read would go unnoticed.
    expect(toRounds(api).map((round) => round.map(signature).sort())).toEqual([
      ['GET /api/v2/cobrowse/sessions', 'GET /api/v2/conversations/{id}'],
      ['POST /api/v2/cobrowse/sessions'],
      Array(2).fill('POST /api/v2/cobrowse/sessions/{id}/participants/{id}/tokens'),
    ]);
  });

  test('the button follows the route without a load, and is gone where no conversation is in view', async () => {
    const first = await addConversation('Route One');
    const second = await addConversation('Route Two');
    const desktop = await world().openDesktop(`#/analytics/interactions/${first.id}/admin`);
    await desktop.waitForButton(/^Cobrowse/);
    await desktop.page.evaluate((id) => {
      location.hash = `#/engage/admin/interactions/${id}`;
    }, second.id);
    await desktop.page.getByText('Route Two').first().waitFor();
    const opening = nextJoinTab(world().context);
    await desktop.press(/^Cobrowse/);
    await opening;
    expect((await world().control.sessions()).map(({ conversationId }) => conversationId)).toContain(
      second.id,
    );
    expect((await world().control.sessions()).map(({ conversationId }) => conversationId)).not.toContain(
      first.id,
    );
    await desktop.page.evaluate(() => {
      location.hash = '#/analytics/interactions';
    });
    await expect.poll(() => desktop.buttons()).toEqual([]);
  });

  test('the button comes back each time a busy page re-creates its controls', async () => {
    const { id } = await addConversation('Busy Bruno');
    const desktop = await world().openDesktop(`?busy#/analytics/interactions/${id}/admin`);
    await desktop.waitForButton(/^Cobrowse/);
    for (let times = 0; times < 3; times += 1) {
      const bar = await desktop.page.waitForSelector('[data-qa-id="interaction-controls-primary"]');
      await desktop.page.waitForFunction((old) => !old.isConnected, bar);
      await desktop.waitForButton(/^Cobrowse/);
    }
    expect(await desktop.buttons()).toHaveLength(1);
  });

  test('clicks forged by the page start nothing, and the page cannot look inside', async () => {
    const { id } = await addConversation('Synthetic Sven');
    const desktop = await world().openDesktop(`#/analytics/interactions/${id}/admin`);
    await desktop.waitForButton(/^Cobrowse/);
    const open = await desktop.page.evaluate((selector) => {
      const host = document.querySelector(selector);
      const { left, top, width, height } = host?.getBoundingClientRect() ?? new DOMRect();
      const at = { bubbles: true, composed: true, clientX: left + width / 2, clientY: top + height / 2 };
      for (const type of ['pointerdown', 'mousedown', 'mouseup', 'click'])
        host?.dispatchEvent(new MouseEvent(type, at));
      (host as HTMLElement | null)?.click();
      return host?.shadowRoot === null;
    }, BUTTON_HOST);
    expect(open).toBe(true);
    await desktop.pass(500);
    expect((await world().control.sessions()).some(({ conversationId }) => conversationId === id)).toBe(
      false,
    );
    expect(joinTabs(world().context)).toEqual([]);
  });

  test('progress and an error are shown where the supervisor is looking, with the recovery action', async () => {
    const { id } = await addConversation('Failing Fiona');
    const desktop = await world().openDesktop(`#/analytics/interactions/${id}/admin`);
    await desktop.waitForButton(/^Cobrowse/);
    await world().control.addFault({
      method: 'POST',
      path: '/cobrowse/sessions$',
      status: 403,
      delayMs: 800,
    });
    await desktop.press(/^Cobrowse/);
    await desktop.waitForButton(/Checking|Starting/);
    await desktop.waitForButton(/Try again/);
    expect(await desktop.text()).toContain('Genesys Cloud');
    const opening = nextJoinTab(world().context);
    await desktop.press(/Try again/);
    await opening;
  });

  test('in the agent workspace, whose address has no id, the id on screen is used', async () => {
    const { id } = await addConversation('Workspace Wanda');
    const desktop = await world().openDesktop(`#/interactions/${id}`);
    await desktop.press(/^Cobrowse/).catch(async (error: unknown) => {
      throw new Error(`${String(error)} at ${desktop.page.url()}`);
    });
    await expect
      .poll(async () => (await world().control.sessions()).map(({ conversationId }) => conversationId))
      .toContain(id);
  });

  test('a tab that was open before the sign-in gets its button too', async () => {
    const { id } = await addConversation('Early Erik');
    const settings = await world().openOptions();
    await settings.button('Sign out').click();
    await settings.button('Sign in').waitFor();
    const desktop = await world().openDesktop(`#/analytics/interactions/${id}/admin`);
    await desktop.page.getByText('Early Erik').first().waitFor();
    await settings.page.bringToFront();
    await settings.signInAs('Dana Whitfield');
    await desktop.page.bringToFront();
    await desktop.waitForButton(/^Cobrowse/);
  });
});
