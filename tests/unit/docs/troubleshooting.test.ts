import { describe, expect, it } from 'vitest';
import { outcomeName, whyEnded } from '@/components/history/history-wording';
import { titleOf } from '@/utils/checks/chain';
import { CHECKS } from '@/utils/checks/model';
import { ERROR_CODES } from '@/utils/errors/codes';
import {
  actionNotReceived,
  actionUnseen,
  notReceived,
  noWindow,
  pressActionAgain,
  pressAgain,
} from '@/utils/errors/desktop-messages';
import { SCREEN_REFUSAL_CODES } from '@/utils/errors/screen-refusal-codes';
import { HOW_ENDED } from '@/utils/history/model';
import { readCatalog } from '../i18n/catalog';
import { rowsOf } from './failure-rows';
import { codesIn, readDocument, rowsBelow } from './markdown';

const guide = readDocument('docs/troubleshooting.md');

/** Who can remove a cause. More words would leave the reader to guess. */
const WHO = ['you', 'the agent', 'your administrator', 'your network team', 'it passes', 'support'];

const headings = [...guide.matchAll(/^### `([^`]+)`$/gm)].map(([, code = '']) => code);

describe('the error codes', () => {
  it('are all there, in the order of the code, and no other', () => {
    expect(headings).toEqual([...ERROR_CODES]);
  });

  it.each(ERROR_CODES)('%s: everything that is said of it, in the words of the catalog', (code) => {
    const documented = rowsBelow(guide, `### \`${code}\``);
    const said = rowsOf(code).map(({ title, help, button }) => [
      `**${title}** ${help}`,
      button === '' ? '–' : `*${button}*`,
    ]);
    expect(documented.map(([seen = '', button = '']) => [seen, button])).toEqual(said);
    for (const [, , cause = '', fix = '', who = ''] of documented) {
      expect(cause.length).toBeGreaterThan(10);
      expect(fix.length).toBeGreaterThan(3);
      expect(WHO).toContain(who);
    }
  });

  it('names every code with which the platform refuses to show screens, and no other', () => {
    const named = rowsBelow(guide, '### `screen-refused`').flatMap(([, , cause = '']) => codesIn(cause));
    expect(named).toEqual([...SCREEN_REFUSAL_CODES]);
  });
});

it('names every check, in its order', () => {
  const named = rowsBelow(guide, '## First: run the checks').map(([check = '']) => check.replaceAll('*', ''));
  expect(named).toEqual(CHECKS.map(titleOf));
});

it('names every message of the button, in its words', () => {
  const own = [
    pressAgain(),
    pressActionAgain(),
    actionUnseen(),
    notReceived(),
    actionNotReceived(),
    noWindow(),
  ];
  const said = own.map(({ title, help }) => `**${title}** ${help}`);
  expect(rowsBelow(guide, '## Messages of the button').map(([seen]) => seen)).toEqual(said);
});

it('names every outcome of a session, and why', () => {
  const told = rowsBelow(guide, '## Why a session ended').map(([outcome = '', why = '']) => [
    outcome.replaceAll('*', ''),
    why,
  ]);
  expect(told.map(([outcome]) => outcome)).toEqual(HOW_ENDED.map(outcomeName));
  for (const [index, how] of HOW_ENDED.entries()) {
    const why = whyEnded(how);
    if (why !== undefined) expect(told[index]?.[1]).toBe(why);
  }
});

it('names every reason why a row cannot be started, in its words', () => {
  const catalog = readCatalog('en');
  const sentences = Object.entries(catalog)
    .filter(([key]) => /^list_blocked_(?!.*_short$)/.test(key))
    .map(([, { message }]) => message.replace(/\$(\w+)\$/g, (_, name: string) => `⟨${name.toLowerCase()}⟩`));
  const rows = rowsBelow(guide, '## Rows that cannot be started');
  expect(rows.map(([, sentence]) => sentence).sort()).toEqual(sentences.sort());
});
