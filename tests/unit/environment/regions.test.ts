import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { environmentPatterns, originPattern, resolveEnvironment } from '@/utils/environment/environment';
import { ALL_GENESYS_CLOUD_MATCH_PATTERNS, REGIONS } from '@/utils/environment/regions';

describe('the regions', () => {
  it('are the 18 of Genesys Cloud, none twice', () => {
    expect(REGIONS).toHaveLength(18);
    for (const field of ['key', 'domain', 'name'] as const) {
      expect(new Set(REGIONS.map((region) => region[field])).size).toBe(18);
    }
  });

  it('are those of the official SDK, each with its domain', () => {
    const file =
      'node_modules/purecloud-platform-client-v2/src/purecloud-platform-client-v2/PureCloudRegionHosts.js';
    const official = [...readFileSync(file, 'utf8').matchAll(/(\w+): '([^']+)'/g)].map(([, key, domain]) => [
      key,
      domain,
    ]);
    expect(official.sort()).toEqual(REGIONS.map(({ key, domain }) => [key, domain]).sort());
  });

  it.each(REGIONS)('$key has api, login, apps and join below $domain', ({ key, domain }) => {
    expect(resolveEnvironment({ kind: 'region', region: key })).toEqual({
      key,
      apiOrigin: `https://api.${domain}`,
      loginOrigin: `https://login.${domain}`,
      appsOrigin: `https://apps.${domain}`,
      joinOrigin: `https://apps.${domain}`,
    });
  });

  it.each(REGIONS)('$key is covered by the host access the manifest may ask for', ({ key }) => {
    const environment = resolveEnvironment({ kind: 'region', region: key });
    const hosts = environment ? [environment.apiOrigin, environment.loginOrigin, environment.appsOrigin] : [];
    const suffixes = ALL_GENESYS_CLOUD_MATCH_PATTERNS.map(
      (pattern) => /^https:\/\/\*(\..+)\/\*$/.exec(pattern)?.[1] ?? '?',
    );
    expect(hosts).toHaveLength(3);
    for (const host of hosts) expect(suffixes.some((suffix) => host.endsWith(suffix))).toBe(true);
  });

  it('the manifest asks for no pattern that no region needs', () => {
    for (const pattern of ALL_GENESYS_CLOUD_MATCH_PATTERNS) {
      const suffix = pattern.replace('https://*', '').replace('/*', '');
      expect(REGIONS.some(({ domain }) => `.${domain}`.endsWith(suffix))).toBe(true);
    }
  });
});

describe('match patterns', () => {
  it('leave the port out, which Firefox would not grant', () => {
    expect(originPattern('http://localhost:4000')).toBe('http://localhost/*');
    expect(originPattern('https://genesys.example.com:8443')).toBe('https://genesys.example.com/*');
  });

  it('of a region are its three hosts, none twice', () => {
    const environment = resolveEnvironment({ kind: 'region', region: 'eu_west_1' });
    expect(environment && environmentPatterns(environment)).toEqual([
      'https://api.mypurecloud.ie/*',
      'https://login.mypurecloud.ie/*',
      'https://apps.mypurecloud.ie/*',
    ]);
  });

  it('of a custom host are one', () => {
    const environment = resolveEnvironment({ kind: 'custom', host: 'localhost:4000' });
    expect(environment && environmentPatterns(environment)).toEqual(['http://localhost/*']);
  });
});
