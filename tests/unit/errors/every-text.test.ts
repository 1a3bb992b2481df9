import { expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { adminRequestFor } from '@/components/common/admin-request';
import { describeFailure } from '@/utils/errors/messages';
import { EVERY_FAILURE } from '../../gallery/every-failure';
import { readCatalog } from '../i18n/catalog';

// The keys of these texts are put together, so a search for them in the code finds too much.
it('Every text about an error and a grant is said of some failure, and the gallery shows it.', () => {
  const said = new Set<string>();
  const { getMessage } = fakeBrowser.i18n;
  Object.assign(fakeBrowser.i18n, {
    getMessage: (key: string, values?: string | string[]) => {
      said.add(key);
      return getMessage(key as never, values);
    },
  });
  for (const failure of EVERY_FAILURE) {
    for (const waiting of [false, true]) {
      const { title, help } = describeFailure(failure, waiting);
      expect(title, failure.code).not.toBe('');
      expect(help, failure.code).not.toBe('');
    }
    const request = adminRequestFor(failure);
    if (request !== null) expect(request).toContain(describeFailure(failure).title);
  }

  const texts = Object.keys(readCatalog('en')).filter((key) => /^(?:error|grant)_/.test(key));
  expect(texts.filter((key) => !said.has(key))).toEqual([]);
});
