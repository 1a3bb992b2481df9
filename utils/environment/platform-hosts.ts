import { decode } from 'punycode.js';
import { ALL_GENESYS_CLOUD_MATCH_PATTERNS, REGIONS, SECOND_DOMAINS } from './regions';

/** A region as {@link REGIONS} has it. */
export type Region = (typeof REGIONS)[number];

/** Every domain that belongs to the platform, those without a region of their own included. */
const PLATFORM_DOMAINS = ALL_GENESYS_CLOUD_MATCH_PATTERNS.map((pattern) =>
  pattern.slice('https://*.'.length, -'/*'.length),
);
/** The vendor's own site. It is no environment, and no imitation either. */
const VENDOR_DOMAIN = 'genesys.com';

const isBelow = (hostname: string, domain: string | undefined) =>
  domain !== undefined && (hostname === domain || hostname.endsWith(`.${domain}`));

/**
 * The region that a host is in, by either of its domains; `null` where it is none of Genesys
 * Cloud's.
 */
export function regionOfHost(hostname: string): Region | null {
  return (
    REGIONS.find(({ key, domain }) => isBelow(hostname, domain) || isBelow(hostname, SECOND_DOMAINS[key])) ??
    null
  );
}

/** Whether a host is the platform's own, in a known region or not. */
export function isPlatformHost(hostname: string): boolean {
  return PLATFORM_DOMAINS.some((domain) => isBelow(hostname, domain));
}

/**
 * Whether a host carries a name of the platform without being the platform's. The line is drawn on
 * the side of refusing: "pure" followed by "cloud", "genesys" followed by "cloud", "us-gov-pure",
 * "eusc-pure" and "genesys.com" as labels count wherever they stand in the host, glued by any dots,
 * hyphens, underscores and digits, written with digits or international letters (`xn--`) that look
 * like Latin ones. "genesys" alone is what honest hosts are called (`genesys.example.com`), and
 * passes. A missing, doubled or swapped letter is not looked for: `securecloud` is one letter away
 * from `purecloud`.
 * @param hostname as `URL.hostname` gives it: lower case, international names as `xn--`
 */
export function imitatesPlatform(hostname: string): boolean {
  if (isPlatformHost(hostname) || isBelow(hostname, VENDOR_DOMAIN)) return false;
  // As it is too: what stands between "xn--" and the encoded letters is read by people.
  return [hostname, lookOf(hostname)].some((look) => NAMES.some((name) => isIn(look, name)));
}

/** Stands for an international letter that resembles no Latin one for certain. */
const ANY = '*';
/**
 * How many letters of a name may be such; a name in which all are unknown is no imitation but
 * another script.
 */
const MOST_UNKNOWN = 3;
/** What may stand between two letters of a name. */
const GLUE = '[-._0-9]*';

/** What passes for each letter of the names in ASCII, besides the letter itself. */
const LOOKS: Record<string, string> = {
  l: '[l1i*]',
  o: '[o0*]',
  e: '[e3*]',
  s: '[s5*]',
  u: '[uv*]',
  v: '[vu*]',
  g: '[gq69*]',
  d: '(?:[d*]|c[l1i])',
};

const spelled = (name: string) => [...name].map((letter) => LOOKS[letter] ?? `[${letter}*]`).join(GLUE);

const NAMES = [
  ...['purecloud', 'genesyscloud', 'usgovpure', 'euscpure'].map(
    (name) => new RegExp(`(?=(${spelled(name)}))`, 'g'),
  ),
  // The vendor's domain as whole labels: "genesys.company.example" is honest.
  new RegExp(`(?=((?<![a-z])${spelled('genesys')}[-.]${spelled('com')}(?![a-z])))`, 'g'),
];

function isIn(look: string, name: RegExp): boolean {
  return [...look.matchAll(name)].some(([, found = '']) => found.split(ANY).length - 1 <= MOST_UNKNOWN);
}

/**
 * Letters of other scripts, and Latin ones that are no accented form, by the letter of the names
 * that they look like.
 */
const LATIN_LOOKS: Record<string, string> = {
  c: 'сϲᴄƈȼ',
  d: 'ԁɗđᴅժ',
  e: 'еєɛəᴇҽ',
  g: 'ɡԍցɢǥɠ',
  l: 'ӏіıɩʟłǀן',
  m: 'мᴍʍ',
  n: 'пոռɴηŋ',
  o: 'оοօᴏøσөɔ',
  p: 'рρᴘƿþ',
  r: 'гʀꭇᴦɼɽ',
  s: 'ѕꜱʂƽ',
  u: 'υսᴜʋцџ',
  v: 'νѵᴠ',
  y: 'уүγʏყƴ',
};
const LATIN_OF = new Map(
  Object.entries(LATIN_LOOKS).flatMap(([latin, others]) => [...others].map((one) => [one, latin] as const)),
);

/** How a host reads: international letters as the Latin ones that they look like. */
function lookOf(hostname: string): string {
  return hostname
    .split('.')
    .map((label) => [...decoded(label).normalize('NFKD').toLowerCase()].map(lookOfLetter).join(''))
    .join('.');
}

function lookOfLetter(letter: string): string {
  if (letter <= '~') return letter;
  if (/\p{M}/u.test(letter)) return '';
  return LATIN_OF.get(letter) ?? (/[\p{L}\p{N}]/u.test(letter) ? ANY : '-');
}

function decoded(label: string): string {
  if (!label.startsWith('xn--')) return label;
  try {
    return decode(label.slice('xn--'.length));
  } catch {
    // Browsers do not read it either.
    return label;
  }
}
