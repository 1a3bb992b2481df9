import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { welcomeUnlessConfigured } from '@/utils/background/on-install';
import { DEFAULT_SETTINGS } from '@/utils/settings/settings';
import { settingsItem } from '@/utils/settings/state';

const CLIENT_ID = '3f2a9c1e-5b7d-4e8f-9a0b-1c2d3e4f5a6b';

let opened: (string | undefined)[];

beforeEach(() => {
  vi.useFakeTimers();
  fakeBrowser.reset();
  opened = [];
  vi.spyOn(fakeBrowser.tabs, 'query').mockResolvedValue([] as never);
  vi.spyOn(fakeBrowser.tabs, 'create').mockImplementation((async ({ url }: { url?: string }) => {
    opened.push(url && new URL(url).pathname);
    return { id: 1 };
  }) as never);
});

afterEach(() => {
  vi.useRealTimers();
});

const installed = (installType: string) =>
  vi.spyOn(fakeBrowser.management, 'getSelf').mockResolvedValue({ installType } as never);

describe('after installing', () => {
  it('by hand the welcome page opens at once', async () => {
    installed('normal');
    await welcomeUnlessConfigured();
    expect(opened).toEqual(['/welcome.html']);
  });

  it('it does not where the set-up has been done', async () => {
    installed('normal');
    const { signIn } = DEFAULT_SETTINGS;
    await settingsItem.set({ ...DEFAULT_SETTINGS, signIn: { ...signIn, clientId: CLIENT_ID } });
    await welcomeUnlessConfigured();
    expect(opened).toEqual([]);
  });

  it('by policy it does not where the policy, which comes seconds later, has done the set-up', async () => {
    installed('admin');
    const done = welcomeUnlessConfigured();
    await vi.advanceTimersByTimeAsync(3_000);
    expect(opened).toEqual([]);
    await fakeBrowser.storage.managed.set({ clientId: CLIENT_ID });
    await done;
    expect(opened).toEqual([]);
  });

  it('by policy it opens in the end where nothing has done the set-up', async () => {
    installed('admin');
    const done = welcomeUnlessConfigured();
    await vi.advanceTimersByTimeAsync(6_000);
    await done;
    expect(opened).toEqual(['/welcome.html']);
  });
});
