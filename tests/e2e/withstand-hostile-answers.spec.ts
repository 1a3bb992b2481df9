import { describe, expect, test } from 'vitest';
import { ALWAYS, type Fault } from '../simulator/faults.ts';
import { joinTabs } from './support/join-tabs.ts';
import type { PopupPage } from './support/popup-page.ts';
import { workerHeap } from './support/worker-heap.ts';
import { useWorld } from './support/world.ts';

/**
 * A server that answers too much, too long, too slowly or in shapes that are meant to hurt. The
 * extension stays usable, says what is wrong, and keeps little of it.
 */
const world = useWorld({
  simulator: { conversations: 8, agents: 6, conversationsVisible: 'own', analyticsLagMs: 0 },
});

const OWN = '/api/v2/conversations\\?';
const TOO_LARGE = 'The response from Genesys Cloud is too large.';
/** What the worker may hold after an attack, in bytes; one endless answer took 1.6 GB of it. */
const MAX_HEAP = 60_000_000;

const always = (fault: Fault) => world().control.addFault({ times: ALWAYS, ...fault });
const sentTo = async (pattern: RegExp) =>
  (await world().control.requests()).filter(({ method, path }) => pattern.test(`${method} ${path}`));
const heap = () => workerHeap(world());

/** The worker answers, and soon. */
async function expectResponsive(popup: PopupPage) {
  const begun = performance.now();
  const answer = await popup.page.evaluate(() =>
    chrome.runtime.sendMessage({
      id: 1,
      type: 'get-redirect-uri',
      data: { environment: { kind: 'region', region: 'eu_west_1' } },
      timestamp: Date.now(),
    }),
  );
  expect(answer).toMatchObject({ res: { ok: true } });
  expect(performance.now() - begun).toBeLessThan(5_000);
}

/** Nobody has read the list yet, and no name is known. */
async function forgetList() {
  await world()
    .worker()
    .evaluate(async () => {
      const stored = Object.keys(await chrome.storage.session.get());
      const ofFloor = stored.filter((key) =>
        /^(floor-|names|gone|search-page|snapshot|first-screen)/.test(key),
      );
      await chrome.storage.session.remove(ofFloor);
    });
}

describe('an endless answer', () => {
  test('from one source of the list is cut: the others are listed, and it is not asked for again', async () => {
    await forgetList();
    await always({ path: OWN, endless: true });
    const popup = await world().openPopup();
    await popup.listed();
    await expect.poll(() => popup.rows.count()).toBeGreaterThan(0);
    await popup.page.locator('.list-status-partial').first().waitFor();
    expect(await sentTo(/^GET \/api\/v2\/conversations$/)).toHaveLength(2);
    await expectResponsive(popup);
    expect(await heap()).toBeLessThan(MAX_HEAP);
  });

  test('from every source is cut, and the list says why there is none', async () => {
    await forgetList();
    await always({ path: '/api/v2/(conversations\\?|analytics/)', endless: true });
    const popup = await world().openPopup();
    await popup.page.getByText(TOO_LARGE).first().waitFor();
    await expectResponsive(popup);
    expect(await heap()).toBeLessThan(MAX_HEAP);
  });

  test('to a create is cut and never sent again; the session that was made is found', async () => {
    const { id } = await world().control.addConversation({ customerName: 'Endless Enno' });
    await always({ method: 'POST', path: '/cobrowse/sessions$', endless: true });
    const popup = await world().openPopup();
    const before = (await sentTo(/^POST \/api\/v2\/cobrowse\/sessions$/)).length;
    await popup.start('Endless Enno');
    // Nobody knows whether there is one: it is looked for, and joined.
    await expect.poll(() => joinTabs(world().context).length).toBe(1);
    expect((await sentTo(/^POST \/api\/v2\/cobrowse\/sessions$/)).length).toBe(before + 1);
    const made = (await world().control.sessions()).filter(({ conversationId }) => conversationId === id);
    expect(made).toHaveLength(1);
    expect(await heap()).toBeLessThan(MAX_HEAP);
  });

  test('to a join token is cut and said to be too large', async () => {
    await world().control.addConversation({ customerName: 'Token Tilda' });
    await always({ method: 'POST', path: '/participants/[^/]+/tokens$', endless: true });
    const popup = await world().openPopup();
    await popup.start('Token Tilda');
    await popup.page.getByText(TOO_LARGE).first().waitFor();
    expect(joinTabs(world().context)).toEqual([]);
  });

  test('to the renewal of a token is cut, and the worker goes on', async () => {
    await always({ path: '/oauth/token', endless: true });
    await world().control.revokeTokens();
    const popup = await world().openPopup();
    await popup.page.getByText(TOO_LARGE).first().waitFor();
    await expectResponsive(popup);
    expect(await heap()).toBeLessThan(MAX_HEAP);
    await world().control.clearFaults();
    await popup.page.reload();
    await popup.listed();
  });
});

test('a slowly dripping answer is aborted at its time limit: the list appears without it', async () => {
  await forgetList();
  await always({ path: OWN, dripMs: 300 });
  const popup = await world().openPopup();
  // Two attempts of ten seconds.
  await popup.freshness.getByText(/^(Updated|Live)/).waitFor();
  await expect.poll(() => popup.rows.count()).toBeGreaterThan(0);
  await popup.page.locator('.list-status-partial').first().waitFor();
});

