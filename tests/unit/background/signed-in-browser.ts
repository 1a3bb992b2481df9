import { afterEach, beforeEach, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { identityItem } from '@/utils/auth/state';
import { DEFAULT_SETTINGS, type Settings } from '@/utils/settings/settings';
import { settingsItem } from '@/utils/settings/state';

/**
 * Gives each test a browser in which a supervisor is signed in, with all host access and without a
 * network. Call it before the test's own `beforeEach`. Returns the `fetch` of the current test.
 */
export function useSignedInBrowser(settings: Partial<Settings> = {}) {
  let fetched = vi.fn();
  beforeEach(async () => {
    fakeBrowser.reset();
    fetched = vi.fn(() => Promise.reject(new TypeError('no network')));
    vi.stubGlobal('fetch', fetched);
    vi.spyOn(fakeBrowser.permissions, 'contains').mockResolvedValue(true as never);
    await identityItem.set({ userId: 'u-dana', name: 'Dana Whitfield' });
    await settingsItem.set({ ...DEFAULT_SETTINGS, ...settings });
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });
  return () => fetched;
}
