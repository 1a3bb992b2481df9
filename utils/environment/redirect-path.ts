import { type Environment, isRegion } from './environment';

/**
 * Returns the path of the redirect URI that belongs to one environment only: the key of a region,
 * or `custom/` (https) or `loopback/` (plain http) with host and port. If one environment is
 * tricked into issuing a code for another, the code returns on the wrong path and is refused (RFC
 * 9700, section 4.4: mix-up). Without a leading slash, as `identity.getRedirectURL` expects.
 */
export function redirectPathOf(environment: Environment): string {
  if (isRegion(environment)) return environment.key;
  const { protocol, hostname, port } = new URL(environment.loginOrigin);
  const path = `${protocol === 'https:' ? 'custom' : 'loopback'}/${hostname}`;
  return port === '' ? path : `${path}/${port}`;
}
