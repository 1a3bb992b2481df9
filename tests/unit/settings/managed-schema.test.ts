import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import { FEATURES, policySchema, readPolicy } from '@/utils/settings/policy';

type Property = {
  title: string;
  description: string;
  type: string;
  enum?: string[];
  minimum?: number;
  maximum?: number;
  items?: Property;
};

const { properties } = JSON.parse(await readFile('public/managed-schema.json', 'utf8')) as {
  properties: Record<string, Property>;
};
/** What the extension itself reads, in the same words. */
const own = z.toJSONSchema(policySchema).properties as Record<string, Property>;

/** What both can say: Chromium's schemas know no patterns of ids and no lengths of texts. */
const said = ({ type, enum: values, minimum, maximum, items }: Property) => ({
  type,
  values,
  minimum,
  // Every integer has this one.
  maximum: maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum,
  items: items?.type,
});

it('The schema that browsers read names the same values as the one the extension reads, in the same order.', () => {
  expect(Object.keys(properties)).toEqual(Object.keys(own));
});

it.each(Object.keys(own))('%s has the same type, bounds and choices in both schemas', (name) => {
  const [theirs, ours] = [properties[name], own[name]];
  expect(theirs && said(theirs)).toEqual(ours && said(ours));
});

it('Each value is explained to the administrator who meets it in a list of policies.', () => {
  for (const { title, description } of Object.values(properties)) {
    expect(title).toMatch(/^[A-Z]/);
    expect(description).toMatch(/\.$/);
  }
});

// Chromium drops a whole list for one item that its schema does not know, and with it every other restriction in it.
it('The features that can be off are named in words only: one that a later version adds must not lift the others.', () => {
  expect(properties.disabledFeatures?.items).toEqual({ type: 'string' });
  for (const feature of FEATURES) expect(properties.disabledFeatures?.description).toContain(feature);
  expect(readPolicy({ disabledFeatures: ['practice', 'time-travel'] })).toEqual({
    disabledFeatures: ['practice'],
  });
});
