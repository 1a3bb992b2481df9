import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { identityItem, tokenItem } from '@/utils/auth/state';
import { createBackground } from '@/utils/background/create-background';
import { installDesktopScript, removeDesktopScript } from '@/utils/background/desktop-script';
import { desktopScriptItem } from '@/utils/background/state';
import { requireEnvironment } from '@/utils/settings/configuration';
import { DEFAULT_SETTINGS } from '@/utils/settings/settings';
import { settingsItem } from '@/utils/settings/state';
import { fakePermissions } from '../fake-permissions';

const CLIENT = '3f2a9c1e-5b7d-4e8f-9a0b-1c2d3e4f5a6b';
/** A page that is frozen, or shows a dialog, or never stops loading. */
const forEver = () => new Promise<never>(() => undefined);

let registered: { id: string; matches?: string[] }[];
let told: number[];

beforeEach(async () => {
  fakeBrowser.reset();
  fakePermissions('*');
  registered = [];
  told = [];
  const { scripting, tabs } = fakeBrowser;
  vi.spyOn(tabs, 'query').mockResolvedValue([{ id: 7 }, { id: 8 }] as never);
  vi.spyOn(tabs, 'sendMessage').mockImplementation((async (id: number) => {
    told.push(id);
    return await forEver();
  }) as never);
  vi.spyOn(scripting, 'executeScript').mockImplementation(forEver as never);
  vi.spyOn(scripting, 'getRegisteredContentScripts').mockImplementation((async () => registered) as never);
  vi.spyOn(scripting, 'registerContentScripts').mockImplementation((async (scripts: typeof registered) => {
    registered = scripts;
  }) as never);
  vi.spyOn(scripting, 'unregisterContentScripts').mockImplementation((async () => {
    registered = [];
  }) as never);
  await settingsItem.set({
    ...DEFAULT_SETTINGS,
    environment: { kind: 'region', region: 'us_east_1' },
    signIn: { ...DEFAULT_SETTINGS.signIn, clientId: CLIENT },
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

async function msOf(work: Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work;
  return performance.now() - begun;
}

it('a page that never answers holds up whoever signs in for two seconds at most', async () => {
  expect(await msOf(installDesktopScript(await requireEnvironment()))).toBeLessThan(2_500);
  expect(registered).toHaveLength(1);
});

it('the script is injected at once, not only when a page has loaded', async () => {
  await installDesktopScript(await requireEnvironment());
  expect(fakeBrowser.scripting.executeScript).toHaveBeenCalledWith(
    expect.objectContaining({ injectImmediately: true }),
  );
});

it('taking the script away waits for no page, not even for one that is still being injected', async () => {
  const placing = installDesktopScript(await requireEnvironment());
  await expect.poll(() => registered.length).toBe(1);
  expect(await msOf(removeDesktopScript())).toBeLessThan(1_000);
  expect(registered).toEqual([]);
  expect(await desktopScriptItem.get()).toBeNull();
  await placing;
  await expect.poll(() => told, { timeout: 5_000 }).toEqual([7, 8]);
});

it('a frozen page of the desktop and a server that never answers do not hold up a sign-out', async () => {
  vi.stubGlobal('fetch', forEver);
  await identityItem.set({ userId: 'u-dana', name: 'Dana Whitfield' });
  await tokenItem.set({
    accessToken: 'token',
    expiresAt: Date.now() + 3_600_000,
    environmentKey: 'us_east_1',
    clientId: CLIENT,
  });
  expect(await msOf(createBackground().auth.signOut())).toBeLessThan(6_000);
  expect(await tokenItem.get()).toBeNull();
  expect(await identityItem.get()).toBeNull();
}, 15_000);
