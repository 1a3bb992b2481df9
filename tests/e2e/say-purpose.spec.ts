import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ALWAYS } from '../simulator/faults.ts';
import { ConfirmWindow } from './support/confirm-window.ts';
import { HistoryPage } from './support/history-page.ts';
import { joinTabs, nextJoinTab } from './support/join-tabs.ts';
import { NINE, pressAltShift } from './support/shortcut-keys.ts';
import { setInvite } from './support/stored-settings.ts';
import { violations } from './support/violations.ts';
import { useWorld } from './support/world.ts';

const world = useWorld();

const QUESTION = 'What is this session for?';

const addConversation = (customerName: string) => world().control.addConversation({ customerName });

async function openHistory(): Promise<HistoryPage> {
  const page = await world().context.newPage();
  await page.goto(`chrome-extension://${world().extensionId}/history.html`);
  return new HistoryPage(page);
}

/** The purpose of a customer's session in the history. */
async function recordedPurpose(customerName: string): Promise<string> {
  const history = await openHistory();
  const row = history.row(customerName);
  await row.waitFor();
  return await (await history.details(row))('Purpose');
}

async function requestsAbout(conversationId: string, since: number | undefined) {
  const requests = await world().control.requests(since);
  return requests
    .filter(({ method, path }) => method === 'POST' && path.endsWith('/cobrowse/sessions'))
    .filter(({ body }) => JSON.stringify(body).includes(conversationId));
}

