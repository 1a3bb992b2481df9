import { afterEach, describe, expect, test } from 'vitest';
import { hasNetworkInterface } from '../setup/network.ts';
import { ConfirmWindow } from './support/confirm-window.ts';
import { HistoryPage } from './support/history-page.ts';
import { nextJoinTab } from './support/join-tabs.ts';
import { KeyboardUser } from './support/keyboard-user.ts';
import { ScreensPage } from './support/screens-page.ts';
import { WelcomePage } from './support/welcome-page.ts';
import { DANA, openWorld, PUBLIC_CLIENT, useWorld, type World } from './support/world.ts';

const AGENTS = ['bbbbbbbb-0000-4000-8000-000000000001', 'bbbbbbbb-0000-4000-8000-000000000002'] as const;

const world = useWorld({ simulator: { conversations: 6, agents: 4 } });

let user: KeyboardUser | undefined;
afterEach(({ task }) => {
  // The order of the focus, where a test fails.
  if (task.result?.state === 'fail') process.stderr.write(`${user?.stops.join('\n')}\n`);
});

/** A conversation of a new customer, with what to note in place of the names in it. */
async function conversation({ control }: World, customerName: string, agentId: string = AGENTS[0]) {
  const { id, participants } = await control.addConversation({ customerName, agentIds: [agentId] });
  const agent = participants.find(({ purpose }) => purpose === 'agent');
  if (!agent?.name) throw new Error('The conversation has no agent.');
  return { id, agentName: agent.name, names: { [agent.name]: 'AGENT', [customerName]: 'CUSTOMER' } };
}

const SEARCH = 'combobox “Search conversations”';
const OPTIONS = 'button “Session options: View only · # min”';
/** The stops below a picture. */
const PICTURE = [
  'button “Screen # of #”',
  'button “Screen # of #”',
  'button “Fit”',
  'button “Actual size”',
  'button “Zoom out”',
  'button “Zoom in”',
  'button “Picture in picture”',
  'button “Full screen”',
  'button “Notes”',
];
/** The stops of the list, from the search on. */
const LIST = [SEARCH, 'button “Filters”', 'combobox “Sort”', 'button “View”', 'button “Refresh”', OPTIONS];

test('The first run leads from the region over the sign-in to the list.', async () => {
  const fresh = await openWorld({ signedIn: false });
  try {
    const welcome = await WelcomePage.open(fresh);
    user = await KeyboardUser.on(welcome.page);
    await welcome.page.getByRole('radio', { name: 'Custom host' }).waitFor();
    expect(await user.tabThrough()).toEqual([
      'button “Your region”',
      'button “Sign in”',
      'button “Try it”',
      'textbox “Paste the address of your Genesys Cloud page”',
      'radio “Genesys Cloud region”',
      'combobox “Region”',
      'button “Continue”',
      'button “All settings”',
    ]);
    await user.tabTo('radio “Genesys Cloud region”');
    await user.press('ArrowDown');
    await user.tabTo('textbox “Custom host”');
    await user.type(fresh.origin);
    await user.tabTo('button “Continue”');
    await user.pressRead('Enter');
    await user.isAt('heading “Sign in as yourself”');
    expect(await user.tabThrough()).toEqual([
      'heading “Sign in as yourself”',
      'button “Sign in”',
      'button “Copy for your administrator”',
      'DisclosureTriangle “My administrator gave me a client ID”',
      'button “Back”',
      'button “Skip”',
      'button “All settings”',
    ]);
    await user.tabTo('DisclosureTriangle “My administrator gave me a client ID”');
    await user.pressRead('Enter');
    await user.tabTo('textbox “Client ID”');
    await user.type(PUBLIC_CLIENT);
    const opening = fresh.context.waitForEvent('page');
    // Not the step of this name.
    await user.tabTo('button “Sign in”', 'Shift+Tab');
    await user.pressRead('Enter');
    const window = await opening;
    await window.getByLabel(DANA.name).waitFor();
    // The page of the platform, not ours: its order is not asserted.
    const isOn = (selector: string) =>
      window.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector);
    while (!(await isOn('input[type=radio]'))) await window.keyboard.press('Tab');
    while (!(await window.getByLabel(DANA.name).isChecked())) await window.keyboard.press('ArrowDown');
    await window.keyboard.press('Enter');
    await welcome.page.getByText(DANA.name).waitFor();
    await welcome.page.bringToFront();
    await user.tabTo('button “Continue”');
    await user.pressRead('Enter');
    await user.isAt('heading “Start your first session”');
    expect((await user.tabThrough()).slice(0, 3)).toEqual([
      'heading “Start your first session”',
      'button “Open Genesys Cloud”',
      'button “Run the checks”',
    ]);
    const popup = await fresh.openPopup();
    await popup.rows.first().waitFor();
    await (await KeyboardUser.on(popup.page)).isAt(SEARCH);
  } finally {
    await fresh.close();
  }
});

