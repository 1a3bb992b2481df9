import { describe, expect, test } from 'vitest';
import type { Fault } from '../simulator/faults.ts';
import { ALWAYS } from '../simulator/faults.ts';
import { ExtensionsPage } from './support/extensions-page.ts';
import { joinTabs, nextJoinTab } from './support/join-tabs.ts';
import { createSessionElsewhere } from './support/other-client.ts';
import type { PopupPage } from './support/popup-page.ts';
import {
  CLIENT_WITHOUT_COBROWSE,
  DANA,
  FEMI,
  PUBLIC_CLIENT,
  SECRET_CLIENT,
  useWorld,
} from './support/world.ts';

const world = useWorld();

const CREATE = { method: 'POST', path: '/cobrowse/sessions$' };
const SUPERVISOR_TOKEN = { method: 'POST', path: `/participants/${DANA.userId}/tokens$` };
const LISTING = { method: '*', path: '/api/v2/(conversations\\?|analytics/)' };

/** Resolves when the look-up of the conversation's live session is answered. */
async function lookedUp(conversationId: string): Promise<void> {
  await expect
    .poll(async () =>
      (await world().control.requests()).some(
        ({ path, query, status }) =>
          path.endsWith('/cobrowse/sessions') && query.includes(conversationId) && status === 200,
      ),
    )
    .toBe(true);
}

let count = 0;
/**
 * Opens the popup with a new conversation selected and prefetched, so that faults affect only the
 * start.
 */
async function popupWithConversation(): Promise<{ popup: PopupPage; name: string; id: string }> {
  count += 1;
  const name = `Customer Number ${count}`;
  const { id } = await world().control.addConversation({ customerName: name });
  const popup = await world().openPopup();
  // Failures of earlier tests stay until they are dismissed.
  await popup.dismissAll();
  await popup.find(name);
  await lookedUp(id);
  return { popup, name, id };
}

const sessionsOf = async (id: string) =>
  (await world().control.sessions()).filter(
    ({ conversationId, state }) => conversationId === id && state !== 'ended',
  );

