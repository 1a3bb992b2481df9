import { fakeBrowser } from 'wxt/testing/fake-browser';
import { recoveryActionNameOf } from '@/components/common/FailurePanel';
import type { ErrorCode } from '@/utils/errors/codes';
import { type Failure, TOO_LARGE } from '@/utils/errors/failure';
import { describeFailure } from '@/utils/errors/messages';
import { EVERY_FAILURE } from '../../gallery/every-failure';
import { readCatalog } from '../i18n/catalog';

/** What users see of a failure: both sentences, and the button that is offered. */
export type FailureRow = { title: string; help: string; button: string };

/**
 * Returns everything that users can see of a code, each once: the sentences of the catalog, with
 * `⟨name⟩` where a value is put in.
 */
export function rowsOf(code: ErrorCode): FailureRow[] {
  answerWithTemplates();
  const rows = EVERY_FAILURE.filter((failure) => failure.code === code)
    .map(withoutValues)
    .flatMap((failure) => [false, true].map((waiting) => rowOf(failure, waiting)));
  return rows.filter((row, index) => rows.findIndex((other) => isSame(row, other)) === index);
}

function rowOf(failure: Failure, waiting: boolean): FailureRow {
  const { title, help, recoveryAction } = describeFailure(failure, waiting);
  return { title, help, button: recoveryActionNameOf(failure, recoveryAction) };
}

/** Genesys Cloud's own words come as they are, not from the catalog. */
const withoutValues = ({ apiMessage, fieldPath, ...failure }: Failure): Failure => ({
  ...failure,
  ...(apiMessage !== undefined && { apiMessage: '⟨sentence⟩' }),
  ...(fieldPath !== undefined && { fieldPath: fieldPath === TOO_LARGE ? TOO_LARGE : '⟨field⟩' }),
});

function answerWithTemplates() {
  const catalog = readCatalog('en');
  Object.assign(fakeBrowser.i18n, {
    getMessage: (key: string) =>
      (catalog[key]?.message ?? '').replace(/\$(\w+)\$/g, (_, name: string) => `⟨${name.toLowerCase()}⟩`),
  });
}

const isSame = (one: FailureRow, other: FailureRow) =>
  one.title === other.title && one.help === other.help && one.button === other.button;
