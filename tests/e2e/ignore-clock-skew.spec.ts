import { describe, expect, test } from 'vitest';
import { joinTabs, nextJoinTab } from './support/join-tabs.ts';
import { signature } from './support/request-rounds.ts';
import { DANA, useWorld } from './support/world.ts';

const MINUTES_S = 60;

describe.each([10, -10])('a server whose clock is %i minutes ahead', (minutes) => {
  const world = useWorld({ simulator: { clockSkewS: minutes * MINUTES_S } });

  test('can start as usual: both people are in, and nothing counts as expired', async () => {
    const { control, context, openPopup } = world();
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const customer = 'Skewed Skyler';
    const { id } = await control.addConversation({ customerName: customer });
    const popup = await openPopup();
    const opening = nextJoinTab(context);
    await popup.start(customer);
    await (await opening).getByText(DANA.name).first().waitFor();
    await popup.comeBack();

    const card = await popup.openSession(popup.sessionOn(customer));
    await card
      .getByText(/^14:\d\d left/)
      .last()
      .waitFor();

    const before = (await control.requests()).at(-1)?.n ?? 0;
    await card.getByRole('button', { name: 'Copy join link' }).click();
    await card.getByText('Copied').first().waitFor();
    const agentLink = await popup.page.evaluate(() => navigator.clipboard.readText());
    expect((await fetch(agentLink)).status).toBe(200);
    // The link from the start is still fresh: no other is requested.
    const after = (await control.requests(before)).map(signature);
    expect(after.filter((each) => each.endsWith('/tokens'))).toEqual([]);
    const [session] = (await control.sessions()).filter((one) => one.conversationId === id);
    expect(session?.tokens).toHaveLength(2);

    // Later checks use the same clock.
    const next = await openPopup();
    const again = next.page.getByRole('article').filter({ hasText: customer });
    await again.getByText(/^14:\d\d left/).waitFor();
    await next.row(customer).waitFor();
    expect(await again.count()).toBe(1);
    expect(await next.page.getByRole('alert').count()).toBe(0);
    expect(joinTabs(context)).toHaveLength(1);
  });

  test('that asks to wait until a time by its own clock is waited for that long', async () => {
    const { control, context, openPopup } = world();
    const customer = 'Patient Pat';
    await control.addConversation({ customerName: customer });
    const popup = await openPopup();
    await popup.row(customer).waitFor();
    const until = new Date(Date.now() + minutes * MINUTES_S * 1000 + 6_000).toUTCString();
    await control.addFault({
      method: 'POST',
      path: '/cobrowse/sessions$',
      status: 429,
      headers: { 'Retry-After': until },
    });
    await popup.start(customer);
    const opening = nextJoinTab(context);
    await popup
      .waiting('Too many requests to Genesys Cloud')
      .getByText(/Retrying in \d s/)
      .waitFor();
    await opening;
  });
});