describe('in the popup', () => {
  test('a start, the line of its session, its details, the invitation, and the end', async () => {
    const { names, agentName } = await conversation(world(), 'Keyboard Kim');
    const popup = await world().openPopup();
    await popup.listed();
    user = await KeyboardUser.on(popup.page, names);
    await user.isAt(SEARCH);
    expect(await user.tabThrough()).toEqual([...LIST, 'button “Watch”']);
    await user.tabTo(SEARCH);
    await user.type('Keyboard Kim');
    await popup.selectedRow.filter({ hasText: 'Keyboard Kim' }).waitFor();
    const opening = nextJoinTab(world().context);
    await user.press('Enter');
    await opening;
    await popup.comeBack();
    const line = popup.session(agentName);
    await line.waitFor();
    await user.isAt(SEARCH);
    await user.press('Shift+Tab');
    await user.isAt('button “Session details”');
    await user.pressRead('Enter');
    await popup.page.locator('dialog.sheet').waitFor();
    expect(await user.tabThrough()).toEqual([
      'button “Close”',
      'button “Invite agent”',
      'button “Copy invitation”',
      'button “Copy join link”',
    ]);
    await user.press('Escape');
    await user.isAt('button “Session details”');
    await user.tabTo('button “Invite agent”', 'Shift+Tab');
    await user.pressRead('Enter');
    await expect.poll(async () => (await world().control.chats()).length).toBe(1);
    await line.getByText(/^Invited/).waitFor();
    // Its button is gone.
    await user.isAt('article “Cobrowse with AGENT”');
    const [search = '', ...others] = LIST;
    expect(await user.tabThrough()).toEqual([
      'article “Cobrowse with AGENT”',
      'button “Open”',
      'button “End”',
      'button “Session details”',
      search,
      'button “Clear search”',
      ...others,
      'button “Open session”',
    ]);
    await user.tabTo('button “End”');
    await user.pressRead('Enter');
    await user.isAt('button “Undo # s”');
    const reopening = nextJoinTab(world().context);
    await user.pressRead('Enter');
    await user.isAt('article “Cobrowse with AGENT”');
    // Its page was open, and is again.
    const join = await reopening;
    await popup.page.bringToFront();
    await user.tabTo('button “Open”');
    await user.pressRead('Enter');
    await expect.poll(() => join.evaluate(() => document.visibilityState)).toBe('visible');
    await popup.page.bringToFront();
    await user.tabTo('button “End”');
    await user.pressRead('Enter');
    await user.isAt('button “Undo # s”');
    await line.waitFor({ state: 'hidden' });
    await user.isAt(SEARCH);
    expect((await world().control.sessions()).at(-1)?.state).toBe('ended');
  });

  test('Escape closes filters, view, options, menus and sheets, and the focus is back where it was', async () => {
    const { names } = await conversation(world(), 'Menu Mia');
    const popup = await world().openPopup();
    await popup.listed();
    user = await KeyboardUser.on(popup.page, names);
    const inside: Record<string, string[]> = {
      'button “Filters”': [
        'DisclosureTriangle “Queue”',
        'DisclosureTriangle “Agent”',
        'DisclosureTriangle “Media”',
        'DisclosureTriangle “State”',
        'checkbox “Show parked emails #”',
      ],
      'button “View”': [
        'checkbox “Group by agent”',
        'checkbox “Pinned”',
        'checkbox “Needs attention”',
        'checkbox “Recently watched”',
        'checkbox “Everyone”',
        'textbox “Name of this view”',
        'button “Save”',
      ],
      [OPTIONS]: ['radio “Agent’s page”', 'radio “View only”', 'combobox “Time limit”', 'combobox “Purpose”'],
    };
    for (const [opener, stops] of Object.entries(inside)) {
      await user.tabTo(opener);
      await user.pressRead('Enter');
      await popup.page.locator(':popover-open').waitFor();
      expect(await user.tabThrough(), opener).toEqual(stops);
      await user.press('Escape');
      await user.isAt(opener);
      expect(await popup.page.locator(':popover-open').count()).toBe(0);
    }

    await user.tabTo('button “Menu”');
    await user.pressRead('Enter');
    for (const item of [
      'Open side panel',
      'History',
      'Settings',
      'Keyboard shortcuts',
      'Sign out',
      'Open side panel',
      'History',
    ]) {
      await user.isAt(`menuitem “${item}”`);
      await user.press('ArrowDown');
    }
    await user.press('ArrowDown');
    await user.pressRead('Enter');
    await user.isAt('button “Close”');
    await user.press('Escape');
    await user.isAt('button “Menu”');

    await user.tabTo(SEARCH);
    await user.type('Menu Mia');
    await popup.selectedRow.filter({ hasText: 'Menu Mia' }).waitFor();
    await user.press('Shift+F10');
    for (const item of ['Watch', 'Pin agent', 'Open in Genesys Cloud', 'Copy conversation ID']) {
      await user.isAt(`menuitem “${item}”`);
      await user.press('ArrowDown');
    }
    await user.press('Escape');
    await user.isAt(SEARCH);
    // The next one clears what was typed.
    await user.press('Escape');
    await expect.poll(() => popup.filter.inputValue()).toBe('');
  });

  test('the choice of whose conversations is one stop, and arrows move within it', async () => {
    const { id } = await conversation(world(), 'Flagged Flo');
    await world().control.flagConversation(id, true);
    const popup = await world().openPopup();
    await popup.row('Flagged Flo').waitFor();
    const needing = popup.page.getByRole('radio', { name: /^Needs me \(\d+\)$/ });
    await needing.waitFor();
    user = await KeyboardUser.on(popup.page);
    await user.tabTo('radio “All”', 'Shift+Tab');
    await user.press('ArrowRight');
    await user.isAt('radio “Needs me (#)”');
    await expect.poll(() => popup.rows.count()).toBeLessThan(3);
    await popup.row('Flagged Flo').waitFor();
    await user.press('ArrowLeft');
    await user.isAt('radio “All”');
    await expect.poll(() => popup.rows.count()).toBeGreaterThan(3);
    await world().control.flagConversation(id, false);
  });

  test('a filter is chosen and taken back', async () => {
    const popup = await world().openPopup();
    await popup.listed();
    const all = await popup.rows.count();
    user = await KeyboardUser.on(popup.page);
    await user.tabTo('button “Filters”');
    await user.pressRead('Enter');
    await user.isAt('DisclosureTriangle “Queue”');
    await user.pressRead('Enter');
    expect((await user.tabThrough()).slice(0, 2)).toEqual([
      'DisclosureTriangle “Queue”',
      'checkbox “Billing #”',
    ]);
    await user.tabTo('checkbox “Billing #”');
    await user.press('Space');
    await user.isAt('checkbox “Billing #”');
    await expect.poll(() => popup.rows.count()).toBeLessThan(all);
    await user.press('Escape');
    await user.isAt('button “Filters, # active”');
    await user.tabTo('button “Remove filter Queue: Billing”');
    await user.pressRead('Enter');
    await expect.poll(() => popup.rows.count()).toBe(all);
    // Its button is gone.
    await user.isAt(SEARCH);
  });
});

