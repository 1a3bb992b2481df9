import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { readPolicy } from '@/utils/settings/read-policy';
import { FACTS, type ManagedSchema, POLICY_KEYS, writePolicyReference } from './policy-reference';

const schema = JSON.parse(await readFile('public/managed-schema.json', 'utf8')) as ManagedSchema;

it('The policy reference is what the code says now. If not: npm run docs', async () => {
  await expect(writePolicyReference(schema)).toMatchFileSnapshot('../../../docs/policy-reference.md');
});

it.each(POLICY_KEYS)('The example of %s is read as it is written.', (key) => {
  expect(readPolicy({ [key]: FACTS[key].example })).toEqual({ [key]: FACTS[key].example });
});