describe('where every start asks what it is for', () => {
  beforeEach(() => setInvite(world(), { askPurpose: true }));
  afterEach(() => setInvite(world(), {}));

  test('the popup asks right there, by keyboard alone, and what was typed stays', async () => {
    const { id } = await addConversation('Asked Astrid');
    const popup = await world().openPopup();
    const since = (await world().control.requests()).at(-1)?.n;
    await popup.start('Asked Astrid');
    await popup.page.getByRole('group', { name: QUESTION }).waitFor();
    expect(await requestsAbout(id, since)).toEqual([]);

    await popup.page.keyboard.press('Escape');
    await popup.page.getByText(QUESTION).waitFor({ state: 'hidden' });
    expect(await popup.filter.inputValue()).toBe('Asked Astrid');
    expect(await popup.filter.evaluate((box) => box === document.activeElement)).toBe(true);

    await popup.page.keyboard.press('Enter');
    await popup.page.getByText(QUESTION).waitFor();
    await popup.page.keyboard.press('1');
    await popup.page.keyboard.press('ArrowDown');
    await popup.page.getByRole('radio', { name: 'Assistance', checked: true }).waitFor();
    const opening = nextJoinTab(world().context);
    await popup.page.keyboard.press('Enter');
    await opening;
    await popup.comeBack();
    const session = await popup.openSession(popup.sessionOn('Asked Astrid'));
    await session.getByText('Assistance').waitFor();
    expect(await recordedPurpose('Asked Astrid')).toBe('Assistance');
  });

  test('the popup does not ask for what was chosen beforehand', async () => {
    await addConversation('Chosen Charlotte');
    const popup = await world().openPopup();
    await popup.openOptions();
    await popup.page.getByRole('combobox', { name: 'Purpose' }).selectOption('Compliance');
    await popup.closeOverlays();
    const opening = nextJoinTab(world().context);
    await popup.start('Chosen Charlotte');
    await opening;
    expect(await recordedPurpose('Chosen Charlotte')).toBe('Compliance');
  });

  test('the button in the page asks in a window of our own, where the page hears no key of it', async () => {
    const { id } = await addConversation('Paged Petra');
    const desktop = await world().openDesktop(`#/analytics/interactions/${id}/admin`);
    await desktop.page.evaluate(() => {
      document.title = '';
      for (const type of ['keydown', 'keypress', 'keyup', 'beforeinput', 'input'])
        addEventListener(type, () => (document.title += type), true);
    });
    await desktop.press(/^Cobrowse/);
    const window = await ConfirmWindow.find(world().context);
    await window.page.getByRole('group', { name: QUESTION }).waitFor();
    expect(await desktop.text()).not.toContain(QUESTION);
    await window.pass(700);
    await window.page.keyboard.press('6');
    await window.page.keyboard.type('The new form, step 2');
    const opening = nextJoinTab(world().context);
    await window.page.keyboard.press('Enter');
    await opening;
    expect(await desktop.page.title()).toBe('');
    expect(await recordedPurpose('Paged Petra')).toBe('The new form, step 2');
  });

  test('the shortcut asks in that window too, before any call', async () => {
    const { id } = await addConversation('Short Sheena');
    const desktop = await world().openDesktop(`#/analytics/interactions/${id}/admin`);
    await desktop.standing(/^Cobrowse/);
    const since = (await world().control.requests()).at(-1)?.n;
    await pressAltShift(desktop.page, NINE);
    const window = await ConfirmWindow.find(world().context);
    await window.page.getByRole('group', { name: QUESTION }).waitFor();
    expect(await requestsAbout(id, since)).toEqual([]);
    expect(joinTabs(world().context)).toEqual([]);
    await window.pass(700);
    await window.page.keyboard.press('3');
    const opening = nextJoinTab(world().context);
    await window.page.keyboard.press('Enter');
    await opening;
    expect(await recordedPurpose('Short Sheena')).toBe('Complaint');
  });

  test('the popup and the page offer the choice for a start that has none', async () => {
    const { id } = await addConversation('Popped Pavel');
    const desktop = await world().openDesktop(`#/analytics/interactions/${id}/admin`);
    await setInvite(world(), {});
    await world().control.addFault({ method: 'POST', path: '/cobrowse/sessions$', status: 403 });
    await desktop.press(/^Cobrowse/);
    await desktop.waitForButton(/Try again/);
    await setInvite(world(), { askPurpose: true });
    await desktop.press(/Try again/);
    await desktop.waitForButton(/Choose purpose/);
    const popup = await world().openPopup();
    await popup.failure('A purpose is required.').waitFor();
    await popup.button('Choose purpose').click();
    await popup.page.keyboard.press('5');
    const opening = nextJoinTab(world().context);
    await popup.button('Start cobrowse').click();
    await opening;
    expect(await recordedPurpose('Popped Pavel')).toBe('Training');
  });

  test('a start that failed keeps what was said when it is tried again', async () => {
    const { id } = await addConversation('Retried Ragna');
    const popup = await world().openPopup();
    await world().control.addFault({
      method: 'POST',
      path: '/cobrowse/sessions$',
      status: 500,
      times: ALWAYS,
    });
    await popup.openOptions();
    await popup.page.getByRole('combobox', { name: 'Purpose' }).selectOption('Coaching');
    await popup.closeOverlays();
    await popup.start('Retried Ragna');
    const failure = popup.page.getByRole('alert').filter({ hasText: 'Genesys Cloud' });
    await failure.waitFor();
    await world().control.clearFaults();
    const opening = nextJoinTab(world().context);
    await failure.getByRole('button', { name: 'Try again' }).click();
    await opening;
    expect((await world().control.sessions()).map(({ conversationId }) => conversationId)).toContain(id);
    expect(await recordedPurpose('Retried Ragna')).toBe('Coaching');
  });

  test.each(['light', 'dark'] as const)(
    'the question breaks no rule of WCAG A or AA in %s colors',
    async (colorScheme) => {
      await addConversation(`Seen Sigrid ${colorScheme}`);
      const popup = await world().openPopup();
      await popup.page.emulateMedia({ colorScheme });
      await popup.start(`Seen Sigrid ${colorScheme}`);
      await popup.page.getByText(QUESTION).waitFor();
      await popup.page.keyboard.press('2');
      expect(await violations(popup.page)).toEqual([]);
    },
  );
});

test('where it is not asked for, a start needs no answer; one that is given is in the history and its export', async () => {
  await addConversation('Silent Silvia');
  const popup = await world().openPopup();
  const opening = nextJoinTab(world().context);
  await popup.start('Silent Silvia');
  await opening;
  await popup.comeBack();
  await addConversation('Worded Walter');
  await popup.button('Refresh').click();
  await popup.openOptions();
  await popup.page.getByRole('combobox', { name: 'Purpose' }).selectOption('Training');
  await popup.closeOverlays();
  const next = nextJoinTab(world().context);
  await popup.start('Worded Walter');
  await next;

  const history = await openHistory();
  await history.filter.fill('walter training');
  await expect.poll(() => history.rows.count()).toBe(1);
  const { text } = await history.download('Export CSV');
  const [head = '', line = ''] = text.split('\r\n');
  expect(line.split(',')[head.split(',').indexOf('Purpose')]).toBe('training');
  await history.filter.fill('silvia');
  const fact = await history.details(history.row('Silent Silvia'));
  expect(await fact('Customer')).toBe('Silent Silvia');
  expect(await history.page.locator('dl').getByText('Purpose', { exact: true }).count()).toBe(0);
});