test('The tabs of the side panel are one stop, and arrows move between them.', async () => {
  const page = await world().context.newPage();
  await page.goto(`chrome-extension://${world().extensionId}/sidepanel.html`);
  await page.getByRole('tab', { name: 'Floor' }).waitFor();
  user = await KeyboardUser.on(page);
  await user.isAt(SEARCH);
  await user.tabTo('tab “Floor”', 'Shift+Tab');
  await user.press('ArrowRight');
  await user.isAt('tab “Sessions”');
  await page.getByRole('tabpanel', { name: 'Sessions' }).waitFor();
  await user.press('ArrowRight');
  await user.isAt('tab “Recent”');
  await user.press('ArrowRight');
  await user.isAt('tab “Floor”');
  // A wide panel has columns, of which one sorts.
  const list = LIST.flatMap((stop) => (stop === 'button “Refresh”' ? [stop, 'button “Hold”'] : [stop]));
  expect(await user.tabThrough()).toEqual([
    'tab “Floor”',
    'radio “All”',
    'button “Menu”',
    ...list,
    'button “Watch”',
  ]);
});

/** What comes before the settings, in either view. */
const ABOVE_SETTINGS = [
  'textbox “Search settings”',
  'link “Account & connection”',
  'link “Sessions”',
  'link “Invitations”',
  'link “Notifications”',
  'link “Appearance & keys”',
  'link “Checks”',
  'link “For administrators”',
  'button “Sign out”',
  'link “# of # checks good”',
  'button “Run checks”',
];

