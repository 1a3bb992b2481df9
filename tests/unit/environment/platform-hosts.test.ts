import { domainToASCII } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCustomHost } from '@/utils/environment/environment';
import { environmentFromAddress, imitationInAddress } from '@/utils/environment/from-address';
import { imitatesPlatform } from '@/utils/environment/platform-hosts';
import { REGIONS, SECOND_DOMAINS } from '@/utils/environment/regions';

const IMITATION = { ok: false, problem: 'imitation' };

describe('a host with a name of the platform that is not the platform’s', () => {
  it.each([
    'login.pure.cloud.evil.example',
    'login.mypurecloud.com-sso.example',
    'us-gov-pure.cloud.evil.example',
    'use2.us-gov-pure.cloud.evil.example',
    'login-mypurecloud-com.example',
    'login.euw2.pure.cloud.example',
    'login.euw2.pure.cloud-sso.example',
    'login.euw2-pure-cloud.example',
    'evilmypurecloud.ie',
    'apps-mypurecloud.ie',
    'mypurecloud.fr',
    'mypurecloud.co',
    'mypurecloud2.com',
    'my-pure-cloud.com',
    'purecloud.example',
    'pure_cloud.example',
    'pure.cloud9.example',
    'evilpure.cloud',
    'pure-cloud.example.com',
    'genesyscloud.example.com',
    'genesys.cloud',
    'apps.genesys.cloud',
    'genesys-cloud-login.example',
    'login.genesys.cloud.evil.example',
    'genesys.com.evil.example',
    'login.genesys.com-sso.example',
    'us-gov-pure.example',
    'eusc-pure.example',
    'mypurec1oud.com',
    'mypurecl0ud.com',
    'mypur3c10ud.com',
    'mypurecioud.com',
    'mypvrecloud.com',
    'purecloucl.example',
    'genesysc1oud.example',
    '6enesyscloud.example',
    // Letters of other scripts, accents, and a dot in the middle, as browsers encode them.
    ...[
      'mypureсloud.com',
      'mурurесlоud.com',
      'mypurèclóud.com',
      'pureсlоud.example',
      'genеsys-cloud.example',
    ],
    ...[
      'ρurecloud.example',
      'purecloʋd.example',
      'pureꮯloud.example',
      'pürecloud.example',
      'pure・cloud.example',
    ],
  ])('%s is refused with the reason', (host) => {
    const read = parseCustomHost(domainToASCII(host) || host);
    expect(read).toEqual(IMITATION);
    expect(environmentFromAddress(`https://${host}/directory/`)).toBeNull();
    expect(imitationInAddress(`https://${host}/directory/`)).toEqual(IMITATION);
  });
});

describe('a host of somebody’s own', () => {
  it.each([
    'genesys.example.com',
    'genesys-proxy.example.com',
    'cobrowse.acme.com',
    'genesys.company.com',
    'genesys.commerce.example',
    'cloud.genesys.example.com',
    'securecloud.example',
    'secure.cloudhost.example',
    'pure.example.com',
    'cloud.example.com',
    'purely-cloudy.example',
    'proxy.pureprivate.cloud',
    'contact-center.example.co.uk',
    'xn--bcher-kva.example',
    ...[
      'münchen.example',
      'пример.example',
      'чистоеоблако.example',
      'καθαρόνέφος.example',
      '例え.example',
      'αβγδεζηθι.example',
    ],
    '192.0.2.7',
    'localhost:8400',
  ])('%s passes', (host) => {
    expect(parseCustomHost(/^[!-~]*$/.test(host) ? host : domainToASCII(host))).toMatchObject({ ok: true });
  });
});

describe('a host of the platform itself', () => {
  it.each([
    ['apps.mypurecloud.com', 'us_east_1'],
    ['mypurecloud.com', 'us_east_1'],
    ['usw2.pure.cloud', 'us_west_2'],
    ['login.euw2.pure.cloud', 'eu_west_2'],
    ['https://apps.mypurecloud.ie/directory/#/analytics', 'eu_west_1'],
    ['LOGIN.EUW2.PURE.CLOUD:443', 'eu_west_2'],
    ['http://apps.mypurecloud.de:8080', 'eu_central_1'],
    ['apps.euw1.pure.cloud', 'eu_west_1'],
    ...REGIONS.flatMap(({ key, domain }) =>
      [domain, SECOND_DOMAINS[key] ?? domain].flatMap((of) =>
        ['api', 'login', 'apps'].map((host) => [`${host}.${of}`, key]),
      ),
    ),
  ])('%s proposes its region, %s', (host, region) => {
    expect(parseCustomHost(host)).toEqual({ ok: false, problem: 'region', region });
  });

  it.each([
    'pure.cloud',
    'login.pure.cloud',
    'login.new9.pure.cloud',
    'us-gov-pure.cloud',
    'eusc-pure.cloud',
  ])('%s, which is of no known region, asks for the region', (host) => {
    expect(parseCustomHost(host)).toEqual({ ok: false, problem: 'unknown-region' });
  });
});

describe('whatever is around a name', () => {
  const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?$/);
  const name = fc.constantFrom(
    'mypurecloud',
    'purecloud',
    'pure.cloud',
    'us-gov-pure.cloud',
    'genesyscloud',
    'genesys.cloud',
  );
  const glue = fc.constantFrom('', '.', '-', '1', '-2-', '.3.');
  const disguise = fc.func(fc.boolean());
  const DIGITS: Record<string, string> = { o: '0', l: '1', e: '3' };

  it('the host is refused unless it ends as the platform’s do', () => {
    fc.assert(
      fc.property(label, glue, name, glue, label, disguise, (before, left, imitated, right, after, hides) => {
        const disguised = [...imitated]
          .map((letter) => (hides(letter) ? (DIGITS[letter] ?? letter) : letter))
          .join('');
        const read = parseCustomHost(`${before}${left}${disguised}${right}${after}.example`);
        expect(read.ok).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  it('a host in which no letter of "pure" or "genesys" stands before "cloud" passes', () => {
    const harmless = fc.stringMatching(/^[abfhijkmqtwxz]([abfhijkmqtwxz-]{0,8}[abfhijkmqtwxz])?$/);
    fc.assert(
      fc.property(fc.array(harmless, { minLength: 1, maxLength: 4 }), (labels) => {
        expect(imitatesPlatform([...labels, 'cloud', 'genesys', 'example'].join('.'))).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  it('a region is proposed for its own hosts only', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...REGIONS),
        label,
        fc.constantFrom('.', '-', ''),
        label,
        (region, host, by, other) => {
          expect(parseCustomHost(`${host}.${region.domain}`)).toMatchObject({ region: region.key });
          const foreign = parseCustomHost(`${host}.${region.domain}${by}${other}.example`);
          expect([foreign.ok, 'region' in foreign]).toEqual([false, false]);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
