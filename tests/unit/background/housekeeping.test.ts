import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { identityItem, pendingSignInItem } from '@/utils/auth/state';
import { createBackground } from '@/utils/background/create-background';
import { createHousekeeping } from '@/utils/background/housekeeping';
import { desktopScriptItem } from '@/utils/background/state';
import { PRACTISING } from '@/utils/practice/model';
import { practiceItem } from '@/utils/practice/state';
import { DEFAULT_SETTINGS } from '@/utils/settings/settings';
import { settingsItem } from '@/utils/settings/state';
import { fakePermissions } from '../fake-permissions';

const DANA = { userId: 'u-dana', name: 'Dana Whitfield' };
const noAlarm = { at: async () => undefined };

let permissions: ReturnType<typeof fakePermissions>;
let registered: unknown[];
let badge: string | undefined;

beforeEach(async () => {
  fakeBrowser.reset();
  permissions = fakePermissions('*');
  registered = [];
  badge = undefined;
  vi.spyOn(fakeBrowser.tabs, 'query').mockResolvedValue([] as never);
  vi.spyOn(fakeBrowser.scripting, 'getRegisteredContentScripts').mockResolvedValue([] as never);
  vi.spyOn(fakeBrowser.scripting, 'registerContentScripts').mockImplementation((async (
    scripts: unknown[],
  ) => {
    registered.push(...scripts);
  }) as never);
  vi.spyOn(fakeBrowser.action, 'setBadgeText').mockImplementation((async ({ text }: { text: string }) => {
    badge = text;
  }) as never);
  vi.spyOn(fakeBrowser.action, 'setBadgeBackgroundColor').mockResolvedValue(undefined as never);
  await settingsItem.set({
    ...DEFAULT_SETTINGS,
    signIn: { ...DEFAULT_SETTINGS.signIn, clientId: '3f2a9c1e-5b7d-4e8f-9a0b-1c2d3e4f5a6b' },
  });
});

afterEach(() => vi.restoreAllMocks());

/** Nothing needs attention. */
const doors = { look: async () => ({ attention: 0, next: null }), noteRows: () => undefined };

it('a sign-in that a worker’s death cut off puts the button into the desktop too', async () => {
  const parts = createBackground();
  await pendingSignInItem.set({ environmentKey: 'us_east_1', clientId: 'c', openedAt: Date.now() });
  createHousekeeping({ ...parts, auth: { ...parts.auth, resumeSignIn: async () => DANA } }, doors).watch(
    noAlarm,
  );
  await expect.poll(() => registered).toMatchObject([{ id: 'genesys-desktop' }]);
  expect(await desktopScriptItem.get()).toBe('us_east_1');
});

it('the badge says that access is missing in earnest, and not in practice', async () => {
  permissions.takeAway('*');
  await identityItem.set(DANA);
  createHousekeeping(createBackground(), doors).watch(noAlarm);
  await expect.poll(() => badge).toBe('!');
  await practiceItem.set({ startedAt: 1, sessions: [] });
  await identityItem.set(PRACTISING);
  await expect.poll(() => badge).toBe('');
});

it('the next alarm is set although what is due cannot be done', async () => {
  const parts = createBackground();
  const at = vi.fn(async () => undefined);
  const keepDue = async () => {
    throw new Error('the disk is full');
  };
  createHousekeeping({ ...parts, deadlines: { ...parts.deadlines, keepDue } }, doors).watch({ at });
  await expect.poll(() => at.mock.calls.length).toBeGreaterThan(0);
});
