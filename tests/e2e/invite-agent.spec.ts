import type { Locator, Page } from 'playwright-core';
import { afterEach, describe, expect, test } from 'vitest';
import { nextJoinTab } from './support/join-tabs.ts';
import type { PopupPage } from './support/popup-page.ts';
import { setInvite, setPolicy } from './support/stored-settings.ts';
import { DANA, useWorld } from './support/world.ts';

const world = useWorld();

const CHAT_PERMISSIONS = ['chat:chat:access', 'chat:1on1Message:add'];

type Started = { agentId: string; card: Locator; popup: PopupPage; clipboard: () => Promise<string> };

/** Starts a session from the popup with an agent who has chosen a language. Returns its card. */
async function startWith(
  customerName: string,
  how: { language?: string; purpose?: string; control?: boolean } = {},
): Promise<Started> {
  const { context, control } = world();
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const conversation = await control.addConversation({ customerName });
  const agent = conversation.participants.findLast(({ role }) => role === 'agent');
  if (!agent?.userId) throw new Error('The simulator made a conversation without an agent.');
  await control.changeLanguage(agent.userId, how.language ?? 'en-US');
  const popup = await world().openPopup();
  await popup.find(customerName);
  if (how.control || how.purpose !== undefined) await popup.openOptions();
  if (how.control) await popup.page.getByRole('radio', { name: 'With control' }).check();
  if (how.purpose !== undefined) {
    await popup.page.getByRole('combobox', { name: 'Purpose' }).selectOption('Other…');
    await popup.page.getByRole('textbox', { name: 'Other purpose' }).fill(how.purpose);
  }
  await popup.closeOverlays();
  const opening = nextJoinTab(context);
  await popup.start(customerName);
  await opening;
  await popup.comeBack();
  const card = await popup.openSession(popup.sessionOn(customerName));
  return {
    agentId: agent.userId,
    card,
    popup,
    clipboard: () => popup.page.evaluate(() => navigator.clipboard.readText()),
  };
}

const send = (card: Locator) => card.locator('.sheet').getByRole('button', { name: 'Invite agent' }).click();

/** The messages sent to the agent, oldest first. */
async function messagesTo(agentId: string): Promise<string[]> {
  return (await world().control.chats())
    .filter(({ toUserId }) => toUserId === agentId)
    .map(({ message }) => message);
}

/** Opens the link at the end of an invitation, as an agent without the extension. */
async function openAsAgent(invitation: string): Promise<Page> {
  const page = await world().context.newPage();
  await page.goto(invitation.split('\n').at(-1) ?? '');
  return page;
}

afterEach(async () => {
  await setInvite(world(), {});
  await setPolicy(world(), {});
  await world().control.changePermissions(DANA.userId, { add: CHAT_PERMISSIONS });
});

describe('Invite agent', () => {
  test('brings the agent a chat message in their language: who, why, view-only, until when, notice, and a link that lets them in', async () => {
    await setInvite(world(), { notice: 'Sessions are logged.' });
    const { agentId, card } = await startWith('Inviting Ida', {
      language: 'de-DE',
      purpose: 'Neues Formular',
    });
    const before = (await messagesTo(agentId)).length;
    await send(card);
    await card
      .getByText(/^Invited \d/)
      .first()
      .waitFor();
    const messages = (await messagesTo(agentId)).slice(before);
    expect(messages).toHaveLength(1);
    const [invitation = ''] = messages;
    expect(invitation.split('\n')).toEqual([
      'Dana Whitfield lädt Sie zu einer Cobrowse-Sitzung ein.',
      'Zweck: Neues Formular',
      'Nur Ansicht: Ihre Seite ist zu sehen, kann aber nicht gesteuert werden.',
      expect.stringMatching(/^Bis: \d{1,2}:\d\d \(UTC([+-]\d\d:\d\d)?\), höchstens 15 Minuten$/),
      'Sessions are logged.',
      'Öffnen Sie diesen Link, um beizutreten:',
      expect.stringMatching(/^http\S+\/cobrowse\/join\?token=\S+$/),
    ]);
    const joinPage = await openAsAgent(invitation);
    await joinPage.getByText('You joined as').waitFor();
    const joined = (await world().control.sessions()).flatMap(({ joins }) =>
      joins.map(({ userId }) => userId),
    );
    expect(joined).toContain(agentId);
  });

  test('is not needed where the start itself invites, which it does unless that is switched off', async () => {
    await setInvite(world(), { withStart: true });
    const { agentId, card } = await startWith('Prompt Paula');
    await card
      .getByText(/^Invited \d/)
      .first()
      .waitFor();
    const messages = await messagesTo(agentId);
    expect(messages.filter((message) => message.includes('invites you to a cobrowse session'))).toHaveLength(
      1,
    );
    expect(await card.getByRole('button', { name: 'Invite agent' }).count()).toBe(0);
  });

  test('says that control is allowed, and nothing of a purpose where none was said', async () => {
    const { agentId, card } = await startWith('Controlled Carlos', { language: 'es-MX', control: true });
    await send(card);
    await card
      .getByText(/^Invited \d/)
      .first()
      .waitFor();
    const invitation = (await messagesTo(agentId)).at(-1);
    expect(invitation).toContain('Con control: se ve su página y se puede controlar.');
    expect(invitation).not.toContain('Motivo');
  });

  test('is remembered by the next popup, and can be sent again', async () => {
    const { agentId, card: first } = await startWith('Repeated Renate');
    await send(first);
    await first
      .getByText(/^Invited \d/)
      .first()
      .waitFor();
    const count = (await messagesTo(agentId)).length;
    const next = await world().openPopup();
    const card = await next.openSession(next.sessionOn('Repeated Renate'));
    await card
      .getByText(/^Invited \d/)
      .first()
      .waitFor();
    await card.getByRole('button', { name: 'Invite again' }).click();
    await expect.poll(async () => (await messagesTo(agentId)).length).toBe(count + 1);
  });
});

