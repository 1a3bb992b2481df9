import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ALL_ITEMS } from '@/utils/background/state';
import { MAX_NOTE_LENGTH, MAX_NOTES } from '@/utils/cobrowse/model';
import { historyEntrySchema } from '@/utils/history/model';
import { MAX_UNCONFIRMED_MS } from '@/utils/history/retention-clock';
import { writeInvitation } from '@/utils/invite/invitation';
import { writeMonitoringBegun, writeMonitoringEnded } from '@/utils/invite/monitoring-message';
import { PHRASES } from '@/utils/invite/phrases';
import { MAX_PURPOSE_LENGTH } from '@/utils/invite/purpose';
import { DEFAULT_SETTINGS, HISTORY_DAYS, TIMEOUT_MINUTES } from '@/utils/settings/settings';
import { splitKey } from '@/utils/storage/stored-item';
import { codesIn, ROOT, readDocument, rowsBelow } from './markdown';

const sheet = readDocument('docs/compliance.md');
const privacy = readDocument('PRIVACY.md');
/** The sheet on one line, wherever its lines are broken. */
const words = sheet.replace(/\s+/g, ' ');
const namesBelow = (heading: string) => rowsBelow(sheet, heading).flatMap(([names = '']) => codesIn(names));

/** All code that users run. */
/** The code of the extension; what only builds it is not in it. */
const CODE = globSync('{components,entrypoints,utils}/**/*.{ts,tsx}', { cwd: ROOT })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => !file.startsWith('utils/build/'))
  .map((file) => ({ file, text: readFileSync(`${ROOT}/${file}`, 'utf8') }));
const filesWith = (pattern: RegExp) => CODE.filter(({ text }) => pattern.test(text)).map(({ file }) => file);

