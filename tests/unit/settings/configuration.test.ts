import { beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import {
  findEnvironment,
  keepClientSecret,
  needsNewSignIn,
  readClientSecret,
  requireEnvironment,
  requireSignInConfiguration,
} from '@/utils/settings/configuration';
import { DEFAULT_SETTINGS, type Settings } from '@/utils/settings/settings';
import { rememberedSecretItem, secretItem, settingsItem } from '@/utils/settings/state';
import { failureOf } from '../failure-of';

const CLIENT_ID = '3f2a9c1e-5b7d-4e8f-9a0b-1c2d3e4f5a6b';
const OTHER_ID = '7d1e0b52-0000-4000-8000-1c2d3e4f5a6b';

/** The default settings with some parts changed. */
function settings(
  changes: {
    environment?: Settings['environment'];
    signIn?: Partial<Settings['signIn']>;
    session?: Settings['session'];
  } = {},
): Settings {
  return {
    ...DEFAULT_SETTINGS,
    ...(changes.environment && { environment: changes.environment }),
    ...(changes.session && { session: changes.session }),
    signIn: { ...DEFAULT_SETTINGS.signIn, clientId: CLIENT_ID, ...changes.signIn },
  };
}

const withSecret = { method: 'client-credentials', supervisorUserId: OTHER_ID } as const;

beforeEach(() => {
  fakeBrowser.reset();
});

describe('a policy that cannot be read', () => {
  it.each<Record<string, string>>([
    { region: 'moon_1' },
    { customHost: 'http://x' },
    { clientId: 'x' },
    { cobrowseService: 'none' },
  ])('lets nobody reach the user’s own environment or sign in there: %j', async (policy) => {
    await settingsItem.set(settings());
    await fakeBrowser.storage.managed.set(policy);
    const expected = { code: 'policy-unreadable', subject: Object.keys(policy)[0] };
    expect(await failureOf(requireEnvironment())).toEqual(expected);
    expect(await failureOf(requireSignInConfiguration())).toEqual(expected);
    expect(await findEnvironment()).toBeNull();
  });
});

describe('needsNewSignIn', () => {
  it.each<[string, Settings, Settings]>([
    ['another region', settings(), settings({ environment: { kind: 'region', region: 'eu_west_1' } })],
    ['a custom host', settings(), settings({ environment: { kind: 'custom', host: 'genesys.example.com' } })],
    [
      'another port of a custom host',
      settings({ environment: { kind: 'custom', host: 'localhost:4000' } }),
      settings({ environment: { kind: 'custom', host: 'localhost:4001' } }),
    ],
    ['another method', settings(), settings({ signIn: withSecret })],
    ['another client', settings(), settings({ signIn: { clientId: OTHER_ID } })],
    [
      'another supervisor of client credentials',
      settings({ signIn: withSecret }),
      settings({ signIn: { ...withSecret, supervisorUserId: CLIENT_ID } }),
    ],
  ])('is true for %s', (_what, before, after) => {
    expect(needsNewSignIn(before, after)).toBe(true);
  });

  it.each<[string, Settings, Settings]>([
    ['the same settings', settings(), settings()],
    [
      'another time limit',
      settings(),
      settings({ session: { allowRemoteControl: true, timeoutInMinutes: 30 } }),
    ],
    [
      'the tick to remember the secret',
      settings({ signIn: withSecret }),
      settings({ signIn: { ...withSecret, rememberSecret: true } }),
    ],
    [
      'a supervisor user id that PKCE does not use',
      settings(),
      settings({ signIn: { supervisorUserId: OTHER_ID } }),
    ],
    [
      'the same custom host typed in another way',
      settings({ environment: { kind: 'custom', host: 'genesys.example.com' } }),
      settings({ environment: { kind: 'custom', host: 'https://GENESYS.example.com/' } }),
    ],
  ])('is false for %s', (_what, before, after) => {
    expect(needsNewSignIn(before, after)).toBe(false);
  });
});

const OWNER = { environmentKey: 'us_east_1', clientId: CLIENT_ID };
const HERS = settings({ signIn: withSecret });

describe('keepClientSecret', () => {
  const kept = async () => ({ session: await secretItem.get(), disk: await rememberedSecretItem.get() });
  const SECRET = { ...OWNER, secret: 's3cret' };

  it('keeps a new secret for the browser session only, with what it belongs to', async () => {
    await keepClientSecret('s3cret', OWNER, false);
    expect(await kept()).toEqual({ session: SECRET, disk: null });
    expect(await fakeBrowser.storage.local.get()).toEqual({});
  });

  it('keeps it on disk too when the user ticked so', async () => {
    await keepClientSecret('s3cret', OWNER, true);
    expect(await kept()).toEqual({ session: SECRET, disk: SECRET });
  });

  it.each([
    ['null', null, OWNER],
    ['a secret of nobody', 'other', null],
  ] as const)('forgets both for %s, ticked or not', async (_what, secret, owner) => {
    for (const remember of [true, false]) {
      await keepClientSecret('s3cret', OWNER, true);
      await keepClientSecret(secret, owner, remember);
      expect(await kept()).toEqual({ session: null, disk: null });
    }
  });

  it('takes the secret off the disk when the tick is taken away', async () => {
    await keepClientSecret('s3cret', OWNER, true);
    await keepClientSecret(await readClientSecret(HERS), OWNER, false);
    expect(await kept()).toEqual({ session: SECRET, disk: null });
  });
});

describe('readClientSecret', () => {
  it('finds a remembered secret after a browser restart', async () => {
    await rememberedSecretItem.set({ ...OWNER, secret: 's3cret' });
    expect(await readClientSecret(HERS)).toBe('s3cret');
  });

  it('finds none where there is none', async () => {
    expect(await readClientSecret(HERS)).toBeNull();
  });

  it.each<[string, Settings]>([
    [
      'another region',
      settings({ signIn: withSecret, environment: { kind: 'region', region: 'eu_west_1' } }),
    ],
    [
      'a custom host',
      settings({ signIn: withSecret, environment: { kind: 'custom', host: 'evil.example' } }),
    ],
    ['no environment', settings({ signIn: withSecret, environment: { kind: 'custom', host: '' } })],
    ['another client', settings({ signIn: { ...withSecret, clientId: OTHER_ID } })],
    ['people who sign in themselves', settings()],
  ])('gives it to no settings of %s, wherever it is kept', async (_what, other) => {
    await keepClientSecret('s3cret', OWNER, true);
    expect(await readClientSecret(other)).toBeNull();
    await secretItem.clear();
    expect(await readClientSecret(other)).toBeNull();
    expect(await readClientSecret(HERS)).toBe('s3cret');
  });
});

describe('a secret that an older version remembered as bare text', () => {
  const storeOld = () => fakeBrowser.storage.local.set({ 'remembered-client-secret': 's3cret' });

  it('belongs to the settings beside it from the first reading on', async () => {
    await settingsItem.set(HERS);
    await storeOld();
    expect(await readClientSecret(HERS)).toBe('s3cret');
    expect(await rememberedSecretItem.get()).toEqual({ ...OWNER, secret: 's3cret' });
  });

  it('is of no use to the environment of a policy, and comes back when that is lifted', async () => {
    await settingsItem.set(HERS);
    await storeOld();
    await fakeBrowser.storage.managed.set({ customHost: 'evil.example', clientId: CLIENT_ID });
    expect((await requireSignInConfiguration()).clientSecret).toBeNull();
    await fakeBrowser.storage.managed.clear();
    expect((await requireSignInConfiguration()).clientSecret).toBe('s3cret');
  });

  it('is forgotten where the settings beside it use none', async () => {
    await settingsItem.set(settings());
    await storeOld();
    expect(await readClientSecret(HERS)).toBeNull();
    expect(await rememberedSecretItem.get()).toBeNull();
  });
});

describe('the configured environment', () => {
  it('is the region of the defaults on a fresh install', async () => {
    expect((await requireEnvironment()).apiOrigin).toBe('https://api.mypurecloud.com');
  });

  it('is missing while a custom host is not typed', async () => {
    await settingsItem.set(settings({ environment: { kind: 'custom', host: '' } }));
    expect(await findEnvironment()).toBeNull();
    expect(await failureOf(requireEnvironment())).toEqual({
      code: 'not-configured',
      subject: 'the region or host',
    });
  });
});

describe('what a sign-in needs', () => {
  it('is the client id for PKCE, and never a secret', async () => {
    await settingsItem.set(settings());
    await keepClientSecret('s3cret', OWNER, true);
    expect(await requireSignInConfiguration()).toMatchObject({
      signIn: { clientId: CLIENT_ID },
      clientSecret: null,
    });
  });

  it.each<[string, Settings]>([
    ['the client ID', settings({ signIn: { clientId: '' } })],
    ['the supervisor user ID', settings({ signIn: { ...withSecret, supervisorUserId: '' } })],
    ['the region or host', settings({ environment: { kind: 'custom', host: '' } })],
  ])('names %s when it is missing', async (subject, stored) => {
    await settingsItem.set(stored);
    expect(await failureOf(requireSignInConfiguration())).toEqual({ code: 'not-configured', subject });
  });

  it('is the secret of this browser session before the one on disk', async () => {
    await settingsItem.set(settings({ signIn: withSecret }));
    await rememberedSecretItem.set({ ...OWNER, secret: 'old' });
    expect((await requireSignInConfiguration()).clientSecret).toBe('old');
    await secretItem.set({ ...OWNER, secret: 'new' });
    expect((await requireSignInConfiguration()).clientSecret).toBe('new');
  });
});
