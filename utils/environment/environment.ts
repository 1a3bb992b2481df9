import { imitatesPlatform, isPlatformHost, regionOfHost } from './platform-hosts';
import { REGIONS, type RegionKey } from './regions';

/** The environment of an organization, as stored in the settings. */
export type EnvironmentChoice = { kind: 'region'; region: RegionKey } | { kind: 'custom'; host: string };

/** The four origins of an environment; on a custom host they are the same. */
export type Environment = {
  /** Stable name for storage and comparison: the region's key or the custom origin. */
  key: string;
  apiOrigin: string;
  loginOrigin: string;
  appsOrigin: string;
  /** Cobrowse join pages are here; no other origin is ever opened as one. */
  joinOrigin: string;
};

/**
 * Why a custom host was not accepted. `region`: the host belongs to this region of Genesys Cloud,
 * which should be chosen instead.
 */
export type HostProblem =
  | {
      ok: false;
      problem:
        | 'missing'
        | 'other-letters'
        | 'no-host'
        | 'has-user'
        | 'has-path'
        | 'not-https'
        | 'unknown-region'
        | 'imitation';
      region?: undefined;
    }
  | { ok: false; problem: 'region'; region: RegionKey };

/**
 * Host names as in DNS: no wildcard, which would ask for every host; no address in brackets; no
 * final dot.
 */
const HOST_NAME = /^(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;
const MAX_HOST_NAME_LENGTH = 253;

const isLoopback = (hostname: string) => hostname === 'localhost' || hostname === '127.0.0.1';

/**
 * Converts the custom host that a user typed to an origin. Accepts `host`, `host:port` and full
 * origins; `https` by default; plain `http` only on loopback, where no network can listen. Refuses
 * hosts of the platform itself, because its API, login and desktop are on three hosts: the region
 * must be chosen. Also refuses a host that only contains the platform's name.
 */
export function parseCustomHost(typed: string): { ok: true; origin: string } | HostProblem {
  const text = typed.trim();
  if (text === '') return { ok: false, problem: 'missing' };
  // Nobody can tell look-alike letters apart, but everybody sees `xn--`.
  if (!/^[!-~]*$/.test(text)) return { ok: false, problem: 'other-letters' };
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text)
    ? text
    : `${/^(localhost|127\.0\.0\.1)([:/]|$)/i.test(text) ? 'http' : 'https'}://${text}`;
  let url: URL;
  try {
    url = new URL(withScheme);
  } catch {
    return { ok: false, problem: 'no-host' };
  }
  if (url.username || url.password) return { ok: false, problem: 'has-user' };
  const platformProblem = problemOfPlatformName(url.hostname);
  if (platformProblem) return platformProblem;
  if (url.pathname !== '/' || url.search || url.hash) return { ok: false, problem: 'has-path' };
  if (!HOST_NAME.test(url.hostname) || url.hostname.length > MAX_HOST_NAME_LENGTH)
    return { ok: false, problem: 'no-host' };
  if (url.protocol === 'https:') return { ok: true, origin: url.origin };
  if (url.protocol === 'http:' && isLoopback(url.hostname)) return { ok: true, origin: url.origin };
  return { ok: false, problem: 'not-https' };
}

/**
 * Returns why a host with a name of the platform is not a custom host; `null` if it has no such
 * name.
 */
export function problemOfPlatformName(typed: string): HostProblem | null {
  // A final dot does not change whose host it is.
  const hostname = typed.replace(/\.$/, '');
  const region = regionOfHost(hostname);
  if (region) return { ok: false, problem: 'region', region: region.key };
  if (isPlatformHost(hostname)) return { ok: false, problem: 'unknown-region' };
  return imitatesPlatform(hostname) ? { ok: false, problem: 'imitation' } : null;
}

/** Returns the domain of a host's region, or `null` if it does not belong to Genesys Cloud. */
export function regionDomainOf(hostname: string): string | null {
  return REGIONS.find(({ domain }) => `.${hostname}`.endsWith(`.${domain}`))?.domain ?? null;
}

/** Returns the origins of a choice; `null` if a custom host is not usable. */
export function resolveEnvironment(choice: EnvironmentChoice): Environment | null {
  if (choice.kind === 'custom') {
    const parsed = parseCustomHost(choice.host);
    if (!parsed.ok) return null;
    const { origin } = parsed;
    return { key: origin, apiOrigin: origin, loginOrigin: origin, appsOrigin: origin, joinOrigin: origin };
  }
  const region = REGIONS.find(({ key }) => key === choice.region);
  if (!region) return null;
  return {
    key: region.key,
    apiOrigin: `https://api.${region.domain}`,
    loginOrigin: `https://login.${region.domain}`,
    appsOrigin: `https://apps.${region.domain}`,
    joinOrigin: `https://apps.${region.domain}`,
  };
}

/** Returns the environment of a stored key; `null` if it is not (or no longer) one. */
export function environmentOfKey(key: string): Environment | null {
  const region = REGIONS.find((one) => one.key === key);
  const found = resolveEnvironment(
    region ? { kind: 'region', region: region.key } : { kind: 'custom', host: key },
  );
  // The key of a removed region would be read as a host name.
  return found?.key === key ? found : null;
}

/** Whether an environment is one of the platform's regions, and not a host that somebody typed. */
export function isRegion({ key }: Environment): boolean {
  return REGIONS.some((region) => region.key === key);
}

/** Match pattern for one origin. Ports are omitted: Firefox does not grant a pattern with one. */
export function originPattern(origin: string): string {
  const { protocol, hostname } = new URL(origin);
  return `${protocol}//${hostname}/*`;
}

/** The host access that an environment needs, without duplicates. */
export function environmentPatterns(environment: Environment): string[] {
  const origins = [
    environment.apiOrigin,
    environment.loginOrigin,
    environment.appsOrigin,
    environment.joinOrigin,
  ];
  return [...new Set(origins.map(originPattern))];
}