describe('an answer of a hostile shape', () => {
  const ID = '0b7c3f1e-9a2d-4c5b-8e6f-1a2b3c4d5e6f';
  const customer = { purpose: 'customer', name: 'Crowded Carla' };
  const agent = {
    purpose: 'agent',
    name: 'Aiko Alone',
    userId: 'bbbbbbbb-0000-4000-8000-000000000001',
    calls: [{ state: 'connected' }],
  };
  const own = (body: unknown) => always({ path: OWN, body });

  test('a hundred thousand participants in one conversation: its row names customer and agent', async () => {
    await forgetList();
    const many = Array.from({ length: 100_000 }, () => ({ purpose: 'acd' }));
    await own({ entities: [{ id: ID, participants: [customer, ...many, agent] }] });
    const popup = await world().openPopup();
    await popup.row('Crowded Carla').filter({ hasText: 'Aiko Alone' }).waitFor();
    await expectResponsive(popup);
    expect(await heap()).toBeLessThan(MAX_HEAP);
  });

  test('a hundred thousand legs in one conversation: its row is there', async () => {
    await forgetList();
    const calls = Array.from({ length: 100_000 }, () => ({ state: 'connected' }));
    await own({ entities: [{ id: ID, participants: [customer, { ...agent, calls }] }] });
    const popup = await world().openPopup();
    await popup.row('Crowded Carla').waitFor();
    await expectResponsive(popup);
  });

  test('a hundred thousand conversations: what is kept fits, and the list says that more exist', async () => {
    await forgetList();
    const entities = Array.from({ length: 100_000 }, (_, number) => ({ id: `conversation-${number}` }));
    await own({ entities });
    const popup = await world().openPopup();
    await popup.listed();
    await expectResponsive(popup);
    const bytes = await popup.page.evaluate(() => chrome.storage.session.getBytesInUse(null));
    expect(bytes).toBeLessThan(9_000_000);
    await popup.page.getByText('more exist').waitFor();
    await forgetList();
  });

  test.each([
    ['nested a million deep', `{"entities":[${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}]}`],
    [
      'of a million fields',
      `{"entities":[],${Array.from({ length: 600_000 }, (_, at) => `"${at}":0`).join()}}`,
    ],
    ['of two million empty lists', `{"entities":[${'[],'.repeat(2_000_000)}0]}`],
    [
      'of one text of seven megabytes',
      JSON.stringify({ entities: [{ id: ID, startTime: 'x'.repeat(7_000_000) }] }),
    ],
    [
      'with names of every object',
      `{"entities":[{"id":"__proto__"},{"id":"constructor"}],"__proto__":{"x":1}}`,
    ],
  ])('%s: the other sources are listed and the worker answers', async (_what, body) => {
    await forgetList();
    await own(body);
    const popup = await world().openPopup();
    await popup.listed();
    await expect.poll(() => popup.rows.count()).toBeGreaterThan(0);
    await expectResponsive(popup);
    expect(await heap()).toBeLessThan(MAX_HEAP);
  });
});

describe('a socket', () => {
  const change = (number: number) =>
    JSON.stringify({
      topicName: 'v2.users.bbbbbbbb-0000-4000-8000-000000000001.conversations',
      version: '2',
      eventBody: { id: `flood-${number}`, participants: [] },
    });
  const connected = async () => (await world().control.channels()).filter((channel) => channel.connected);
  const listings = async () => (await sentTo(/^POST \/api\/v2\/analytics\//)).length;

  async function openLive(): Promise<PopupPage> {
    const popup = await world().openPopup();
    await popup.live();
    return popup;
  }
  const pageHeap = (popup: PopupPage) =>
    popup.page.evaluate(
      () => (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize,
    );

  test('that floods for a moment causes a re-read of the list, and stays open', async () => {
    const popup = await openLive();
    const before = await listings();
    await world().control.sendToChannels({ text: change(1), times: 15_000 });
    await expect.poll(listings).toBeGreaterThan(before);
    await expectResponsive(popup);
    expect(await connected()).toHaveLength(1);
    const { id } = await world().control.addConversation({ customerName: 'After Agnes' });
    await popup.row('After Agnes').waitFor();
    await world().control.endConversation(id);
  });

  test('that keeps flooding, 10,000 frames a second, is closed; the list continues by polling', async () => {
    const popup = await openLive();
    await world().control.sendToChannels({ text: change(2), times: 80_000, perSecond: 10_000 });
    await expect.poll(async () => (await connected()).length).toBe(0);
    await popup.freshness.getByText(/^Updated/).waitFor();
    await expectResponsive(popup);
    expect(await heap()).toBeLessThan(MAX_HEAP);
    expect(await pageHeap(popup)).toBeLessThan(150_000_000);
  });

  test.each([
    ['frames of three megabytes', 'x'.repeat(3_000_000)],
    ['frames nested half a million deep', `{"topicName":"v2","eventBody":${'['.repeat(500_000)}`],
  ])('that brings %s again and again is closed; the list goes on by reading', async (_what, text) => {
    const popup = await openLive();
    await world().control.sendToChannels({ text, times: 8 });
    await expect.poll(async () => (await connected()).length).toBe(0);
    await popup.freshness.getByText(/^Updated/).waitFor();
    // For good: no socket comes back.
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(await connected()).toEqual([]);
    await expectResponsive(popup);
  });
});
