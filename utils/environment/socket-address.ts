import { type Environment, regionDomainOf } from './environment';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Whether a notification channel's address belongs to the environment: `wss` on a host below the
 * region's domain (`streaming.{domain}`); for a custom host, that host, or Genesys Cloud itself if
 * a proxy passes its answers on unchanged; for loopback, loopback.
 */
export function isSocketAddressOf(environment: Environment, address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username, password } = new URL(address);
  if (username || password) return false;
  const { protocol: apiProtocol, hostname: apiHost } = new URL(environment.apiOrigin);
  if (LOOPBACK.includes(apiHost)) return LOOPBACK.includes(hostname) && /^wss?:$/.test(protocol);
  if (protocol !== 'wss:' || apiProtocol !== 'https:') return false;
  const region = regionDomainOf(hostname);
  return hostname === apiHost || (region !== null && region === (regionDomainOf(apiHost) ?? region));
}
