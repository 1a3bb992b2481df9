import { expect, it } from 'vitest';
import { environmentOfKey, resolveEnvironment } from '@/utils/environment/environment';
import { REGIONS } from '@/utils/environment/regions';

it('finds each environment again by the key under which it is stored', () => {
  const choices = [
    ...REGIONS.map(({ key }) => ({ kind: 'region', region: key }) as const),
    { kind: 'custom', host: 'genesys.example.com:8443' } as const,
    { kind: 'custom', host: 'localhost:4010' } as const,
  ];
  for (const choice of choices) {
    const environment = resolveEnvironment(choice);
    expect(environmentOfKey(environment?.key ?? '')).toEqual(environment);
  }
});

it.each(['', 'us_nowhere_1', 'http://example.com'])('finds none for %j', (key) => {
  expect(environmentOfKey(key)).toBeNull();
});
