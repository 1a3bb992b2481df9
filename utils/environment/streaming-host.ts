import type { Environment } from './environment';
import { regionDomainOf } from './environment';

/**
 * Returns the origin of an environment's streaming service: `wss://streaming.{domain}` for a
 * region, the same host for a custom one. Source: the platform's streaming client.
 */
export function streamingOrigin({ apiOrigin }: Environment): string {
  const { protocol, host, hostname } = new URL(apiOrigin);
  const domain = regionDomainOf(hostname);
  if (domain !== null) return `wss://streaming.${domain}`;
  return `${protocol === 'http:' ? 'ws' : 'wss'}://${host}`;
}
