import { decode } from 'punycode.js';
import { ALL_GENESYS_CLOUD_MATCH_PATTERNS, REGIONS, SECOND_DOMAINS } from './regions';

/** A region in {@link REGIONS}. */
export type Region = (typeof REGIONS)[number];

/** Every domain of the platform, including those without a region. */
const PLATFORM_DOMAINS = ALL_GENESYS_CLOUD_MATCH_PATTERNS.map((pattern) =>
  pattern.slice('https://*.'.length, -'/*'.length),
);
/** The vendor's own site. It is neither an environment nor an imitation. */
const VENDOR_DOMAIN = 'genesys.com';

const isBelow = (hostname: string, domain: string | undefined) =>
  domain !== undefined && (hostname === domain || hostname.endsWith(`.${domain}`));

/**
 * Returns the region of a host, by either of its domains; `null` if it does not belong to Genesys
 * Cloud.
 */
export function regionOfHost(hostname: string): Region | null {
  return (
    REGIONS.find(({ key, domain }) => isBelow(hostname, domain) || isBelow(hostname, SECOND_DOMAINS[key])) ??
    null
  );
}

/** Whether a host belongs to the platform, in a known region or not. */
export function isPlatformHost(hostname: string): boolean {
  return PLATFORM_DOMAINS.some((domain) => isBelow(hostname, domain));
}

/**
 * Whether a host contains a name of the platform without belonging to it. In doubt, it refuses:
 * "pure" followed by "cloud", "genesys" followed by "cloud", "us-gov-pure", "eusc-pure" and
 * "genesys.com" as labels count anywhere in the host, joined by any dots, hyphens, underscores and
 * digits, and written with digits or international letters (`xn--`) that look like Latin ones.
 * "genesys" alone is common in honest hosts (`genesys.example.com`), and is accepted. Missing,
 * doubled or swapped letters are not checked: `securecloud` is one letter away from `purecloud`.
 * @param hostname as `URL.hostname` returns it: lower case, international names as `xn--`
 */
export function imitatesPlatform(hostname: string): boolean {
  if (isPlatformHost(hostname) || isBelow(hostname, VENDOR_DOMAIN)) return false;
  // Check the original too: people read what is between "xn--" and the encoded letters.
  return [hostname, lookOf(hostname)].some((look) => NAMES.some((name) => isIn(look, name)));
}

/** Stands for an international letter that may or may not resemble a Latin one. */
const ANY = '*';
/**
 * How many letters of a name may be unknown; a name of unknown letters only is another script, not
 * an imitation.
 */
const MAX_UNKNOWN = 3;
/** What may be between two letters of a name. */
const GLUE = '[-._0-9]*';

/** What counts as each letter of the names in ASCII, besides the letter itself. */
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
  return [...look.matchAll(name)].some(([, found = '']) => found.split(ANY).length - 1 <= MAX_UNKNOWN);
}

/**
 * Letters of other scripts, and Latin ones that are not accented forms, by the letter that they
 * look like.
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

/** Returns how a host reads: international letters as the Latin ones that they look like. */
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
    // Browsers do not decode it either.
    return label;
  }
}
