import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startHostileHost } from './support/hostile-host.ts';
import type { OptionsPage } from './support/options-page.ts';
import { setPolicy } from './support/stored-settings.ts';
import { WelcomePage } from './support/welcome-page.ts';
import { WorkerDeath } from './support/worker-death.ts';
import { DANA, PUBLIC_CLIENT, SECRET_CLIENT, useWorld } from './support/world.ts';

// Attacks of a host that the user was talked into, and of whoever talks them into it.

const EXTENSION = 'https://mflddamhjijplebmphbecmklngnfccco.chromiumapp.org/';
/**
 * Both send the sign-in on to the honest login. The redirect URI of the second is registered there,
 * by somebody's mistake.
 */
const stranger = await startHostileHost();
const registered = await startHostileHost();
const redirectUriOf = (origin: string) => `${EXTENSION}loopback/localhost/${new URL(origin).port}`;

const world = useWorld({
  signedIn: false,
  simulator: { redirectUris: [redirectUriOf(registered.origin)], issuer: true },
});

beforeEach(async () => {
  stranger.sendTo(world().origin);
  registered.sendTo(world().origin);
  // Somebody is logged in at the honest login: its cookie answers without a word.
  const { name, value } = await world().control.signIn(DANA.name);
  await world().context.addCookies([{ name, value, url: world().origin }]);
});

afterEach(async () => {
  for (const { received, redeemed } of [stranger, registered]) {
    expect(redeemed, 'tokens that are gone').toEqual([]);
    received.length = 0;
  }
  await forgetEverything();
});

afterAll(async () => {
  await Promise.all([stranger.close(), registered.close()]);
});

/** The extension as it is after installing. */
async function forgetEverything(): Promise<void> {
  await setPolicy(world(), {});
  const settings = await world().openOptions();
  await settings.signOut();
  await settings.page.close();
  await world()
    .worker()
    .evaluate(() => Promise.all([chrome.storage.local.clear(), chrome.storage.session.clear()]));
}

/**
 * What went to a path, without what any host is asked: whether it is there (the bare path; also
 * after a sign-in page that failed), and about a code that never was.
 */
const sentTo = (host: typeof stranger, path: string) =>
  host.received.filter(
    (one) =>
      one.path === path &&
      !one.body.includes('never-issued') &&
      !(path === '/oauth/authorize' && one.query === ''),
  );
const sentAtAll = (host: typeof stranger) =>
  host.received.filter(({ path, body }) => path !== '/' && !body.includes('never-issued'));

const isSignedIn = () =>
  world()
    .worker()
    .evaluate(async () => {
      const { identity, 'access-token': token } = await chrome.storage.session.get([
        'identity',
        'access-token',
      ]);
      return identity !== undefined || token !== undefined;
    });

const tokenRequests = async () =>
  (await world().control.requests()).filter(({ path }) => path === '/oauth/token').length;

/** Presses Sign in with the window's fate left to itself. */
async function pressSignIn(settings: OptionsPage): Promise<Page> {
  const opening = world().context.waitForEvent('page');
  await settings.button('Sign in').click();
  return await opening;
}

describe('a code of the honest login for the hostile host', () => {
  test('cannot be obtained: the honest login knows no redirect URI of another environment', async () => {
    const settings = await world().openOptions();
    await settings.configure({ host: stranger.origin, clientId: PUBLIC_CLIENT });
    // What the window shows is the honest login's error page, and no code.
    await settings.button('Sign in').click();
    await expect.poll(() => sentTo(stranger, '/oauth/authorize').length).toBe(1);
    expect(new URLSearchParams(sentTo(stranger, '/oauth/authorize')[0]?.query).get('redirect_uri')).toBe(
      redirectUriOf(stranger.origin),
    );
    await settings.page.getByRole('alert').first().waitFor();
    await settings.button('Sign in').waitFor();
    expect([...sentTo(stranger, '/oauth/token'), await isSignedIn()]).toEqual([false]);
  });

  test.each([
    ['the redirect URI of the honest environment', () => redirectUriOf(world().origin)],
    ['the root of the extension', () => EXTENSION],
  ])(
    'that was asked for with %s comes back on the wrong path, and is sent to nobody',
    async (_what, redirectUri) => {
      stranger.sendTo(world().origin, (query) => query.set('redirect_uri', redirectUri()));
      const settings = await world().openOptions();
      await settings.configure({ host: stranger.origin, clientId: PUBLIC_CLIENT });
      const before = await tokenRequests();
      await settings.button('Sign in').click();
      await settings.page.getByRole('alert').getByText('Genesys Cloud refused the sign-in.').waitFor();
      expect(sentTo(stranger, '/oauth/authorize')).toHaveLength(1);
      expect([...sentTo(stranger, '/oauth/token'), await isSignedIn()]).toEqual([false]);
      expect(await tokenRequests()).toBe(before);
    },
  );

  test('names its issuer: where the redirect URI is registered by mistake, it is refused too', async () => {
    const settings = await world().openOptions();
    await settings.configure({ host: registered.origin, clientId: PUBLIC_CLIENT });
    await settings.button('Sign in').click();
    await settings.page.getByRole('alert').getByText('Genesys Cloud refused the sign-in.').waitFor();
    expect(sentTo(registered, '/oauth/authorize')).toHaveLength(1);
    expect([...sentTo(registered, '/oauth/token'), await isSignedIn()]).toEqual([false]);
  });

  test('at the honest environment is taken, with its issuer told', async () => {
    const settings = await world().openOptions();
    await settings.configure({ host: world().origin, clientId: PUBLIC_CLIENT });
    await settings.signInAs(DANA.name);
    expect(await isSignedIn()).toBe(true);
  });
});