describe('where chat does not send the invitation', () => {
  test('for want of the permission, it is on the clipboard, and the card says so', async () => {
    const { agentId, card, clipboard } = await startWith('Forbidden Frieda');
    await world().control.changePermissions(DANA.userId, { remove: CHAT_PERMISSIONS });
    await send(card);
    await card.getByText('Genesys chat is not permitted (chat:chat:access, chat:1on1Message:add).').waitFor();
    await card.getByText('The invitation was copied. Paste it into another chat with the agent.').waitFor();
    const invitation = await clipboard();
    expect(invitation).toContain('Dana Whitfield invites you to a cobrowse session.');
    expect(await messagesTo(agentId)).not.toContain(invitation);
    await (await openAsAgent(invitation)).getByText('You joined as').waitFor();
  });

  test('because the organization has switched it off, it is on the clipboard, and no message is tried', async () => {
    const { card, clipboard } = await startWith('Policy Paul');
    await setPolicy(world(), { disabledFeatures: ['chat-invitation'] });
    const since = (await world().control.requests()).at(-1)?.n;
    await send(card);
    await card.getByText('Your organization has turned off invitations by Genesys chat.').waitFor();
    expect(await clipboard()).toContain('Open this link to join:');
    const calls = (await world().control.requests(since)).map(({ path }) => path);
    expect(calls.filter((path) => path.includes('/chats/'))).toEqual([]);
  });

  test.each([
    ['cut in half', 'Lost Lars', { malformed: true }],
    ['lost with its connection', 'Gone Gerda', { drop: 'after' }],
  ] as const)(
    'and its answer is %s, it is not sent again, and the card says that it may have been sent',
    async (_how, customer, fault) => {
      const { agentId, card, clipboard } = await startWith(customer);
      const before = (await messagesTo(agentId)).length;
      await world().control.addFault({ method: 'POST', path: '/chats/users/', ...fault });
      await send(card);
      await card.getByText('Genesys Cloud did not respond. The invitation may have been sent.').waitFor();
      await card
        .getByText(/^Invitation may not have arrived · \d/)
        .first()
        .waitFor();
      expect(await clipboard()).toContain('/cobrowse/join?token=');
      expect((await messagesTo(agentId)).length).toBe(before + 1);
    },
  );

  test('nor the clipboard take it, it is there selected for copying by hand, and no snapshot of the popup holds its link', async () => {
    const { card, popup } = await startWith('Manual Manuela');
    await world().control.changePermissions(DANA.userId, { remove: CHAT_PERMISSIONS });
    await popup.page.evaluate(() => {
      // The error of a browser that denies access to the clipboard.
      navigator.clipboard.writeText = () => Promise.reject(new DOMException('', 'NotAllowedError'));
    });
    await send(card);
    const text = card.getByRole('textbox', { name: 'Copy manually' });
    await text.waitFor();
    const selected = await text.evaluate((area) => {
      const { value, selectionStart, selectionEnd } = area as HTMLTextAreaElement;
      return value.slice(selectionStart, selectionEnd);
    });
    expect(selected).toMatch(/token=\S+$/);
    await popup.filter.fill('Manual');
    const [token = ''] = /token=\S+/.exec(selected) ?? [];
    const readStorage = () =>
      world()
        .worker()
        .evaluate(async () => {
          const { 'join-links': _, ...session } = await chrome.storage.session.get();
          return JSON.stringify([session, await chrome.storage.local.get()]);
        });
    await expect.poll(readStorage).toContain('"snapshot"');
    expect(await readStorage()).not.toContain(token);
  });

  test('because it asks to wait, the button counts down', async () => {
    const { agentId, card } = await startWith('Patient Pia');
    const before = (await messagesTo(agentId)).length;
    await world().control.addFault({
      method: 'POST',
      path: '/chats/users/',
      status: 429,
      headers: { 'Retry-After': '5' },
    });
    await send(card);
    await card.getByText(/Try again in \d s/).waitFor();
    await card.getByRole('button', { name: 'Try again', exact: true }).click();
    await card
      .getByText(/^Invited \d/)
      .first()
      .waitFor();
    expect((await messagesTo(agentId)).length).toBe(before + 1);
  });
});

test('Copy invitation copies the whole text', async () => {
  const { card, clipboard } = await startWith('Copying Coen', { language: 'nl-NL' });
  await card.getByRole('button', { name: 'Copy invitation' }).click();
  await card.getByText('Copied').first().waitFor();
  expect(await clipboard()).toMatch(/^Dana Whitfield nodigt u uit.*\nhttp\S+token=\S+$/s);
});
