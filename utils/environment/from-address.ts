import { type HostProblem, problemOfPlatformName } from './environment';
import { type Region, regionOfHost } from './platform-hosts';
import { REGIONS, type RegionKey } from './regions';

export type { Region } from './platform-hosts';

/** Returns the region with this key. */
export function regionOf(key: RegionKey): Region | undefined {
  return REGIONS.find((region) => region.key === key);
}

/**
 * Returns the region of a page's address, or `null` if it does not belong to Genesys Cloud. Accepts
 * what people paste: with or without scheme, with surrounding spaces, of any page. Rejects
 * addresses that only look like one: another host, a user name, a port, plain http.
 */
export function environmentFromAddress(address: string): Region | null {
  const url = urlOf(address);
  if (!url) return null;
  const { protocol, username, password, hostname, port } = url;
  if (protocol !== 'https:' || username !== '' || password !== '' || port !== '') return null;
  return regionOfHost(hostname);
}

/**
 * Returns why an address that contains the platform's name belongs to no region; `null` if it does
 * not contain it.
 */
export function imitationInAddress(address: string): HostProblem | null {
  const url = urlOf(address);
  const problem = url && problemOfPlatformName(url.hostname);
  return problem && problem.region === undefined ? problem : null;
}

function urlOf(address: string): URL | null {
  const text = address.trim();
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  return URL.canParse(withScheme) ? new URL(withScheme) : null;
}
