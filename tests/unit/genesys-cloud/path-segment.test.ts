import { expect, it } from 'vitest';
import { segment } from '@/utils/genesys-cloud/path-segment';
import { failureOf } from '../failure-of';

it.each(['cbs-1', 'a b', 'a/b', '../x', '..%2f', 'a?b#c', '...', 'é', '%2e%2e'])(
  '“%s” stays one segment of its path',
  (id) => {
    const { origin, pathname } = new URL(`https://api.example.com/api/v2/things/${segment(id)}/tokens`);
    expect(origin).toBe('https://api.example.com');
    expect(pathname.split('/').map(decodeURIComponent)).toEqual(['', 'api', 'v2', 'things', id, 'tokens']);
  },
);

it.each(['', '.', '..'])('“%s” would be another path, and is refused', async (id) => {
  const failure = await failureOf((async () => segment(id))());
  expect(failure).toEqual({ code: 'unexpected-response', fieldPath: 'id' });
});
