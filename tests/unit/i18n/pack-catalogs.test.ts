import { expect, it } from 'vitest';
import { packCatalog } from '@/utils/build/pack-catalogs';
import { LOCALES, type MessageCatalog, messageOf, readCatalog } from './catalog';

it.each(LOCALES)('The packed texts in %s read as those in the catalog.', (locale) => {
  const catalog = readCatalog(locale);
  const packed = JSON.parse(packCatalog(JSON.stringify(catalog))) as MessageCatalog;
  const values = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'];
  expect(Object.keys(packed)).toEqual(Object.keys(catalog));
  for (const key of Object.keys(catalog))
    expect(messageOf(packed, key, values), key).toBe(messageOf(catalog, key, values));
});

it('Packed texts have no descriptions and no names of placeholders.', () => {
  const catalog = {
    shown: {
      message: '$COUNT$ of $TOTAL$ cost $$5.',
      description: 'For translators',
      placeholders: { count: { content: '$1' }, total: { content: '$2' } },
    },
  };
  expect(packCatalog(JSON.stringify(catalog))).toBe('{"shown":{"message":"$1 of $2 cost $$5."}}');
});
