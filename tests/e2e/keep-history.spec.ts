import { describe, expect, test } from 'vitest';
import { HistoryPage } from './support/history-page.ts';
import { nextJoinTab } from './support/join-tabs.ts';
import { violations } from './support/violations.ts';
import { DANA, useWorld } from './support/world.ts';

const world = useWorld();

async function openHistory(): Promise<HistoryPage> {
  const page = await world().context.newPage();
  await page.goto(`chrome-extension://${world().extensionId}/history.html`);
  return new HistoryPage(page);
}

/** Starts a session from the popup. Returns the people in it. */
async function start(customerName: string) {
  const conversation = await world().control.addConversation({ customerName });
  const agent = conversation.participants.findLast(({ role }) => role === 'agent');
  if (!agent?.userId || !agent.name) throw new Error('The simulator made a conversation without an agent.');
  const popup = await world().openPopup();
  const opening = nextJoinTab(world().context);
  await popup.start(customerName);
  await opening;
  await popup.comeBack();
  const [session] = (await world().control.sessions()).filter(
    ({ conversationId }) => conversationId === conversation.id,
  );
  if (!session) throw new Error('The simulator has no session.');
  return { conversation, agent: { id: agent.userId, name: agent.name }, session, popup };
}

async function end({ popup, agent }: Awaited<ReturnType<typeof start>>, customerName: string) {
  const card = popup.session(agent.name).filter({ hasText: customerName });
  await popup.end(card);
}

const storedLocally = () =>
  world()
    .worker()
    .evaluate(() => chrome.storage.local.get());

/** Rewrites a stored entry directly; `null` removes it. Returns a function that restores it. */
async function tamper(seq: number, changes: Record<string, unknown> | null) {
  const key = `history/${String(seq).padStart(6, '0')}`;
  const entry = (await storedLocally())[key];
  const write = (value: unknown) =>
    world()
      .worker()
      .evaluate(([name, stored]) => chrome.storage.local.set({ [name as string]: stored }), [key, value]);
  if (changes) await write({ ...(entry as object), ...changes });
  else
    await world()
      .worker()
      .evaluate((name) => chrome.storage.local.remove(name), key);
  return () => write(entry);
}

