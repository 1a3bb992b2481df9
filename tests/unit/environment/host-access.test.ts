import { describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { resolveEnvironment } from '@/utils/environment/environment';
import {
  hasHostAccess,
  hasHostAccessTo,
  releaseHostAccess,
  requestHostAccess,
} from '@/utils/environment/host-access';
import { fakePermissions } from '../fake-permissions';

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

  it('is asked for the host that was typed and for nothing else, whatever the manifest would allow', () => {
    const request = vi.spyOn(fakeBrowser.permissions, 'request').mockResolvedValue(true as never);
    const typed = resolveEnvironment({ kind: 'custom', host: 'https://Genesys.Example.com:8443' });
    if (typed) void requestHostAccess(typed);
    expect(request).toHaveBeenCalledExactlyOnceWith({ origins: ['https://genesys.example.com/*'] });
  });

  it('is removed when the environment changes, unless it is still needed', async () => {
    const region = (key: 'eu_west_1' | 'eu_central_1') => resolveEnvironment({ kind: 'region', region: key });
    const of = (domain: string) => ['api', 'apps', 'login'].map((host) => `https://${host}.${domain}/*`);
    const permissions = fakePermissions(...of('mypurecloud.ie'), ...of('mypurecloud.de'));
    await releaseHostAccess(region('eu_west_1'), region('eu_central_1'));
    expect(permissions.granted()).toEqual(of('mypurecloud.de'));
    const german = region('eu_central_1');
    // Partly needed: hosts that both use stay.
    const api = german && {
      ...german,
      loginOrigin: german.apiOrigin,
      appsOrigin: german.apiOrigin,
      joinOrigin: german.apiOrigin,
    };
    await releaseHostAccess(german, api);
    expect(permissions.granted()).toEqual(['https://api.mypurecloud.de/*']);
    await releaseHostAccess(api, api);
    await releaseHostAccess(null, api);
    expect(permissions.granted()).toEqual(['https://api.mypurecloud.de/*']);
  });

  it('that the manifest or a policy fixes stays, and keeps no other', async () => {
    const permissions = fakePermissions('https://api.mypurecloud.ie/*', 'https://login.mypurecloud.ie/*');
    permissions.fix('https://api.mypurecloud.ie/*');
    await releaseHostAccess(resolveEnvironment({ kind: 'region', region: 'eu_west_1' }), custom);
    expect(permissions.granted()).toEqual(['https://api.mypurecloud.ie/*']);
  });

  it('is asked for synchronously, while the click still counts', () => {
    const request = vi.spyOn(fakeBrowser.permissions, 'request').mockResolvedValue(true as never);
    if (custom) void requestHostAccess(custom);
    expect(request).toHaveBeenCalledExactlyOnceWith({ origins: ['http://localhost/*'] });
  });
});