describe('each failure of a start has its sentence, its details and its recovery action', () => {
  const cases: { code: string; fault: Fault; title: string; button: string | null }[] = [
    {
      code: 'permission-denied',
      fault: {
        ...CREATE,
        status: 403,
        body: {
          code: 'missing.permissions',
          status: 403,
          message:
            'Unable to perform the requested action. You are missing the following permission(s): cobrowse:session:add',
        },
      },
      title: 'Missing in Genesys Cloud: the permission “cobrowse:session:add”',
      // Trying again cannot help: an administrator must be asked.
      button: null,
    },
    {
      code: 'invalid-request',
      fault: {
        ...CREATE,
        status: 400,
        body: {
          code: 'constraint.validation',
          status: 400,
          message: 'timeoutInMinutes must be at most 60',
          details: [{ errorCode: 'constraint.validation', fieldName: 'settings.timeoutInMinutes' }],
        },
      },
      title: 'Genesys Cloud did not accept the request.',
      button: 'Try again',
    },
    {
      code: 'server-error',
      fault: { ...CREATE, status: 503, times: 2 },
      title: 'Genesys Cloud isn’t responding correctly (503).',
      button: 'Try again',
    },
    {
      code: 'unreachable',
      fault: { ...CREATE, drop: 'before', times: 2 },
      title: 'Genesys Cloud cannot be reached.',
      button: 'Try again',
    },
    {
      code: 'unexpected-response',
      fault: { ...SUPERVISOR_TOKEN, malformed: true },
      title: 'Unexpected response from Genesys Cloud',
      button: 'Try again',
    },
  ];

  test.each(cases)('$code', async ({ code, fault, title, button }) => {
    const { popup, id } = await popupWithConversation();
    await world().control.addFault(fault);
    await popup.filter.press('Enter');
    const message = popup.failure(title);
    await message.waitFor();
    const sheet = await popup.openNotice(message);
    await sheet.getByText(code, { exact: true }).waitFor();
    if (button === null) {
      await world().context.grantPermissions(['clipboard-read', 'clipboard-write']);
      await sheet.getByRole('button', { name: 'Copy request for admin' }).click();
      await sheet.getByText('Copied').waitFor();
      const request = await popup.page.evaluate(() => navigator.clipboard.readText());
      expect(request).toContain('the permission “cobrowse:session:add”');
      expect(await popup.button('Try again').count()).toBe(0);
    }
    await popup.closeOverlays();
    expect(joinTabs(world().context)).toEqual([]);
    // The recovery action leads to the same session.
    await world().control.clearFaults();
    const opening = nextJoinTab(world().context);
    if (button === null) await popup.filter.press('Enter');
    else await message.getByRole('button', { name: button }).click();
    await opening;
    expect(await sessionsOf(id)).toHaveLength(1);
    await message.waitFor({ state: 'hidden' });
  });

  test('details hold the correlation id that Genesys support asks for', async () => {
    const { popup } = await popupWithConversation();
    await world().control.addFault({
      ...CREATE,
      status: 500,
      times: 2,
      headers: { 'ININ-Correlation-Id': 'correlation-4711' },
    });
    await popup.filter.press('Enter');
    const message = popup.failure('Genesys Cloud isn’t responding correctly (500).');
    const sheet = await popup.openNotice(message);
    await sheet.getByText('correlation-4711').waitFor();
    await sheet.getByText('POST /api/v2/cobrowse/sessions').waitFor();
  });

  test('timed-out', { timeout: 60_000 }, async () => {
    const { popup, id } = await popupWithConversation();
    await world().control.addFault({ ...SUPERVISOR_TOKEN, delayMs: 11_000, times: 2 });
    await popup.filter.press('Enter');
    const message = popup.failure('Genesys Cloud did not respond in time.');
    await message.waitFor({ timeout: 40_000 });
    await world().control.clearFaults();
    const opening = nextJoinTab(world().context);
    await message.getByRole('button', { name: 'Try again' }).click();
    await opening;
    expect(await sessionsOf(id)).toHaveLength(1);
  });

  test('a create whose answer was lost is looked for, not repeated: one session, and the supervisor is in', async () => {
    const { popup, id } = await popupWithConversation();
    await world().control.addFault({ ...CREATE, drop: 'after' });
    const opening = nextJoinTab(world().context);
    await popup.filter.press('Enter');
    await opening;
    const creates = (await world().control.requests()).filter(
      ({ method, path, body }) =>
        method === 'POST' && path.endsWith('/cobrowse/sessions') && JSON.stringify(body).includes(id),
    );
    expect(creates).toHaveLength(1);
    expect(await sessionsOf(id)).toHaveLength(1);
    expect(await popup.page.getByRole('alert').count()).toBe(0);
  });

  test('no-agent', async () => {
    const { id } = await world().control.addConversation({ customerName: 'Queueing Kim', agentIds: [] });
    const popup = await world().openPopup();
    await popup.start('Queueing Kim');
    // The row shows the reason first. The list may be out of date, so the start can be tried
    // anyway.
    await popup.page.getByText('This conversation has no agent now.').waitFor();
    // The same key, pressed again at once, would count as the same gesture.
    await popup.page.waitForTimeout(1_100);
    expect(await popup.failure('No agent found').count()).toBe(0);
    await popup.filter.press('Enter');
    const message = popup.failure('No agent found in this conversation.');
    await message.waitFor();
    await message.getByText('Cobrowse requires an agent participant.').waitFor();
    expect(await sessionsOf(id)).toEqual([]);
  });

  test('not-found, when it ended before the click', async () => {
    // When the end arrives, the row disappears.
    await world().control.addFault({ method: '*', path: '/notifications/', status: 403, times: ALWAYS });
    const { popup, name, id } = await popupWithConversation();
    await world().control.endConversation(id);
    await popup.filter.press('Enter');
    const message = popup.failure('The conversation has ended or is not in your organization.');
    await message.waitFor();
    await message.getByRole('button', { name: 'Refresh' }).click();
    await popup.row(name).waitFor({ state: 'detached' });
  });

  test('not-found names the agent when it is the agent who is unknown', async () => {
    const { popup } = await popupWithConversation();
    await world().control.addFault({ ...CREATE, status: 404 });
    await world().control.addFault({ method: 'GET', path: '/api/v2/users/bbbbbbbb', status: 404 });
    await popup.filter.press('Enter');
    await popup.failure('The agent of this conversation is no longer a user of your organization').waitFor();
  });

  test('conflict is shown only when the session in the way cannot be found either', async () => {
    const { popup } = await popupWithConversation();
    await world().control.addFault({ ...CREATE, status: 409, times: 2 });
    await popup.filter.press('Enter');
    await popup.failure('already has a cobrowse session on this conversation').waitFor();
  });

  test('rate-limited: a countdown is shown, then the start resumes automatically', async () => {
    const { popup, id } = await popupWithConversation();
    await world().control.addFault({ ...CREATE, status: 429, headers: { 'Retry-After': '5' } });
    const opening = nextJoinTab(world().context);
    await popup.filter.press('Enter');
    await popup
      .waiting('Too many requests to Genesys Cloud')
      .getByText(/Retrying in \d s/)
      .waitFor();
    await opening;
    expect(await sessionsOf(id)).toHaveLength(1);
  });

  test('signed-out: the start waits for the sign-in and resumes automatically', async () => {
    const { popup, id } = await popupWithConversation();
    // Revokes the token and the login that a silent renewal would use.
    await world().control.revokeTokens({ refresh: true });
    await world().context.clearCookies();
    await popup.filter.press('Enter');
    const message = popup.waiting('You are signed out.');
    await message.waitFor({ timeout: 20_000 });
    const signInWindow = world().context.waitForEvent('page');
    await message.getByRole('button', { name: 'Sign in' }).click();
    const window = await signInWindow;
    await window.getByLabel(DANA.name).check();
    const opening = nextJoinTab(world().context);
    await window.getByRole('button', { name: 'Sign in' }).click();
    await opening;
    expect(await sessionsOf(id)).toHaveLength(1);
  });

  test('an invalid token is renewed silently while the login lasts, without a message', async () => {
    await world().closeTabs();
    await world().context.clearCookies();
    const settings = await world().openOptions();
    await settings.button('Sign out').click();
    await settings.signInAs(DANA.name);
    const { popup } = await popupWithConversation();
    await world().control.revokeTokens();
    const opening = nextJoinTab(world().context);
    await popup.filter.press('Enter');
    await opening;
    expect(await popup.page.getByRole('alert').count()).toBe(0);
  });

  test('join-token-expired: the page is opened again with a fresh token without asking', async () => {
    const { popup } = await popupWithConversation();
    await world().control.addFault({ method: 'GET', path: '/cobrowse/join', status: 410, body: 'expired' });
    const opening = nextJoinTab(world().context);
    await popup.filter.press('Enter');
    const tab = await opening;
    const first = tab.url();
    await expect.poll(() => tab.url()).not.toBe(first);
    await tab.getByText(DANA.name).first().waitFor();
    expect(joinTabs(world().context)).toHaveLength(1);
  });

  test('join-token-expired is said when the fresh token is refused as well', async () => {
    const { popup } = await popupWithConversation();
    await world().control.addFault({
      method: 'GET',
      path: '/cobrowse/join',
      status: 410,
      times: 2,
      body: 'expired',
    });
    await popup.filter.press('Enter');
    await popup.failure('The join link expired.').waitFor();
  });

  test('cobrowse-unavailable: an organization without the Sessions API is distinguished from an unknown conversation', async () => {
    const { popup } = await popupWithConversation();
    await world().control.addFault({ ...CREATE, status: 404 });
    await popup.filter.press('Enter');
    await popup.failure('This organization has no cobrowse service').waitFor();
  });

  test('host-access-missing: shown with a button, and the start resumes when the browser grants it', async () => {
    const { popup, id } = await popupWithConversation();
    const extensions = await ExtensionsPage.open(world());
    await extensions.setHostAccess('ON_SPECIFIC_SITES');
    await popup.comeBack();
    await popup.filter.press('Enter');
    const message = popup.waiting('The browser does not allow access to Genesys Cloud.');
    await message.getByRole('button', { name: 'Allow access' }).waitFor();
    const opening = nextJoinTab(world().context);
    // Grants it as on the browser's own pages: the prompt is outside any page.
    await extensions.grantBefore('http://localhost/*');
    await opening;
    expect(await sessionsOf(id)).toHaveLength(1);
    await extensions.setHostAccess('ON_ALL_SITES');
  });
});

