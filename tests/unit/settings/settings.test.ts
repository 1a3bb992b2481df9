import { describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import * as z from 'zod/mini';
import {
  DEFAULT_SETTINGS,
  type Settings,
  sessionSettingsSchema,
  settingsSchema,
  TIMEOUT_MINUTES,
} from '@/utils/settings/settings';
import { settingsItem } from '@/utils/settings/state';

const CLIENT_ID = '3f2a9c1e-5b7d-4e8f-9a0b-1c2d3e4f5a6b';
const accepts = (settings: unknown) => z.safeParse(settingsSchema, settings).success;
const { signIn, session } = DEFAULT_SETTINGS;

describe('the settings schema', () => {
  it('accepts the defaults: view-only, 15 minutes, sign-in with PKCE, secret not remembered', () => {
    expect(accepts(DEFAULT_SETTINGS)).toBe(true);
    expect(session).toEqual({ allowRemoteControl: false, timeoutInMinutes: 15 });
    expect(signIn).toMatchObject({ method: 'pkce', rememberSecret: false });
  });

  it.each([
    ['a custom host', { ...DEFAULT_SETTINGS, environment: { kind: 'custom', host: 'localhost:4000' } }],
    ['a custom host not typed yet', { ...DEFAULT_SETTINGS, environment: { kind: 'custom', host: '' } }],
    ['a client id', { ...DEFAULT_SETTINGS, signIn: { ...signIn, clientId: CLIENT_ID } }],
    [
      'a client id in capitals',
      { ...DEFAULT_SETTINGS, signIn: { ...signIn, clientId: CLIENT_ID.toUpperCase() } },
    ],
  ])('accepts %s', (_what, settings) => {
    expect(accepts(settings)).toBe(true);
  });

  it.each([
    ['nothing', null],
    ['no version', { ...DEFAULT_SETTINGS, version: undefined }],
    ['another version', { ...DEFAULT_SETTINGS, version: 2 }],
    ['a region there is not', { ...DEFAULT_SETTINGS, environment: { kind: 'region', region: 'moon_1' } }],
    [
      'a kind of environment there is not',
      { ...DEFAULT_SETTINGS, environment: { kind: 'proxy', host: 'x.example' } },
    ],
    [
      'plain http',
      { ...DEFAULT_SETTINGS, environment: { kind: 'custom', host: 'http://genesys.example.com' } },
    ],
    [
      'a host with a path',
      { ...DEFAULT_SETTINGS, environment: { kind: 'custom', host: 'genesys.example.com/x' } },
    ],
    ['a sign-in method there is not', { ...DEFAULT_SETTINGS, signIn: { ...signIn, method: 'implicit' } }],
    ['a client id that is no UUID', { ...DEFAULT_SETTINGS, signIn: { ...signIn, clientId: 'my client' } }],
    [
      'a client id with more behind it',
      { ...DEFAULT_SETTINGS, signIn: { ...signIn, clientId: `${CLIENT_ID}/..` } },
    ],
    [
      'a user id that is a path',
      { ...DEFAULT_SETTINGS, signIn: { ...signIn, supervisorUserId: '../users/me' } },
    ],
    ['no answer about the secret', { ...DEFAULT_SETTINGS, signIn: { ...signIn, rememberSecret: 'yes' } }],
  ])('refuses %s', (_what, settings) => {
    expect(accepts(settings)).toBe(false);
  });

  it('reads settings from before there was a history, which is then kept for 90 days', () => {
    const { history: _, ...older } = DEFAULT_SETTINGS;
    expect(z.safeParse(settingsSchema, older)).toEqual({ success: true, data: DEFAULT_SETTINGS });
    expect(DEFAULT_SETTINGS.history).toEqual({ keepForDays: 90 });
    expect(accepts({ ...DEFAULT_SETTINGS, history: { keepForDays: null } })).toBe(true);
    expect(accepts({ ...DEFAULT_SETTINGS, history: { keepForDays: 0 } })).toBe(false);
  });

  it('drops what it does not know: a secret that was slipped in is not stored', () => {
    const parsed = z.safeParse(settingsSchema, {
      ...DEFAULT_SETTINGS,
      clientSecret: 's3cret',
      signIn: { ...signIn, clientSecret: 's3cret' },
    });
    expect(JSON.stringify(parsed)).not.toContain('s3cret');
    expect(parsed.success).toBe(true);
  });
});

describe('the session settings schema', () => {
  const acceptsTimeout = (timeoutInMinutes: unknown) =>
    z.safeParse(sessionSettingsSchema, { allowRemoteControl: false, timeoutInMinutes }).success;

  it.each([TIMEOUT_MINUTES.min, ...TIMEOUT_MINUTES.choices, TIMEOUT_MINUTES.max])(
    'accepts %i minutes',
    (minutes) => {
      expect(acceptsTimeout(minutes)).toBe(true);
    },
  );

  it.each([[0], [-5], [481], [7.5], ['15'], [Number.NaN], [Number.POSITIVE_INFINITY], [null], [undefined]])(
    'refuses %s minutes',
    (minutes) => {
      expect(acceptsTimeout(minutes)).toBe(false);
    },
  );

  it('does not allow control by default', () => {
    expect(z.safeParse(sessionSettingsSchema, { timeoutInMinutes: 15 }).success).toBe(false);
    expect(
      z.safeParse(sessionSettingsSchema, { allowRemoteControl: 'true', timeoutInMinutes: 15 }).success,
    ).toBe(false);
  });
});

describe('settings on disk with a custom host that is not taken any more', () => {
  const stored = (host: string): Settings => ({
    ...DEFAULT_SETTINGS,
    environment: { kind: 'custom', host },
    session: { allowRemoteControl: true, timeoutInMinutes: 60 },
  });
  async function read(settings: unknown): Promise<Settings> {
    await fakeBrowser.storage.local.set({ settings });
    return await settingsItem.get();
  }

  it.each<[string, Settings['environment']]>([
    ['apps.mypurecloud.ie', { kind: 'region', region: 'eu_west_1' }],
    ['https://usw2.pure.cloud', { kind: 'region', region: 'us_west_2' }],
    ['login.pure.cloud.evil.example', { kind: 'custom', host: '' }],
    ['genesys.example.com', { kind: 'custom', host: 'genesys.example.com' }],
    ['', { kind: 'custom', host: '' }],
  ])('(%j) keep everything else', async (host, environment) => {
    expect(await read(stored(host))).toEqual({ ...stored(host), environment });
  });

  it('keep everything else where something else is wrong too', async () => {
    const settings = { ...stored('apps.mypurecloud.ie'), cobrowseService: 'none of ours' };
    expect(await read(settings)).toEqual({
      ...stored(''),
      environment: { kind: 'region', region: 'eu_west_1' },
      cobrowseService: 'auto',
    });
  });
});