test('In the settings a change is saved, and the checks run again.', async () => {
  const settings = await world().openOptions();
  await settings.checkedWith('Everything works.');
  user = await KeyboardUser.on(settings.page);
  expect(await user.tabThrough()).toEqual([
    ...ABOVE_SETTINGS,
    'textbox “Paste the address of your Genesys Cloud page”',
    'radio “Custom host address”',
    'textbox “Custom host”',
    'radio “View only”',
    'combobox “Time limit”',
    'radio “Automatic (recommended)”',
    'combobox “On hold longer than”',
    'combobox “Alerting longer than”',
    'combobox “With the agent longer than”',
    'button “Open history”',
    'button “Start practice”',
    'checkbox “Ask for a purpose on every start”',
    'checkbox “Invite the agent with the start”',
    'textbox “Notice”',
    'checkbox “Agent leaves”',
    'checkbox “Customer accepts”',
    'checkbox “Time limit”',
    'checkbox “Customer on long hold”',
    'checkbox “Agent asks for help”',
    'checkbox “Sign-in needed”',
    'combobox “Names in notifications”',
    'radio “Same as the browser”',
    'radio “Comfortable”',
    'radio “# px”',
    'radio “Popup”',
    'button “Run again”',
    'DisclosureTriangle “Show all”',
    'DisclosureTriangle “Show all”',
    'button “Copy diagnostics…”',
  ]);
  await user.tabTo('link “For administrators”');
  await user.pressRead('Enter');
  await user.isAt('heading “For administrators”');
  expect(await user.tabThrough()).toEqual([
    'heading “For administrators”',
    ...ABOVE_SETTINGS,
    expect.stringMatching(/^link “Environment .+”$/),
    'radio “Browser sign-in (recommended)”',
    'textbox “Client ID”',
    'textbox “Redirect URI”',
    'button “Copy redirect URI”',
    'DisclosureTriangle “What your administrator sets up”',
    'DisclosureTriangle “Create a policy file”',
  ]);
  await user.tabTo('link “Invitations”');
  await user.pressRead('Enter');
  await user.tabTo('textbox “Notice”');
  await user.type('Your screen may be watched.');
  await user.tabTo('button “Save”');
  await user.pressRead('Enter');
  await settings.button('Save').waitFor({ state: 'hidden' });
  await expect
    .poll(() =>
      world()
        .worker()
        .evaluate(async () => JSON.stringify(await chrome.storage.local.get('settings'))),
    )
    .toContain('Your screen may be watched.');
  // The bar with the button is gone; Tab goes on from the beginning of the settings.
  await user.isAt('main “”');
  await user.tabTo('button “Run again”');
  await user.pressRead('Enter');
  await settings.checks.locator('.checks[aria-busy="true"]').waitFor();
  await settings.checkedWith('Everything works.');
  await user.isAt('button “Run again”');
});

