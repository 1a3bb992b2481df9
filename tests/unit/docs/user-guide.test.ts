import { expect, it } from 'vitest';
import { GROUPS, groupName } from '@/components/options/groups';
import { PURPOSES } from '@/utils/invite/purpose';
import { NOTICE_KINDS, type NoticeKind, TIMEOUT_MINUTES } from '@/utils/settings/settings';
import { readCatalog } from '../i18n/catalog';
import { anchorsIn, readDocument, referencesIn, rowsBelow } from './markdown';

const guide = readDocument('docs/user-guide.md');
const words = guide.replace(/\s+/g, ' ');

/** Where the settings name each kind of notification. */
const KEYS: Record<NoticeKind, string> = {
  agent: 'agent',
  'offer-accepted': 'offer',
  'limit-near': 'limit',
  'pinned-hold': 'hold',
  help: 'help',
  'sign-in': 'sign_in',
};

it('names every notification, and when it comes', () => {
  const catalog = readCatalog('en');
  const kinds = NOTICE_KINDS.map((kind) => [
    `*${catalog[`settings_notices_${KEYS[kind]}`]?.message}*`,
    catalog[`settings_notices_${KEYS[kind]}_about`]?.message,
  ]);
  expect(rowsBelow(guide, '## Be notified')).toEqual(kinds);
});

it('names every group of the settings', () => {
  const groups = rowsBelow(guide, '## Make it yours').map(([group = '']) => group.replaceAll('*', ''));
  expect(groups).toEqual(GROUPS.map(groupName));
});

it('has as many keys for purposes, and the same lengths of a session, as the code', () => {
  // One more is for the supervisor's own words.
  expect(guide).toContain(`<kbd>1</kbd> to <kbd>${PURPOSES.length + 1}</kbd> choose`);
  const lengths = new Intl.ListFormat('en', { type: 'disjunction' }).format(
    TIMEOUT_MINUTES.choices.map(String),
  );
  expect(words).toContain(`${lengths.replace(', or', ' or')} minutes`);
});

it('leads to every journey from its beginning', () => {
  const sections = [...guide.matchAll(/^## (.+)$/gm)].map(([, title = '']) => title);
  const [contents = ''] = guide.split('\n## ');
  const targets = referencesIn(contents).map(({ target }) => target.slice(1));
  const anchors = sections.flatMap((title) => [...anchorsIn(`## ${title}\n`)]);
  expect(anchors.length).toBeGreaterThan(13);
  expect(anchors.filter((anchor) => !targets.includes(anchor))).toEqual([]);
});
