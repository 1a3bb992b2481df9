import { type Environment, isRegion } from './environment';

/**
 * The path of the redirect URI that belongs to one environment and to no other: the key of a
 * region, or `custom/` (https) or `loopback/` (plain http) with host and port. A code that one
 * environment was made to issue for another one comes back on the wrong path, and is not taken (RFC
 * 9700, section 4.4: mix-up). Without a slash in front, as `identity.getRedirectURL` wants it.
 */
export function redirectPathOf(environment: Environment): string {
  if (isRegion(environment)) return environment.key;
  const { protocol, hostname, port } = new URL(environment.loginOrigin);
  const path = `${protocol === 'https:' ? 'custom' : 'loopback'}/${hostname}`;
  return port === '' ? path : `${path}/${port}`;
}
