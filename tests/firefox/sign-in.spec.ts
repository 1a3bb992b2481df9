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

describe.skipIf(NO_FIREFOX_HERE)('signing in and out in Firefox', () => {
  const world = useWorld({ signedIn: false });

  const isSignInWindow = (url: string) => url.startsWith(`${world().origin}/oauth/authorize`);
  const signInWindow = () => world().firefox.page(isSignInWindow);
  const openOptions = () => world().firefox.open('options.html');

  async function signOut(options: Page): Promise<void> {
    await options.click(accountButton('Sign out'));
    await options.waitFor(accountButton('Sign in'));
    // Else the next sign-in would need no window.
    await world().firefox.clearCookies();
  }

  test('Cancel in the sign-in window is no error, and nothing is stored', async () => {
    const options = await openOptions();
    await world().fillIn(options);
    await options.click(accountButton('Sign in'));
    await (await signInWindow()).click(button('Cancel'));
    await options.waitFor(accountButton('Sign in'));
    await options.waitForText('The sign-in window was closed before it was done.');
    expect(await options.count({ role: 'alert' })).toBe(0);
    expect(await world().stored('session')).not.toContain('accessToken');
    // What was typed is kept.
    expect(await world().stored('local')).toContain(PUBLIC_CLIENT);
  });

  test('a sign-in window that is closed is no error either', async () => {
    const options = await openOptions();
    await options.click(accountButton('Sign in'));
    await (await signInWindow()).close();
    await options.waitForText('The sign-in window was closed before it was done.');
    await options.waitFor(accountButton('Sign in'));
    expect(await options.count({ role: 'alert' })).toBe(0);
  });

  test('the sign-in window closes by itself, the settings say who it is, the popup lists conversations', async () => {
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
      .poll(() =>
        options.texts({ role: 'listitem', within: { role: 'list', name: 'Results of the checks' } }),
      )
      .not.toContainEqual(expect.stringMatching(/: (Not yet|Problem)\./));
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

  test('a background that is stopped while the window is open: the next one finishes the sign-in', async () => {
    const { watch } = world().firefox;
    const options = await openOptions();
    await options.click(accountButton('Sign in'));
    const window = await signInWindow();
    await watch.stopBackground();
    await window.click(button('Sign in'));
    await expect.poll(() => world().firefox.pagesWhere(isSignInWindow)).toEqual([]);
    const popup = await world().openPopup();
    await popup.waitForText(DANA.name);
    await expect.poll(() => popup.count(ROWS)).toBeGreaterThan(4);
    await options.bringToFront();
    await options.waitFor(accountButton('Sign out'));
  });
});