const withoutId = (stop: string) => stop.replace(/ID [#\da-f-]+/, 'ID');

test('The history is searched, looked into and exported.', async () => {
  const { names } = await conversation(world(), 'History Hal', AGENTS[1]);
  const popup = await world().openPopup();
  const opening = nextJoinTab(world().context);
  await popup.start('History Hal');
  await opening;
  const page = await world().context.newPage();
  await page.goto(`chrome-extension://${world().extensionId}/history.html`);
  const history = new HistoryPage(page);
  await history.row('History Hal').waitFor();
  user = await KeyboardUser.on(page, names);
  await user.tabTo('textbox “Search sessions”');
  await user.tabTo('textbox “Search sessions”');
  await user.type('History Hal');
  await expect.poll(() => history.rows.count()).toBe(1);
  expect((await user.tabThrough()).map(withoutId)).toEqual([
    'textbox “Search sessions”',
    'button “Clear search”',
    'combobox “Period”',
    'combobox “Agent”',
    'combobox “Outcome”',
    'button “Export CSV”',
    'button “Export JSON”',
    'button “Copy conversation ID”',
    'button “Watch AGENT again”',
    'button “Open the conversation of AGENT in Genesys Cloud”',
    'button “Details of the session with AGENT”',
    'combobox “Keep for”',
    'button “Verify”',
    'button “Compare with an export”',
  ]);
  await user.tabTo('combobox “Period”');
  await user.press('ArrowDown');
  await expect.poll(() => page.getByLabel('Period').inputValue()).not.toBe('all');
  expect(await history.rows.count()).toBe(1);
  await user.tabTo('button “Details of the session with AGENT”');
  await user.pressRead('Enter');
  await page.locator('.session-more').waitFor();
  await user.isAt('button “Details of the session with AGENT”');
  await user.pressRead('Enter');
  await page.locator('.session-more').waitFor({ state: 'hidden' });
  const downloading = page.waitForEvent('download');
  await user.tabTo('button “Export CSV”');
  await user.pressRead('Enter');
  expect((await downloading).suggestedFilename()).toMatch(/\.csv$/);
  await user.isAt('button “Export CSV”');
});

describe('from the Genesys desktop', () => {
  test('the page’s button starts, its menu opens and closes, and the session ends', async () => {
    const { id } = await conversation(world(), 'Desktop Dee');
    const desktop = await world().openDesktop(`#/analytics/interactions/${id}/admin`);
    await desktop.standing(/^Cobrowse.*·/);
    const { keyboard } = desktop.page;
    const isAt = async (name: RegExp) => {
      await expect.poll(async () => (await desktop.focused())?.name).toMatch(name);
      expect(await desktop.focused()).toMatchObject({ isSeen: true });
    };
    await desktop.page.locator('[data-qa-id="copy-interaction-link"]').focus();
    await keyboard.press('Tab');
    await isAt(/^Cobrowse/);
    await desktop.standing(/^Cobrowse.*·/);
    const opening = nextJoinTab(world().context);
    await keyboard.press('Enter');
    await opening;
    await desktop.page.bringToFront();
    await desktop.standing(/^More actions$/);
    await desktop.page.locator('[data-qa-id="copy-interaction-link"]').focus();
    await keyboard.press('Tab');
    await isAt(/^Open$/);
    await keyboard.press('Tab');
    await isAt(/^More actions$/);
    await keyboard.press('Enter');
    await desktop.waitForButton(/^End session$/);
    await keyboard.press('Escape');
    await isAt(/^More actions$/);
    await keyboard.press('Enter');
    await desktop.waitForButton(/^End session$/);
    await keyboard.press('Tab');
    await isAt(/^Invite agent$/);
    await keyboard.press('Tab');
    await isAt(/^End session$/);
    await desktop.standing(/^End session$/);
    await keyboard.press('Enter');
    await desktop.waitForButton(/^Cobrowse.*Desktop Dee/);
  });

  test('the window that asks whether to start has the focus on Start, and Escape cancels', async () => {
    const { id } = await conversation(world(), 'Asked Ada');
    const desktop = await world().openDesktop(`#/analytics/interactions/${id}/admin`);
    await desktop.standing(/^Cobrowse.*·/);
    // Whoever alters the page could show another button there, so each press is asked about.
    await desktop.page.evaluate(() => document.documentElement.style.setProperty('filter', 'invert(1)'));
    await desktop.pass(900);
    await desktop.page.locator('[data-qa-id="copy-interaction-link"]').focus();
    await desktop.page.keyboard.press('Tab');
    await desktop.page.keyboard.press('Enter');
    const window = await ConfirmWindow.find(world().context);
    user = await KeyboardUser.on(window.page);
    await user.isAt('button “Start cobrowse”');
    expect(await user.tabThrough()).toEqual(['button “Start cobrowse”', 'button “Cancel”']);
    const closing = window.page.waitForEvent('close');
    await user.press('Escape').catch(() => undefined);
    await closing;
    expect((await world().control.sessions()).filter((each) => each.conversationId === id)).toEqual([]);
  });
});

describe.skipIf(!hasNetworkInterface())('the page of the agents’ screens', () => {
  const screening = useWorld({ simulator: { cobrowse: 'screen' } });

  test('moves between agents and screens, zooms, takes a note and ends', async () => {
    const names: Record<string, string> = {};
    const agents: string[] = [];
    let screens: ScreensPage | undefined;
    for (const [index, agentId] of AGENTS.entries()) {
      const customer = `Screen ${index}`;
      const { agentName } = await conversation(screening(), customer, agentId);
      names[agentName] = index === 0 ? 'FIRST' : 'SECOND';
      agents.push(agentName);
      const computer = await screening().context.newPage();
      await computer.goto(`${screening().origin}/agent-desktop/${agentId}`);
      await expect
        .poll(async () => (await screening().control.screenMonitoring()).computerUserIds)
        .toContain(agentId);
      const popup = await screening().openPopup();
      await popup.find(customer);
      const opening = screens ? null : ScreensPage.next(screening().context);
      await popup.start(customer);
      screens = (await opening) ?? screens;
      await screens?.tile(agentName).waitFor();
      await screens?.page.bringToFront();
      await screens?.moves(agentName);
    }
    if (!screens) throw new Error('The page of screens did not open.');
    const { page } = screens;
    const second = agents[1] ?? '';
    user = await KeyboardUser.on(page, names);
    await user.isAt('article “Screen of FIRST”');
    expect(await user.tabThrough()).toEqual([
      'article “Screen of FIRST”',
      'button “Show FIRST large”',
      'button “End”',
      ...PICTURE,
      'article “Screen of SECOND”',
      'button “Show SECOND large”',
      'button “End”',
      ...PICTURE,
    ]);
    await user.tabTo('article “Screen of FIRST”');
    await user.press('ArrowRight');
    await user.isAt('article “Screen of SECOND”');
    await user.pressRead('Enter');
    await page.locator('.tile-large').waitFor();
    expect(await user.tabThrough()).toEqual([
      'article “Screen of SECOND”',
      'button “Show side by side”',
      'button “End”',
      ...PICTURE,
    ]);
    await user.tabTo('article “Screen of SECOND”');
    await user.press('2');
    await expect.poll(() => screens?.screens(second).nth(1).getAttribute('aria-pressed')).toBe('true');
    await user.press('+');
    await expect.poll(() => screens?.tile(second).locator('.zoom-scale').innerText()).toMatch(/%/);
    await user.press('n');
    await user.isAt('textbox “New note”');
    await user.type('Seen by keyboard');
    await user.press('Enter');
    await screens.tile(second).getByRole('listitem').filter({ hasText: 'Seen by keyboard' }).waitFor();
    await user.press('Escape');
    await user.isAt('article “Screen of SECOND”');
    await user.tabTo('button “End”');
    await user.pressRead('Enter');
    // Nothing ends by a second press of the same key.
    await user.isAt('button “Cancel”');
    await user.tabTo('button “End session”', 'Shift+Tab');
    await user.pressRead('Enter');
    await screens.status(second, 'You ended the session').waitFor();
    await user.isAt('article “Screen of SECOND”');
    await user.press('Escape');
    await page.locator('.tile-large').waitFor({ state: 'hidden' });
    await user.isAt('article “Screen of SECOND”');
  });
});