describe('an invisible sign-in', () => {
  /** What can make the extension want a token: the popup's list, and a press. */
  async function wantToken(): Promise<void> {
    const popup = await world().openPopup('as left');
    await popup.button('Sign in').first().waitFor();
    await popup.page.waitForTimeout(1_500);
    await popup.page.close();
  }

  test('is not tried at a host that a policy has set since, with the same client', async () => {
    const settings = await world().openOptions();
    await settings.configure({ host: world().origin, clientId: PUBLIC_CLIENT });
    await settings.signInAs(DANA.name);
    await setPolicy(world(), { customHost: stranger.origin, clientId: PUBLIC_CLIENT });
    await wantToken();
    expect(sentAtAll(stranger)).toEqual([]);
  });

  test('does not finish a first one in a window at a host that was typed, when the worker dies over it', async () => {
    const settings = await world().openOptions();
    await settings.configure({ host: stranger.origin, clientId: PUBLIC_CLIENT });
    const death = await WorkerDeath.watchFrom(world());
    stranger.sendTo(null);
    const window = await pressSignIn(settings);
    await window.getByText('Please wait').waitFor();
    await death.stop();
    // From here on its login would answer.
    stranger.sendTo(world().origin, (query) => query.set('redirect_uri', redirectUriOf(world().origin)));
    await wantToken();
    expect(sentTo(stranger, '/oauth/authorize')).toHaveLength(1);
    await window.close();
  });

  test('does not take up at another host what was begun in a window here', async () => {
    const settings = await world().openOptions();
    await settings.configure({ host: world().origin, clientId: PUBLIC_CLIENT });
    await world().context.clearCookies();
    const death = await WorkerDeath.watchFrom(world());
    const window = await pressSignIn(settings);
    await window.getByRole('button', { name: 'Sign in' }).waitFor();
    await death.stop();
    await settings.chooseCustomHost(stranger.origin);
    await settings.fill('Client ID', PUBLIC_CLIENT);
    await settings.save();
    await wantToken();
    expect(sentAtAll(stranger)).toEqual([]);
    await window.close();
  });
});

describe('the client secret, and the client ID', () => {
  /** Client ID and secret of the honest host, used once and remembered. */
  async function enterSecret(): Promise<OptionsPage> {
    const settings = await world().openOptions();
    await settings.chooseCustomHost(world().origin);
    await settings.enterSecretClient(SECRET_CLIENT, DANA.userId);
    await settings.page.getByRole('checkbox', { name: /Remember/ }).check();
    await settings.button('Sign in').click();
    await settings.signedInAs(DANA.name).waitFor();
    await settings.button('Sign out').click();
    await settings.button('Sign in').waitFor();
    return settings;
  }
  const leaked = () => JSON.stringify(stranger.received).includes(SECRET_CLIENT.secret);

  test('do not move to another host when only the host is changed: the page asks for both', async () => {
    const settings = await enterSecret();
    await settings.fill('Custom host', stranger.origin);
    expect(await settings.valueOf('Client ID')).toBe('');
    await settings.page.getByText('a client ID belongs to one environment').waitFor();
    await settings.button('Sign in').click();
    await settings.page.getByText('Enter the client ID your administrator gave you.').waitFor();
    // Who enters the same ID still has no secret there.
    await settings.fill('Client ID', SECRET_CLIENT.id);
    await settings.button('Sign in').click();
    await settings.page.getByText('Enter the client secret.').waitFor();
    expect(sentAtAll(stranger)).toEqual([]);
    // Back at the host that they were entered for, both are there.
    await settings.fill('Custom host', world().origin);
    expect(await settings.valueOf('Client ID')).toBe(SECRET_CLIENT.id);
    await settings.button('Sign in').click();
    await settings.signedInAs(DANA.name).waitFor();
  });

  test('do not move to another host by a message without the secret', async () => {
    const { page } = await enterSecret();
    const answers = await page.evaluate(async (host) => {
      const { settings } = await chrome.storage.local.get('settings');
      const elsewhere = { ...(settings as object), environment: { kind: 'custom', host } };
      const send = (type: string, data?: unknown) =>
        chrome.runtime.sendMessage({ id: 1, type, data, timestamp: Date.now() });
      return [await send('save-settings', { settings: elsewhere }), await send('sign-in')];
    }, stranger.origin);
    expect(JSON.stringify(answers)).toContain('not-configured');
    expect(sentAtAll(stranger)).toEqual([]);
    const onDisk = await world()
      .worker()
      .evaluate(async () => JSON.stringify(await chrome.storage.local.get()));
    expect(onDisk).not.toContain(SECRET_CLIENT.secret);
  });

  test.each([
    ['sets the client too', { clientId: SECRET_CLIENT.id }],
    ['says nothing of the client', {}],
  ])('do not go along with a policy that sets another host and %s', async (_what, client) => {
    const settings = await enterSecret();
    await setPolicy(world(), { customHost: stranger.origin, ...client });
    const answer = await settings.page.evaluate(() =>
      chrome.runtime.sendMessage({ id: 1, type: 'sign-in', timestamp: Date.now() }),
    );
    expect(JSON.stringify(answer)).toContain('not-configured');
    expect([leaked(), sentTo(stranger, '/oauth/token')]).toEqual([false, []]);
  });
});

