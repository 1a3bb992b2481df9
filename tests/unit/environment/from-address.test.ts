import { describe, expect, it } from 'vitest';
import { environmentFromAddress, regionOf } from '@/utils/environment/from-address';
import { REGIONS, SECOND_DOMAINS } from '@/utils/environment/regions';

const keyOf = (address: string) => environmentFromAddress(address)?.key ?? null;

describe('the region of an address', () => {
  it.each(REGIONS.flatMap(({ key, domain }) => [domain, SECOND_DOMAINS[key] ?? domain].map((d) => [d, key])))(
    'below %s is %s, on every host',
    (domain, key) => {
      for (const host of ['apps', 'login', 'api', 'signalr.eu'])
        expect(keyOf(`https://${host}.${domain}/`)).toBe(key);
    },
  );

  it.each([
    ['https://apps.mypurecloud.ie/directory/#/engage/admin/interactions', 'eu_west_1'],
    ['https://apps.euw2.pure.cloud/crm/embeddableFramework.html?x=1', 'eu_west_2'],
    ['apps.mypurecloud.com.au/directory', 'ap_southeast_2'],
    ['  https://apps.mypurecloud.de  \n', 'eu_central_1'],
    ['mypurecloud.jp', 'ap_northeast_1'],
    ['HTTPS://APPS.MYPURECLOUD.COM', 'us_east_1'],
    ['https://apps.mypurecloud.com:443/', 'us_east_1'],
    ['apps.mypurecloud.ie:443/directory/', 'eu_west_1'],
    // A backslash is a slash to browsers: what follows is a path.
    ['https://apps.mypurecloud.ie\\.evil.example/', 'eu_west_1'],
    ['https://apps.use2.us-gov-pure.cloud/directory/', 'us_east_2'],
  ])('is read from %j', (address, key) => {
    expect(keyOf(address)).toBe(key);
  });

  it.each([
    '',
    '   ',
    'Dublin',
    'https://',
    'https://mypurecloud.ie.evil.example/',
    'https://apps.mypurecloud.ie.evil.example/directory/',
    'https://apps.mypurecloud.ie@evil.example/',
    'apps.mypurecloud.ie@evil',
    'https://someone@apps.mypurecloud.ie/',
    'https://evilmypurecloud.ie/',
    'https://evil.example/apps.mypurecloud.ie',
    'https://evil.example/?https://apps.mypurecloud.ie',
    'https://evil.example#apps.mypurecloud.ie',
    'http://apps.mypurecloud.ie/',
    'https://apps.mypurecloud.ie:8443/',
    'ftp://apps.mypurecloud.ie/',
    'javascript:apps.mypurecloud.ie',
    'https://pure.cloud/',
    'https://apps.xyz9.pure.cloud/',
    'https://apps.mypurecloud.co/',
    'https://apps.mypurecloud.ie.',
  ])('is none for %j', (address) => {
    expect(keyOf(address)).toBeNull();
  });
});

it('finds a region by its key', () => {
  expect(regionOf('eu_west_1')?.name).toBe('EMEA (Dublin)');
});
