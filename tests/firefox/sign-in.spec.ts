import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { Page } from './support/page.ts';
import {
  accountButton,
  button,
  DANA,
  NO_FIREFOX_HERE,
  PUBLIC_CLIENT,
  ROWS,
  useWorld,
} from './support/world.ts';

/**
 * How long a sign-in that resumes automatically may take, in milliseconds: many times the usual.
 */
const NO_SIGN_IN_MS = 2_500;

// One journey: each story begins where the one before it ended.
describe.skipIf(NO_FIREFOX_HERE)('signing in and out in Firefox', () => {
  const world = useWorld({ signedIn: false });

  const isSignInWindow = (url: string) => url.startsWith(`${world().origin}/oauth/authorize`);
  const signInWindow = () => world().firefox.page(isSignInWindow);
  const openOptions = () => world().firefox.open('options.html');

  async function signOut(options: Page): Promise<void> {
    // What the checks ask after a sign-in is not to be cut off.
    await expect
      .poll(() =>
        options.evaluate(() => document.querySelector('.checks')?.getAttribute('aria-busy') ?? null),
      )
      .toBe('false');
    await options.click(accountButton('Sign out'));
    await options.waitFor(accountButton('Sign in'));
  }

  /** Stops the background while the sign-in window is open, and signs in there. */
  async function signInWithoutBackground(options: Page): Promise<void> {
    await options.click(accountButton('Sign in'));
    const window = await signInWindow();
    await world().firefox.watch.stopBackground();
    await window.click(button('Sign in'));
    await expect.poll(() => world().firefox.pagesWhere(isSignInWindow)).toEqual([]);
  }

  /** Nobody is signed in unnoticed, although another background has run for long enough. */
  async function expectNobodySignsIn(): Promise<void> {
    const popup = await world().openPopup();
    await popup.waitFor(button('Sign in'));
    await sleep(NO_SIGN_IN_MS);
    await popup.waitFor(button('Sign in'));
    expect(await world().stored('session')).not.toContain('accessToken');
    await popup.close();
  }

  test('Cancel in the sign-in window is no error, and nothing is stored', async () => {
    const options = await openOptions();
    await world().fillIn(options);
    await options.click(accountButton('Sign in'));
    await (await signInWindow()).click(button('Cancel'));
    await options.waitFor(accountButton('Sign in'));
    await options.waitForText('You closed the sign-in window before finishing.');
    expect(await options.count({ role: 'alert' })).toBe(0);
    expect(await world().stored('session')).not.toContain('accessToken');
    // What was typed is kept.
    expect(await world().stored('local')).toContain(PUBLIC_CLIENT);
  });

  test('a sign-in window that is closed is no error either', async () => {
    const options = await openOptions();
    await options.click(accountButton('Sign in'));
    await (await signInWindow()).close();
    await options.waitForText('You closed the sign-in window before finishing.');
    await options.waitFor(accountButton('Sign in'));
    expect(await options.count({ role: 'alert' })).toBe(0);
  });

  test('a background that is stopped during the first sign-in at a host that somebody typed: nobody is signed in silently', async () => {
    await signInWithoutBackground(await openOptions());
    await expectNobodySignsIn();
    // The next story signs in with a window, as the person then has to.
    await world().firefox.clearCookies();
  });

  test('the sign-in window closes automatically, the settings show the user, the popup lists conversations', async () => {
    const options = await openOptions();
    await options.click(accountButton('Sign in'));
    await (await signInWindow()).click(button('Sign in'));
    await options.waitFor(accountButton('Sign out'));
    await options.waitForText(DANA.name);
    expect(await world().firefox.pagesWhere(isSignInWindow)).toEqual([]);
    const popup = await world().openPopup();
    await popup.waitForText(DANA.name);
    await expect.poll(() => popup.count(ROWS)).toBeGreaterThan(4);

    // The code was exchanged with a verifier and without any secret.
    const exchange = (await world().control.requests()).findLast(({ path }) => path === '/oauth/token');
    expect(exchange).toMatchObject({ status: 200, authorization: null });
    expect(JSON.stringify(exchange?.body)).toContain('code_verifier');
    expect(JSON.stringify(exchange?.body)).not.toContain('client_secret');
  });

  test('the checks of the settings are all good after it', async () => {
    const options = await openOptions();
    await options.waitForText('Live updates');
    await expect
      .poll(() => options.texts({ role: 'listitem', within: { role: 'list', name: 'Check results' } }))
      .not.toContainEqual(expect.stringMatching(/: (Pending|Problem)\./));
  });

  test('signing out revokes the token, forgets the person and leaves the settings', async () => {
    const options = await openOptions();
    await signOut(options);
    const revoked = (await world().control.requests()).findLast(({ path }) => path === '/api/v2/tokens/me');
    expect(revoked).toMatchObject({ method: 'DELETE', status: 200 });
    for (const trace of ['accessToken', DANA.name, 'conversations'])
      expect(await world().stored('session')).not.toContain(trace);
    expect(await world().stored('local')).toContain(PUBLIC_CLIENT);
    await (await world().openPopup()).waitFor(button('Sign in'));
  });

  test('a sign-in window keeps the background alive for as long as the user takes', async () => {
    const { watch } = world().firefox;
    const options = await openOptions();
    await watch.setIdleTimeout(500);
    try {
      await options.click(accountButton('Sign in'));
      const window = await signInWindow();
      // Four times what an idle background has.
      await new Promise((resolve) => setTimeout(resolve, 2_000));
      expect(await watch.backgroundState()).toBe('running');
      await window.click(button('Sign in'));
      await options.waitForText(DANA.name);
    } finally {
      await watch.setIdleTimeout();
    }
    await signOut(options);
  });

  test('after signing out the window asks who it is, though the browser is still logged in', async () => {
    const options = await openOptions();
    await options.click(accountButton('Sign in'));
    const window = await signInWindow();
    expect(new URL(await window.evaluate(() => location.href)).searchParams.get('prompt')).toBe('login');
    await window.click(button('Sign in'));
    await options.waitForText(DANA.name);
    await signOut(options);
  });

  test('a background that is stopped while the window is open after signing out: nobody is signed in silently', async () => {
    await signInWithoutBackground(await openOptions());
    await expectNobodySignsIn();
    await world().signIn();
  });

  test('a background that is stopped while the window is open, where somebody has signed in before: the next one finishes the sign-in', async () => {
    // What ends with the browser's session is gone, as after a restart of the browser.
    await world().inside.evaluate(() => chrome.storage.session.clear());
    await world().firefox.clearCookies();
    const options = await openOptions();
    await signInWithoutBackground(options);
    const popup = await world().openPopup();
    await popup.waitForText(DANA.name);
    await expect.poll(() => popup.count(ROWS)).toBeGreaterThan(4);
    await options.bringToFront();
    await options.waitFor(accountButton('Sign out'));
  });
});