describe('a host that only looks like one of the platform', () => {
  test.each([
    'login.pure.cloud.evil.example',
    'login.mypurecloud.com-sso.example',
    'us-gov-pure.cloud.evil.example',
    'mypurec1oud.com',
    'xn--mypureloud-hwi.com',
  ])('%s is refused with the reason, has no redirect URI, and is not stored', async (host) => {
    const settings = await world().openOptions();
    await settings.chooseCustomHost(host);
    await settings.fill('Client ID', PUBLIC_CLIENT);
    await settings.button('Save').click();
    await settings.page.getByText('This host only looks like Genesys Cloud').waitFor();
    expect(await settings.valueOf('Redirect URI')).toBe('');
    expect(await settings.button('Copy redirect URI').count()).toBe(0);
    await settings.showSettings();
    await settings.page.getByLabel('Paste the address').fill(`https://${host}/directory/`);
    expect(await settings.page.getByText('This host only looks like Genesys Cloud').count()).toBe(2);
    const onDisk = await world()
      .worker()
      .evaluate(async () => JSON.stringify(await chrome.storage.local.get()));
    expect(onDisk).not.toContain(host);
  });

  test('is no environment of a policy either', async () => {
    const settings = await world().openOptions();
    await settings.configure({ host: world().origin, clientId: PUBLIC_CLIENT });
    await setPolicy(world(), { customHost: 'login.pure.cloud.evil.example' });
    const popup = await world().openPopup();
    await popup.page.close();
    await settings.page.reload();
    expect(await settings.valueOf('Custom host')).toBe(world().origin);
  });
});

describe('a host of the platform itself', () => {
  test.each([
    ['the settings', async () => (await world().openOptions()).page],
    [
      'the welcome page',
      async () => {
        const { page, step } = await WelcomePage.open(world()).then((welcome) => ({
          page: welcome.page,
          step: welcome.step('Your region'),
        }));
        await step.click();
        return page;
      },
    ],
  ])('is no custom host: in %s its region is proposed', async (_where, open) => {
    const page = await open();
    await page.getByRole('radio', { name: 'Custom host' }).check();
    await page.getByRole('textbox', { name: 'Custom host', exact: true }).fill('login.euw2.pure.cloud');
    await page.getByText('This host is Genesys Cloud itself, in EMEA (London).').waitFor();
    await page.getByRole('button', { name: 'Use this region' }).click();
    expect(await page.getByRole('combobox', { name: 'Region', exact: true }).inputValue()).toBe('eu_west_2');
  });
});

describe('the redirect URI to register', () => {
  test('is the one of the environment that is chosen on the page, before it is saved', async () => {
    const settings = await world().openOptions();
    const uri = () => settings.valueOf('Redirect URI');
    await expect.poll(uri).toBe(`${EXTENSION}us_east_1`);
    await settings.showSettings();
    await settings.page.getByRole('combobox', { name: 'Region', exact: true }).selectOption('eu_west_1');
    await expect.poll(uri).toBe(`${EXTENSION}eu_west_1`);
    await settings.chooseCustomHost('genesys.example.com:8443');
    await expect.poll(uri).toBe(`${EXTENSION}custom/genesys.example.com/8443`);
    await world().context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await settings.page.bringToFront();
    await settings.button('Copy redirect URI').click();
    const copied = () => settings.page.evaluate(() => navigator.clipboard.readText());
    await expect.poll(copied).toBe(`${EXTENSION}custom/genesys.example.com/8443`);
    await settings.openGuide();
    await settings.button('Copy for your administrator').click();
    await expect.poll(copied).toContain(`redirect URI: ${EXTENSION}custom/genesys.example.com/8443`);
  });
});
