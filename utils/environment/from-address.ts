import { problemOfPlatformName } from './environment';
import { type Region, regionOfHost } from './platform-hosts';
import { REGIONS, type RegionKey } from './regions';

export type { Region } from './platform-hosts';

/** The region with this key. */
export function regionOf(key: RegionKey): Region | undefined {
  return REGIONS.find((region) => region.key === key);
}

/**
 * The region whose page an address is, or `null` where it is none of Genesys Cloud's. Takes what
 * people paste: with or without scheme, with blanks around it, of whatever page. What only looks
 * like such an address is none: another host, a user name, a port, plain http.
 */
export function environmentFromAddress(address: string): Region | null {
  const url = urlOf(address);
  if (!url) return null;
  const { protocol, username, password, hostname, port } = url;
  if (protocol !== 'https:' || username !== '' || password !== '' || port !== '') return null;
  return regionOfHost(hostname);
}

/**
 * Why an address that has the platform's name in it is of no region, as a sentence; `null` where it
 * has no such name.
 */
export function imitationInAddress(address: string): string | null {
  const url = urlOf(address);
  const problem = url && problemOfPlatformName(url.hostname);
  return problem && problem.region === undefined ? problem.problem : null;
}

function urlOf(address: string): URL | null {
  const text = address.trim();
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  return URL.canParse(withScheme) ? new URL(withScheme) : null;
}
