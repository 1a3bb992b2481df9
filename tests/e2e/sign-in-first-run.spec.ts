import { describe, expect, test } from 'vitest';
import { OptionsPage } from './support/options-page.ts';
import { WelcomePage } from './support/welcome-page.ts';
import { DANA, PUBLIC_CLIENT, SECRET_CLIENT, useWorld } from './support/world.ts';

const world = useWorld({ signedIn: false });

const stored = (area: 'local' | 'session') =>
  world()
    .worker()
    .evaluate(async (name) => JSON.stringify(await chrome.storage[name].get()), area);

describe('first run and sign-in', () => {
  test('after installing, the welcome page opens by itself, and the settings have the redirect URI to register', async () => {
    const welcome = await WelcomePage.find(world());
    const opening = world().context.waitForEvent('page');
    await welcome.button('All settings').click();
    const page = await opening;
    const settings = new OptionsPage(page);
    await expect
      .poll(() => settings.valueOf('Redirect URI'))
      .toBe(`https://${world().extensionId}.chromiumapp.org/us_east_1`);
    await world().context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.bringToFront();
    await settings.button('Copy redirect URI').click();
    await expect
      .poll(() => page.evaluate(() => navigator.clipboard.readText()))
      .toBe(`https://${world().extensionId}.chromiumapp.org/us_east_1`);
  });

  test('before the set-up the popup leads there and to nothing else', async () => {
    const popup = await world().openPopup();
    await popup.button('Set up').waitFor();
    expect(await popup.rows.count()).toBe(0);
  });

  test('a host that is not safe is refused beside its field, and what was typed stays', async () => {
    const settings = await world().openOptions();
    await settings.chooseCustomHost('http://genesys.example.com');
    await settings.fill('Client ID', 'not-a-client-id');
    await settings.button('Save').click();
    await settings.page.getByText('Only https is accepted').waitFor();
    expect(await settings.valueOf('Custom host')).toBe('http://genesys.example.com');
    expect(await settings.valueOf('Client ID')).toBe('not-a-client-id');
    expect(await stored('local')).not.toContain('genesys.example.com');
  });

  test('closing the sign-in window, or Cancel in it, is no error', async () => {
    const settings = await world().openOptions();
    await settings.configure({ host: world().origin, clientId: PUBLIC_CLIENT });
    const canceled = await settings.pressSignIn();
    await canceled.getByRole('button', { name: 'Cancel' }).click();
    await settings.button('Sign in').waitFor();
    expect(await settings.page.getByRole('alert').count()).toBe(0);
    const closed = await settings.pressSignIn();
    await closed.close();
    await settings.button('Sign in').waitFor();
    expect(await settings.page.getByRole('alert').count()).toBe(0);
    expect(await stored('session')).not.toContain('accessToken');
  });

  test('a code that the token endpoint refuses is said with its reason, and signing in again works', async () => {
    const settings = await world().openOptions();
    // The client check also calls the token endpoint.
    await settings.check('OAuth client', 'Passed');
    await world().control.addFault({
      method: 'POST',
      path: '/oauth/token',
      status: 400,
      body: { error: 'invalid_grant', error_description: 'code expired' },
    });
    const window = await settings.pressSignIn();
    await window.getByRole('button', { name: 'Sign in' }).click();
    const message = settings.page
      .getByRole('alert')
      .filter({ hasText: 'Genesys Cloud refused the sign-in.' });
    await message.getByText('code expired').waitFor();
  });

  test('signing in shows who it is, and the popup lists conversations', async () => {
    const settings = await world().openOptions();
    await settings.signInAs(DANA.name);
    const popup = await world().openPopup();
    await popup.page.getByText(DANA.name).waitFor();
    await popup.rows.first().waitFor();
    // PKCE: the code was exchanged with a verifier and without any secret.
    const exchange = (await world().control.requests()).findLast(({ path }) => path === '/oauth/token');
    expect(exchange).toMatchObject({ status: 200, authorization: null });
    expect(JSON.stringify(exchange?.body)).toContain('code_verifier');
    expect(JSON.stringify(exchange?.body)).not.toContain('client_secret');
  });

  test('signing out revokes the token, forgets the person and leaves the settings', async () => {
    const settings = await world().openOptions();
    await settings.button('Sign out').click();
    await settings.button('Sign in').waitFor();
    const revoked = (await world().control.requests()).findLast(({ path }) => path === '/api/v2/tokens/me');
    expect(revoked).toMatchObject({ method: 'DELETE', status: 200 });
    const session = await stored('session');
    for (const trace of ['accessToken', DANA.name, 'conversations']) expect(session).not.toContain(trace);
    expect(await settings.valueOf('Client ID')).toBe(PUBLIC_CLIENT);
    await (await world().openPopup()).button('Sign in').waitFor();
  });

  test('client credentials: the secret is not written to disk unless the user ticks so', async () => {
    const settings = await world().openOptions();
    await settings.enterSecretClient(SECRET_CLIENT, DANA.userId);
    await settings.button('Sign in').click();
    await settings.signedInAs(DANA.name).waitFor();
    expect(await stored('local')).not.toContain(SECRET_CLIENT.secret);
    // The checks of the page read users too, before or after.
    const read = (await world().control.requests()).map(({ path }) => path);
    expect(read).toContain(`/api/v2/users/${DANA.userId}`);

    await settings.page.getByRole('checkbox', { name: /Remember/ }).check();
    await settings.save();
    await expect.poll(() => stored('local')).toContain(SECRET_CLIENT.secret);
    await settings.page.getByRole('checkbox', { name: /Remember/ }).uncheck();
    await settings.save();
    await expect.poll(() => stored('local')).not.toContain(SECRET_CLIENT.secret);
  });

  test('a wrong client secret is named as such, and what was typed stays', async () => {
    const settings = await world().openOptions();
    await settings.signOut();
    await settings.fill('Client secret', 'wrong-secret');
    await settings.button('Sign in').click();
    await settings.page.getByText('does not accept this client ID or secret').waitFor();
    expect(await settings.valueOf('Client ID')).toBe(SECRET_CLIENT.id);
  });
});
