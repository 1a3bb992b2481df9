import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EnvironmentChoice, resolveEnvironment } from '@/utils/environment/environment';
import { redirectPathOf } from '@/utils/environment/redirect-path';
import { REGIONS } from '@/utils/environment/regions';

function pathOf(choice: EnvironmentChoice): string {
  const environment = resolveEnvironment(choice);
  if (!environment) throw new Error('No such environment');
  return redirectPathOf(environment);
}
const custom = (host: string): EnvironmentChoice => ({ kind: 'custom', host });

describe('the path of the redirect URI', () => {
  it.each<[EnvironmentChoice, string]>([
    [{ kind: 'region', region: 'eu_west_1' }, 'eu_west_1'],
    [custom('genesys.example.com'), 'custom/genesys.example.com'],
    [custom('https://GENESYS.example.com:443/'), 'custom/genesys.example.com'],
    [custom('genesys.example.com:8443'), 'custom/genesys.example.com/8443'],
    [custom('localhost:8400'), 'loopback/localhost/8400'],
    [custom('http://127.0.0.1'), 'loopback/127.0.0.1'],
    [custom('https://localhost:8400'), 'custom/localhost/8400'],
    // Named as a region is.
    [custom('eu_west_1'), 'custom/eu_west_1'],
  ])('of %j is %s', (choice, path) => {
    expect(pathOf(choice)).toBe(path);
  });

  const host = fc.tuple(
    fc.constantFrom('https://', 'http://', ''),
    fc.constantFrom(
      'localhost',
      '127.0.0.1',
      'a.example',
      'a.example.custom',
      'eu_west_1',
      'a-8443.example',
      'custom',
    ),
    fc.constantFrom('', ':80', ':443', ':8443', ':8400'),
  );
  const choice = fc.oneof(
    host.map((parts) => custom(parts.join(''))),
    fc.constantFrom(...REGIONS).map(({ key }): EnvironmentChoice => ({ kind: 'region', region: key })),
  );

  it('is another one for each environment, and reads in a URL as it is written', () => {
    fc.assert(
      fc.property(choice, choice, (one, other) => {
        const [first, second] = [resolveEnvironment(one), resolveEnvironment(other)];
        fc.pre(first !== null && second !== null);
        if (!first || !second) return;
        const [path, otherPath] = [redirectPathOf(first), redirectPathOf(second)];
        expect(path === otherPath).toBe(first.key === second.key);
        expect(new URL(path, 'https://x.chromiumapp.org/').pathname).toBe(`/${path}`);
      }),
      { numRuns: 3_000 },
    );
  });
});
