import { describe, expect, test } from 'vitest';
import { ALWAYS, type Fault } from '../simulator/faults.ts';
import { nextJoinTab } from './support/join-tabs.ts';
import { DANA, useWorld } from './support/world.ts';

const world = useWorld();

/** The sign-in page, in a window or without one; whatever is asked of it. */
const PAGE = { path: '^/oauth/authorize', times: ALWAYS };
const ERROR_STATUSES = [400, 401, 403, 503];

let count = 0;
/** Presses a start whose token the API refuses, while the sign-in page misbehaves. */
async function startWithRefusedToken(fault: Fault) {
  count += 1;
  const name = `Refused Number ${count}`;
  const { id } = await world().control.addConversation({ customerName: name });
  const popup = await world().openPopup();
  await popup.dismissAll();
  await popup.find(name);
  await world().control.addFault(fault);
  await world().control.revokeTokens({ refresh: true });
  await popup.filter.press('Enter');
  return { popup, id };
}

describe('the API refuses the token, and the page that a silent renewal asks', () => {
  test.each(ERROR_STATUSES)(
    'answers %i: signed out, and the start goes on after the sign-in',
    async (status) => {
      const { popup, id } = await startWithRefusedToken({ ...PAGE, status });
      const message = popup.waiting('You are signed out.');
      await message.waitFor();
      expect(await popup.page.getByText('cannot be reached').count()).toBe(0);
      await world().control.clearFaults();
      const opening = nextJoinTab(world().context);
      // The login of the browser lives: the window opens and closes by itself.
      await message.getByRole('button', { name: 'Sign in' }).click();
      await opening;
      const sessions = await world().control.sessions();
      expect(sessions.filter(({ conversationId }) => conversationId === id)).toHaveLength(1);
    },
  );

  test('takes longer than a silent renewal may: signed out', async () => {
    const { popup } = await startWithRefusedToken({ ...PAGE, delayMs: 15_000 });
    await popup.waiting('You are signed out.').waitFor();
  });

  test('drops the connection: that is the network', async () => {
    const { popup } = await startWithRefusedToken({ ...PAGE, drop: 'before' });
    await popup.failure('Genesys Cloud cannot be reached.').waitFor();
    await world().control.clearFaults();
    const opening = nextJoinTab(world().context);
    await popup
      .failure('Genesys Cloud cannot be reached.')
      .getByRole('button', { name: 'Try again' })
      .first()
      .click();
    await opening;
  });

  test('answers an error: the checks offer the sign-in and blame no proxy', async () => {
    await world().control.addFault({ ...PAGE, status: 503 });
    await world().control.revokeTokens({ refresh: true });
    const settings = await world().openOptions();
    await settings.check('Connection', 'Passed');
    const line = await settings.check('Sign-in', 'Problem');
    await line.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(await settings.checks.getByText(/proxy/i).count()).toBe(0);
    await world().control.clearFaults();
  });

  test('drops the connection: the checks blame no proxy between the extension and the API', async () => {
    await world().control.addFault({ ...PAGE, drop: 'before' });
    await world().control.revokeTokens({ refresh: true });
    const settings = await world().openOptions();
    const line = await settings.check('Connection', 'Problem');
    await line.getByText('The sign-in host closed the connection').waitFor();
    expect(await settings.checks.getByText(/proxy/i).count()).toBe(0);
  });
});

describe('in the sign-in window', () => {
  async function signedOutSettings() {
    const settings = await world().openOptions();
    await settings.signOut();
    return settings;
  }

  test.each(ERROR_STATUSES)(
    'an answer of %i: the page could not be shown, what to check, try again',
    async (status) => {
      const settings = await signedOutSettings();
      await world().control.addFault({ ...PAGE, status });
      // The browser closes the window before anybody sees it.
      await settings.button('Sign in').first().click();
      const message = settings.page
        .getByRole('alert')
        .filter({ hasText: 'The sign-in page could not be shown.' });
      await message.getByText(`https://${world().extensionId}.chromiumapp.org/loopback/localhost/`).waitFor();
      await message.getByText(/client ID.*redirect URI.*identity provider/).waitFor();
      expect(await settings.page.getByText('cannot be reached').count()).toBe(0);
      await world().control.clearFaults();
      const opening = world().context.waitForEvent('page');
      await message.getByRole('button', { name: 'Try again' }).click();
      const window = await opening;
      await window.getByLabel(DANA.name).check();
      await window.getByRole('button', { name: 'Sign in' }).click();
      await settings.signedInAs(DANA.name).waitFor();
    },
  );

  test('in the popup too: trying again opens the window again', async () => {
    await signedOutSettings();
    const popup = await world().openPopup();
    await world().control.addFault({ ...PAGE, status: 403 });
    await popup.button('Sign in').click();
    const message = popup.failure('The sign-in page could not be shown.');
    await message.waitFor();
    await world().control.clearFaults();
    const opening = world().context.waitForEvent('page');
    await message.getByRole('button', { name: 'Try again' }).click();
    await (await opening).getByLabel(DANA.name).waitFor();
  });

  test('pressing again while the answer is slow is no fault of the network', async () => {
    const settings = await signedOutSettings();
    const window = await settings.pressSignIn();
    await window.getByLabel(DANA.name).check();
    await world().control.addFault({ ...PAGE, method: 'POST', delayMs: 6_000 });
    // Chromium takes two presses in quick succession for one.
    await window.getByRole('button', { name: 'Sign in' }).evaluate((button: HTMLButtonElement) => {
      button.click();
      setTimeout(() => button.click(), 2_500);
    });
    await settings.page.getByRole('alert').getByText('The sign-in page could not be shown.').waitFor();
    await world().control.clearFaults();
  });

  test('a dropped connection is the network', async () => {
    const settings = await signedOutSettings();
    await world().control.addFault({ ...PAGE, drop: 'before' });
    await settings.button('Sign in').first().click();
    await settings.page.getByRole('alert').getByText('Genesys Cloud cannot be reached.').waitFor();
  });
});