describe('what is stored', () => {
  const items = ALL_ITEMS.map(({ key, clearedOn }) => {
    const [area, name] = splitKey(key);
    return { area, name, clearedOn };
  });
  const namesOf = (area: string, clearedOn?: string) =>
    items
      .filter((item) => item.area === area && (clearedOn === undefined || item.clearedOn === clearedOn))
      .map(({ name }) => name);

  it('on disk: everything in storage.local, and the other stores of the browser', () => {
    const prefixes = CODE.flatMap(({ text }) => [
      ...[...text.matchAll(/defineStoredRecords\('([^']+)'/g)].map(([, prefix = '']) => prefix),
    ]);
    expect(prefixes.length).toBeGreaterThan(2);
    const others = ['kept/', 'cobrowse-history-witness', 'localStorage', 'panel-drawer'];
    expect(namesBelow('### On disk').sort()).toEqual(
      [...namesOf('local'), ...prefixes, ...others, 'sessionStorage', 'unheard-starts'].sort(),
    );
    for (const name of ['kept/', 'cobrowse-history-witness', 'panel-drawer', 'unheard-starts'])
      expect(
        CODE.some(({ text }) => text.includes(name)),
        name,
      ).toBe(true);
  });

  it('in memory until sign-out: everything that a sign-out clears', () => {
    // The rows of the list are many items of one kind.
    expect(namesBelow('### In memory, until sign-out').sort()).toEqual(
      [...namesOf('session', 'sign-out'), 'floor-rows'].sort(),
    );
  });

  it('in memory until the browser closes: everything else', () => {
    expect(namesBelow('### In memory, until the browser closes').sort()).toEqual(
      namesOf('session', 'never').sort(),
    );
  });

  it('in no other store of the browser', () => {
    expect(filesWith(/\blocalStorage\b/)).toEqual(['utils/pages/panel-drawer.ts']);
    expect(filesWith(/\bsessionStorage\./)).toEqual(['utils/cobrowse/pending-starts.ts']);
    expect(filesWith(/\bidb-keyval\b|\bindexedDB\b/)).toEqual(['utils/history/witness-store.ts']);
    expect(filesWith(/document\.cookie|\bcaches\.(?:open|match)|storage\.sync|browser\.cookies/)).toEqual([]);
  });
});

describe('the history', () => {
  it('has every field of an entry, and no other', () => {
    const { options } = historyEntrySchema.def;
    const fields = new Set(options.flatMap(({ shape }) => Object.keys(shape)));
    expect(fields.size).toBeGreaterThan(15);
    expect(new Set(namesBelow('## The history'))).toEqual(fields);
  });

  it('is kept for as long as it says', () => {
    const days = HISTORY_DAYS.choices.filter((choice) => choice !== null);
    const last = days.pop();
    expect(words).toContain(`**How long**: ${HISTORY_DAYS.fallback} days by default.`);
    expect(words).toContain(`can choose ${days.join(', ')} or ${last} days, or for ever`);
    expect(DEFAULT_SETTINGS.history.keepForDays).toBe(HISTORY_DAYS.fallback);
    expect(words).toContain(`at most ${MAX_UNCONFIRMED_MS / (24 * 60 * 60_000)} days count`);
    expect(privacy).toContain(`| ${HISTORY_DAYS.fallback} days, unless`);
  });

  it('has the limits of what supervisors write', () => {
    expect(words).toContain(`own words (up to ${MAX_PURPOSE_LENGTH} characters)`);
    expect(words).toContain(`(up to ${MAX_NOTES} of ${MAX_NOTE_LENGTH} characters)`);
  });
});

it('has the defaults and limits of a session', () => {
  const { min, max, choices } = TIMEOUT_MINUTES;
  const { allowRemoteControl, timeoutInMinutes } = DEFAULT_SETTINGS.session;
  expect(words).toContain(`a time limit from ${min} to ${max} minutes, ${timeoutInMinutes} unless`);
  const all = new Intl.ListFormat('en', { style: 'long' }).format(choices.map(String));
  expect(words).toContain(`choose among ${all.replace(', and', ' and')} minutes`);
  expect(allowRemoteControl).toBe(false);
  expect(DEFAULT_SETTINGS.notices).toEqual({ kinds: [], names: 'agent' });
});

describe('what the agent is told', () => {
  const now = Date.UTC(2026, 0, 15, 13, 0);
  const facts = {
    who: 'Dana Whitfield',
    purpose: 'coaching',
    expiresAt: now + 15 * 60_000,
    notice: 'Our rules for observing: https://intranet.example/observing',
  };
  const zone = 'Europe/Berlin';
  const messages = [...sheet.matchAll(/^```text\n([\s\S]*?)\n```$/gm)].map(([, message]) => message);
  // Marks of the direction of writing, and the spaces of times, look the same.
  const plain = (text: string) => text.replace(/[\u2066-\u2069]/g, '').replace(/\u202f/g, ' ');

  it('is quoted word for word', () => {
    const link = 'https://apps.example/cobrowse/join?token=…';
    expect(messages).toEqual([
      plain(writeInvitation({ ...facts, allowRemoteControl: false, link }, 'en', now, zone)),
      plain(writeMonitoringBegun(facts, 'en', now, zone)),
      plain(writeMonitoringEnded(now + 7 * 60_000, 'en', zone)),
    ]);
  });

  it('is told in the languages that are named', () => {
    const names = new Intl.DisplayNames('en', { type: 'language' });
    const [, list = ''] = /in the agent’s language of Genesys Cloud: ([^;]+);/.exec(words) ?? [];
    const listed = list.replace('Brazilian Portuguese', 'Portuguese').split(/, | or /);
    const spoken = Object.keys(PHRASES).map((tag) => names.of(tag.split('-')[0] ?? tag));
    expect(listed.sort()).toEqual(spoken.sort());
  });
});

it('there is no telemetry: nothing but Genesys Cloud is ever addressed', () => {
  const streaming = CODE.find(({ file }) => file === 'utils/screen-viewer/streaming-link.ts');
  expect(streaming?.text).toContain('optOutOfWebrtcStatsTelemetry: true');
  expect(filesWith(/sendBeacon|google-analytics|@sentry|setUninstallURL/)).toEqual([]);
  const addressed = CODE.flatMap(({ text }) =>
    [...text.replace(COMMENT_LINES, '').matchAll(/['"`](?:https?|wss?):\/\/([\w.-]+)/g)].map(
      ([, host = '']) => host,
    ),
  );
  expect([...new Set(addressed)].sort()).toEqual(Object.keys(ADDRESSES).sort());
});

const COMMENT_LINES = /^\s*(?:\/?\*|\/\/).*$/gm;

/** Every address that is written in the code, and why. All others are the user's own. */
const ADDRESSES: Record<string, string> = {
  'api.': 'of the region',
  'apps.': 'of the region',
  'login.': 'of the region',
  'streaming.': 'of the region',
  'apps.mypurecloud.ie': 'an example in an empty field',
  'www.w3.org': 'the name of a language (SVG), which is never requested',
  'www.apple.com': 'the name of a format (property lists), which is never requested',
  'practice.invalid': 'practice, which sends nothing: nobody can own a name like that (RFC 2606)',
};
