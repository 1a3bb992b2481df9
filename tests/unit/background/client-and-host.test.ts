import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { identityItem, tokenItem, visibleSignInItem } from '@/utils/auth/state';
import { createAccess } from '@/utils/background/create-access';
import { createBackground } from '@/utils/background/create-background';
import { createPolicyChanges } from '@/utils/background/policy-changes';
import { createRequestHandlers } from '@/utils/background/request-handlers';
import { DEFAULT_SETTINGS, type Settings } from '@/utils/settings/settings';
import { rememberedSecretItem, secretItem, settingsItem } from '@/utils/settings/state';
import { failureOf } from '../failure-of';
import { fakePermissions } from '../fake-permissions';

const CLIENT = '3f2a9c1e-5b7d-4e8f-9a0b-1c2d3e4f5a6b';
const OTHER_CLIENT = '7d1e0b52-0000-4000-8000-1c2d3e4f5a6b';
const SUPERVISOR = '0b7c3f1e-9a2d-4c5b-8e6f-1a2b3c4d5e6f';
const HOME = 'https://genesys.example.com';
const EVIL = 'https://evil.example';
const SECRET = 's3cret-of-home';

/** Everything that was sent: where to, and all of it. */
let sent: { url: string; all: string }[];

/** Settings with client ID and secret, at a custom host. */
function at(host: string, signIn: Partial<Settings['signIn']> = {}): Settings {
  return {
    ...DEFAULT_SETTINGS,
    environment: { kind: 'custom', host },
    signIn: {
      method: 'client-credentials',
      clientId: CLIENT,
      supervisorUserId: SUPERVISOR,
      rememberSecret: true,
      ...signIn,
    },
  };
}

