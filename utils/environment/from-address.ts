import { REGIONS, type RegionKey, SECOND_DOMAINS } from './regions';

/** A region as {@link REGIONS} has it. */
export type Region = (typeof REGIONS)[number];

/** The region with this key. */
export function regionOf(key: RegionKey): Region | undefined {
  return REGIONS.find((region) => region.key === key);
}

/**
 * The region whose page an address is, or `null` where it is none of Genesys Cloud's. Takes what people paste: with or without scheme,
 * with blanks around it, of whatever page. What only looks like such an address is none: another host, a user name, a port, plain http.
 */
export function environmentFromAddress(address: string): Region | null {
  const text = address.trim();
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(withScheme)) return null;
  const { protocol, username, password, hostname, port } = new URL(withScheme);
  if (protocol !== 'https:' || username !== '' || password !== '' || port !== '') return null;
  const isBelow = (domain: string | undefined) =>
    domain !== undefined && (hostname === domain || hostname.endsWith(`.${domain}`));
  return REGIONS.find(({ key, domain }) => isBelow(domain) || isBelow(SECOND_DOMAINS[key])) ?? null;
}