describe('failures of the listing', () => {
  test('the old rows stay, the message stands above them, and its button reads again', async () => {
    const { popup, name } = await popupWithConversation();
    await popup.page.keyboard.press('Escape');
    await world().control.addFault({ ...LISTING, status: 500, times: ALWAYS });
    await popup.page.getByRole('button', { name: 'Refresh' }).click();
    const message = popup.failure('Genesys Cloud isn’t responding correctly (500).');
    await message.waitFor();
    expect(await popup.row(name).count()).toBe(1);
    await world().control.clearFaults();
    await message.getByRole('button', { name: 'Try again' }).click();
    await message.waitFor({ state: 'hidden' });
  });

  test('no-conversations is an empty state that says what would make one appear, not an error', async () => {
    await world().control.reset({ conversations: 0 });
    const popup = await world().openPopup();
    await popup.page.getByText('No active conversations').waitFor();
    await popup.dismissAll();
    expect(await popup.page.getByRole('alert').count()).toBe(0);
  });
});

describe('what the organization did not grant', () => {
  const signInAs = async (user: string, clientId: string) => {
    const settings = await world().openOptions();
    await settings.button('Sign out').click();
    await settings.button('Sign in').waitFor();
    await settings.page.close();
    await world().context.clearCookies();
    await world().signIn(user, clientId);
  };

  test('a client without the cobrowse scope: the scope is named', async () => {
    await signInAs(DANA.name, CLIENT_WITHOUT_COBROWSE);
    await world().control.addConversation({ customerName: 'Scopeless Sam' });
    const popup = await world().openPopup();
    await popup.start('Scopeless Sam');
    await popup.failure(/Missing in Genesys Cloud: the scope “cobrowse:session:(read|write)”/).waitFor();
  });

  test('a supervisor without the capability: the permission is named', async () => {
    await signInAs(FEMI.name, PUBLIC_CLIENT);
    await world().control.addConversation({ customerName: 'Capless Cora' });
    const popup = await world().openPopup();
    await popup.find('Capless Cora');
    // Shown as soon as the service is known; the platform refuses a start that is tried anyway.
    await popup.selectedRow.filter({ hasText: 'Not permitted' }).waitFor();
    await popup.filter.press('Enter');
    await popup.button('Try anyway').click();
    await popup.failure(/Missing in Genesys Cloud: the (permission|Cobrowse capability)/).waitFor();
  });

  test("another supervisor's live session is not taken over: the message names who has it", async () => {
    const settings = await world().openOptions();
    await settings.enterSecretClient(SECRET_CLIENT, FEMI.userId);
    await settings.button('Save').click();
    await settings.button('Sign in').click();
    await settings.signedInAs(FEMI.name).waitFor();
    const conversation = await world().control.addConversation({ customerName: 'Taken Tom' });
    await createSessionElsewhere(world().origin, conversation, DANA.userId);
    const popup = await world().openPopup();
    await popup.row('Taken Tom').waitFor();
    await popup.filter.fill('Taken Tom');
    await lookedUp(conversation.id);
    // The row shows the reason first; a start that is tried anyway takes nothing over.
    await popup.selectedRow.filter({ hasText: 'In use' }).waitFor();
    await popup.filter.press('Enter');
    await popup.page.getByText(`${DANA.name} has a cobrowse session on this conversation.`).waitFor();
    // The same key, pressed again at once, would count as the same gesture.
    await popup.page.waitForTimeout(1_100);
    await popup.filter.press('Enter');
    await popup.failure(`${DANA.name} already has a cobrowse session on this conversation.`).waitFor();
    expect(joinTabs(world().context)).toEqual([]);
  });
});