beforeEach(() => {
  fakeBrowser.reset();
  fakePermissions('*');
  sent = [];
  vi.stubGlobal('fetch', async (url: unknown, init?: RequestInit) => {
    const headers = JSON.stringify([...new Headers(init?.headers)]);
    sent.push({ url: String(url), all: `${String(url)} ${headers} ${String(init?.body ?? '')}` });
    if (String(url).endsWith('/oauth/token'))
      return Response.json({ access_token: 'token-1', token_type: 'bearer', expires_in: 3600 });
    if (String(url).includes('/api/v2/users/'))
      return Response.json({ id: SUPERVISOR, name: 'Dana Whitfield' });
    return new Response(null, { status: 204 });
  });
  vi.spyOn(fakeBrowser.tabs, 'query').mockResolvedValue([] as never);
  vi.spyOn(fakeBrowser.scripting, 'getRegisteredContentScripts').mockResolvedValue([] as never);
  vi.spyOn(fakeBrowser.scripting, 'registerContentScripts').mockResolvedValue(undefined as never);
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** The background, signed in at home with a secret that is remembered. */
async function signedInAtHome() {
  const parts = createBackground();
  const handlers = createRequestHandlers(parts);
  await handlers['save-settings']({ settings: at(HOME), clientSecret: SECRET }, null);
  await handlers['sign-in'](undefined, null);
  expect(sent.some(({ url, all }) => url === `${HOME}/oauth/token` && all.includes(SECRET))).toBe(true);
  sent.length = 0;
  return { parts, handlers };
}

const sentTo = (origin: string) => sent.filter(({ url }) => url.startsWith(origin));

describe('the client secret of one host', () => {
  it.each<[string, Settings]>([
    ['another host', at(EVIL)],
    ['another port', at(`${HOME}:8443`)],
    ['a region', { ...at(HOME), environment: { kind: 'region', region: 'eu_west_1' } }],
    ['another client ID', at(HOME, { clientId: OTHER_CLIENT })],
    ['another method', at(HOME, { method: 'pkce' })],
  ])('is forgotten with %s, and a sign-in there sends it to nobody', async (_what, settings) => {
    const { handlers } = await signedInAtHome();
    await handlers['save-settings']({ settings }, null);
    expect([await secretItem.get(), await rememberedSecretItem.get()]).toEqual([null, null]);
    sent.length = 0;
    vi.spyOn(fakeBrowser.identity, 'launchWebAuthFlow').mockRejectedValue(
      new Error('The user did not approve access.'),
    );
    vi.spyOn(fakeBrowser.identity, 'getRedirectURL').mockReturnValue('https://x.chromiumapp.org/x');
    const failure = await failureOf(handlers['sign-in'](undefined, null));
    expect(['not-configured', 'sign-in-canceled']).toContain(failure.code);
    expect(JSON.stringify(sent)).not.toContain(SECRET);
  });

  it('does not come back with the host', async () => {
    const { handlers } = await signedInAtHome();
    await handlers['save-settings']({ settings: at(EVIL) }, null);
    await handlers['save-settings']({ settings: at(HOME) }, null);
    expect(await failureOf(handlers['sign-in'](undefined, null))).toMatchObject({
      code: 'not-configured',
      subject: 'the client secret',
    });
  });

  it('stays if its environment and client do not change', async () => {
    const { handlers } = await signedInAtHome();
    const settings = at('https://GENESYS.example.com/', {
      rememberSecret: false,
      supervisorUserId: OTHER_CLIENT,
    });
    await handlers['save-settings']({ settings }, null);
    expect(await secretItem.get()).toEqual({ environmentKey: HOME, clientId: CLIENT, secret: SECRET });
    expect(await rememberedSecretItem.get()).toBeNull();
  });

  it.each([true, false])(
    'is not sent to a host that a policy has set (browser restarted since: %s)',
    async (restarted) => {
      const { parts, handlers } = await signedInAtHome();
      await fakeBrowser.storage.managed.set({ customHost: EVIL, clientId: CLIENT });
      // The policy counts before the background has carried it out.
      await failureOf(parts.auth.getAccessToken());
      await createPolicyChanges(parts)();
      if (restarted) await fakeBrowser.storage.session.clear();
      await failureOf(parts.auth.getAccessToken());
      await failureOf(handlers['sign-in'](undefined, null));
      expect(JSON.stringify(sentTo(EVIL))).not.toContain(SECRET);
      expect(sentTo(EVIL).filter(({ url }) => url.includes('/oauth/'))).toEqual([]);
    },
  );

  it('that practice was begun with is not taken to another host by leaving it', async () => {
    const { handlers } = await signedInAtHome();
    await handlers['enter-practice'](undefined, null);
    await handlers['save-settings']({ settings: at(EVIL) }, null);
    await failureOf(handlers['sign-in'](undefined, null));
    expect(JSON.stringify(sentTo(EVIL))).not.toContain(SECRET);
    expect(await tokenItem.get()).toBeNull();
  });

  it('that an older version remembered is forgotten with another host too', async () => {
    await settingsItem.set(at(HOME));
    await fakeBrowser.storage.local.set({ 'remembered-client-secret': SECRET });
    const handlers = createRequestHandlers(createBackground());
    await handlers['save-settings']({ settings: at(EVIL) }, null);
    await failureOf(handlers['sign-in'](undefined, null));
    expect(sentTo(EVIL)).toEqual([]);
    expect(JSON.stringify(await fakeBrowser.storage.local.get())).not.toContain(SECRET);
  });
});

describe('the access token of one host', () => {
  it('is sent to no other host that a policy has just set, before that is noticed', async () => {
    await signedInAtHome();
    const { apiOf, epochs } = createAccess({ beforeSignOut: async () => undefined, now: Date.now });
    const api = await apiOf(await epochs.current(), () => undefined);
    // When the token is read, home is set; when the host is read, another is.
    vi.spyOn(fakeBrowser.storage.managed, 'get')
      .mockResolvedValueOnce({} as never)
      .mockResolvedValue({ customHost: EVIL, clientId: CLIENT } as never);
    expect(await failureOf(api.getMe())).toMatchObject({ code: 'signed-out' });
    expect(sentTo(EVIL)).toEqual([]);
  });
});

describe('the record of a sign-in in a window', () => {
  const SEEN = { environmentKey: HOME, clientId: CLIENT };

  it.each<[string, () => Promise<unknown>]>([
    [
      'saves another host',
      () =>
        createRequestHandlers(createBackground())['save-settings'](
          { settings: at(EVIL, { method: 'pkce' }) },
          null,
        ),
    ],
    [
      'is moved by a policy',
      async () => {
        await fakeBrowser.storage.managed.set({ region: 'eu_west_1' });
        await createPolicyChanges(createBackground())();
      },
    ],
  ])('is forgotten when the user %s', async (_what, move) => {
    await settingsItem.set(at(HOME, { method: 'pkce' }));
    await visibleSignInItem.set(SEEN);
    await move();
    expect(await visibleSignInItem.get()).toBeNull();
  });

  it('stays after signing out: it contains the environment, not the person', async () => {
    await settingsItem.set(at(HOME, { method: 'pkce' }));
    await visibleSignInItem.set(SEEN);
    await identityItem.set({ userId: SUPERVISOR, name: 'Dana Whitfield' });
    await createRequestHandlers(createBackground())['sign-out'](undefined, null);
    expect(await visibleSignInItem.get()).toEqual(SEEN);
  });
});

describe('the redirect URI that the settings show', () => {
  it.each<[Settings['environment'], string]>([
    [{ kind: 'region', region: 'eu_west_1' }, 'eu_west_1'],
    [{ kind: 'custom', host: 'genesys.example.com' }, 'custom/genesys.example.com'],
  ])('is the one of the environment that is asked about: %j', async (environment, path) => {
    vi.spyOn(fakeBrowser.identity, 'getRedirectURL').mockImplementation(
      (own = '') => `https://x.chromiumapp.org/${own}`,
    );
    const handlers = createRequestHandlers(createBackground());
    expect(await handlers['get-redirect-uri']({ environment }, null)).toBe(
      `https://x.chromiumapp.org/${path}`,
    );
  });

  it('is empty while the environment is unusable', async () => {
    const handlers = createRequestHandlers(createBackground());
    const environment = { kind: 'custom', host: '' } as const;
    expect(await failureOf(handlers['get-redirect-uri']({ environment }, null))).toMatchObject({
      code: 'not-configured',
    });
  });
});
