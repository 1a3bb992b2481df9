import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import { FEATURES, policySchema } from '@/utils/settings/policy';

type Property = { title: string; description: string; type: string; items?: object };

const { properties } = JSON.parse(await readFile('public/managed-schema.json', 'utf8')) as {
  properties: Record<string, Property>;
};
/** What the extension itself reads, in the same words. */
const own = z.toJSONSchema(policySchema).properties as Record<string, Property>;

it('The schema that browsers read names the same values as the one the extension reads, in the same order.', () => {
  expect(Object.keys(properties)).toEqual(Object.keys(own));
});

// Chromium drops a value that its schema refuses, without a word: what it hands over, the extension
// reads towards the safe side and shows. It knows one type for each value and no more.
it.each(Object.keys(own))('%s reaches the extension whatever it is, as far as its type allows', (name) => {
  const { type = '', items, ...others } = properties[name] ?? {};
  expect(type).toBe(own[name]?.type === 'integer' ? 'number' : own[name]?.type);
  expect(Object.keys(others).sort()).toEqual(['description', 'title']);
  expect(items).toEqual(type === 'array' ? { type: 'string' } : undefined);
});

it('Each value is explained to the administrator who meets it in a list of policies.', () => {
  for (const { title, description } of Object.values(properties)) {
    expect(title).toMatch(/^[A-Z]/);
    expect(description).toMatch(/\.$/);
  }
});

it('The features that can be off are named for the administrator.', () => {
  for (const feature of FEATURES) expect(properties.disabledFeatures?.description).toContain(feature);
});