describe('the history', () => {
  test('a session that was started from the popup and ended there is told with all its facts', async () => {
    const started = await start('History Hilda');
    const history = await openHistory();
    const row = history.row('History Hilda');
    await row.getByText('Live', { exact: true }).waitFor();
    await started.popup.page.bringToFront();
    await end(started, 'History Hilda');

    await row.getByText('Ended by supervisor').waitFor();
    for (const text of [started.agent.name, 'View only', started.conversation.id.slice(0, 8)])
      await row.getByText(text).waitFor();
    // The own name is on no line, as nobody else's is in this history.
    expect(await row.getByText(DANA.name).count()).toBe(0);
    const fact = await history.details(row);
    expect(await fact('Supervisor')).toBe(DANA.name);
    expect(await fact('Conversation ID')).toBe(started.conversation.id);
    expect(await fact('Session ID')).toBe(started.session.id);
    expect(await fact('Agent ID')).toBe(started.agent.id);
    expect(await fact('Supervisor ID')).toBe(DANA.userId);
    expect(await fact('Settings')).toBe('View only, up to 15 min');
    expect(await fact('Joined')).not.toBe('');
    expect(await fact('Ended')).not.toBe('');
    // From the create, both join tokens, and the end.
    const correlationIds = (await fact('Correlation IDs')).split('\n');
    expect(correlationIds.length).toBeGreaterThanOrEqual(2);
  });

  test('a session the conversation took with it, and one that is live, are told apart', async () => {
    const over = await start('Hangup Hank');
    await world().control.endConversation(over.conversation.id);
    // Who looks at the list again finds out.
    await over.popup.button('Refresh').click();
    const live = await start('Lasting Lou');
    const history = await openHistory();
    await history.row('Hangup Hank').getByText('Conversation ended').waitFor();
    await history.row('Lasting Lou').getByText('Live', { exact: true }).waitFor();
    expect(await history.rows.first().innerText()).toContain('Lasting Lou');
    await live.popup.page.bringToFront();
    await end(live, 'Lasting Lou');
  });

  test('what is filtered is what is shown, and what is exported', async () => {
    const history = await openHistory();
    await history.row('History Hilda').waitFor();
    await history.filter.fill('hilda view');
    await history.page.getByText(/^1 of \d+ sessions$/).waitFor();
    const { text } = await history.download('Export CSV');
    expect(text).toContain('History Hilda');
    expect(text).not.toContain('Lasting Lou');
  });

  test('the exports hold every session, as CSV and as JSON with the chain', async () => {
    const history = await openHistory();
    const row = history.row('History Hilda');
    await row.waitFor();
    const csv = await history.download('Export CSV');
    expect(csv.fileName).toMatch(/^cobrowse-history-\d{4}-\d\d-\d\d\.csv$/);
    const lines = csv.text.split('\r\n');
    expect(lines[0]).toMatch(/^\uFEFFStarted,Joined,Ended,/);
    const line = lines.find((one) => one.includes('History Hilda'))?.split(',') ?? [];
    expect(line).toContain('ended-by-you');
    expect(line).toContain(DANA.name);

    const json = await history.download('Export JSON');
    expect(json.fileName).toMatch(/^cobrowse-history-\d{4}-\d\d-\d\d\.json$/);
    const exported = JSON.parse(json.text) as {
      sessions: { customerName: string; howEnded: string }[];
      chain: { entries: { kind: string }[] };
    };
    expect(exported.sessions.find(({ customerName }) => customerName === 'History Hilda')).toMatchObject({
      howEnded: 'ended-by-you',
      settings: { allowRemoteControl: false, timeoutInMinutes: 15 },
    });
    expect(exported.chain.entries.slice(0, 3).map(({ kind }) => kind)).toEqual([
      'started',
      'joined',
      'ended',
    ]);
  });

  test('a check says that the chain is whole, and finds the entry that somebody changed or removed', async () => {
    const history = await openHistory();
    expect(await history.verify()).toMatch(/^\d+ entries, chain intact/);
    const repair = await tamper(2, { at: 1 });
    expect(await history.verify()).toContain('Entry 2 was changed');
    await repair();
    const putBack = await tamper(3, null);
    expect(await history.verify()).toContain('Entry 3 is missing');
    await putBack();
    expect(await history.verify()).toContain('chain intact');
  });

  test.each(['light', 'dark'] as const)(
    'nothing on the page breaks WCAG A or AA in %s colors',
    async (colorScheme) => {
      const history = await openHistory();
      await history.page.emulateMedia({ colorScheme });
      await history.verify();
      await history.details(history.row('History Hilda'));
      expect(await violations(history.page)).toEqual([]);
    },
  );

  test('no secret is on disk', async () => {
    const { popup } = await start('Secretive Sid');
    const session = JSON.stringify(
      await world()
        .worker()
        .evaluate(() => chrome.storage.session.get()),
    );
    const tokens = session.match(/(?<="accessToken":")[^"]+|(?<=token=)[^"&]+/g) ?? [];
    expect(tokens.length).toBeGreaterThanOrEqual(2);
    const history = await openHistory();
    await history.row('Secretive Sid').waitFor();
    const disk = await storedLocally();
    for (const token of tokens) expect(JSON.stringify(disk)).not.toContain(token);
    const entries = JSON.stringify(Object.entries(disk).filter(([key]) => key.startsWith('history/')));
    expect(entries).toContain('Secretive Sid');
    expect(entries).not.toMatch(/token|https?:/i);
    await popup.page.close();
  });

  test('it survives the worker: a session ends once, and signing out is recorded as leaving', async () => {
    const history = await openHistory();
    await history.row('Secretive Sid').getByText('Live', { exact: true }).waitFor();
    const inspector = await world().context.newCDPSession(history.page);
    await inspector.send('ServiceWorker.enable');
    await inspector.send('ServiceWorker.stopAllWorkers');
    const settings = await world().openOptions();
    await settings.button('Sign out').click();
    await settings.button('Sign in').waitFor();
    await history.row('Secretive Sid').getByText('Supervisor left', { exact: true }).waitFor();
    expect(await history.verify()).toContain('chain intact');
    expect(await history.row('Secretive Sid').count()).toBe(1);
  });
});

describe('the way to it', () => {
  test.each([
    ['popup', 'History'],
    ['settings', 'Open history'],
  ])('is a button in the %s', async (place, name) => {
    const { page } = place === 'popup' ? await world().openPopup() : await world().openOptions();
    const opening = world().context.waitForEvent('page');
    if (place === 'popup') await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole(place === 'popup' ? 'menuitem' : 'button', { name, exact: true }).click();
    const opened = await opening;
    await opened.getByRole('heading', { name: 'History' }).waitFor();
  });
});
