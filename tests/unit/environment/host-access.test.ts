import { describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { resolveEnvironment } from '@/utils/environment/environment';
import { hasHostAccess, hasHostAccessTo, requestHostAccess } from '@/utils/environment/host-access';

const custom = resolveEnvironment({ kind: 'custom', host: 'localhost:4000' });

/** Grants exactly these patterns. */
function grant(...granted: string[]) {
  vi.spyOn(fakeBrowser.permissions, 'contains').mockImplementation((async ({
    origins,
  }: {
    origins: string[];
  }) => origins.every((origin) => granted.includes(origin))) as never);
}

describe('host access', () => {
  it('is there only when every host of the environment is granted', async () => {
    const environment = resolveEnvironment({ kind: 'region', region: 'us_east_1' });
    grant('https://api.mypurecloud.com/*', 'https://login.mypurecloud.com/*');
    expect(environment && (await hasHostAccess(environment))).toBe(false);
    grant(
      'https://api.mypurecloud.com/*',
      'https://login.mypurecloud.com/*',
      'https://apps.mypurecloud.com/*',
    );
    expect(environment && (await hasHostAccess(environment))).toBe(true);
  });

  it('is looked up for one origin without its port', async () => {
    grant('http://localhost/*');
    expect(await hasHostAccessTo('http://localhost:4000')).toBe(true);
    expect(await hasHostAccessTo('https://localhost:4000')).toBe(false);
  });

  it('is asked for synchronously, while the click still counts', () => {
    const request = vi.spyOn(fakeBrowser.permissions, 'request').mockResolvedValue(true as never);
    if (custom) void requestHostAccess(custom);
    expect(request).toHaveBeenCalledExactlyOnceWith({ origins: ['http://localhost/*'] });
  });
});
