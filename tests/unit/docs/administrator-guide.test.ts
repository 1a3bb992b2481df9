import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { CHECKS } from '@/utils/checks/model';
import { resolveEnvironment } from '@/utils/environment/environment';
import { redirectPathOf } from '@/utils/environment/redirect-path';
import { AGENT_PERMISSION, PERMISSIONS } from '@/utils/genesys-cloud/grants';
import { SCOPES } from '@/utils/genesys-cloud/scopes';
import { PHRASES } from '@/utils/invite/phrases';
import { CHROMIUM_ID, GECKO_ID } from '@/utils/settings/extension-ids';
import { policySchema } from '@/utils/settings/policy';
import { POLICY_FILE_KINDS, writePolicyFile } from '@/utils/settings/policy-files';
import { COBROWSE_SERVICES } from '@/utils/settings/settings';
import { readCatalog } from '../i18n/catalog';
import * as reviewed from '../manifest/reviewed';

const guide = await readFile('docs/administrator-guide.md', 'utf8');
const reference = await readFile('docs/policy-reference.md', 'utf8');
const checklist = await readFile('docs/confirm-with-your-organization.md', 'utf8');
const readme = await readFile('README.md', 'utf8');
const english = readCatalog('en');
const messageOf = (key: string) => english[key]?.message ?? `no text ${key}`;

/** The cells of the table whose heading begins like this, row by row. */
function tableOf(heading: string, text = guide): string[][] {
  const [, table] = text.split(`| ${heading} |`);
  if (table === undefined) throw new Error(`No table “${heading}”`);
  const rows: string[][] = [];
  // The rest of the heading, and the line below it.
  for (const line of table.split('\n').slice(2)) {
    if (!line.trim().startsWith('|')) break;
    rows.push(
      line
        .trim()
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    );
  }
  return rows;
}

const codesIn = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);

describe('the administrator guide', () => {
  it.each([
    ['scope', SCOPES.map((scope) => ({ ...scope, names: [scope.name] }))],
    ['permission', PERMISSIONS],
  ] as const)(
    'lists every %s that the extension can use, no other, and which are optional',
    (heading, grants) => {
      const rows = tableOf(`${heading} | needed for`).map(([names = '', about = '']) => ({
        names: codesIn(names),
        about,
      }));
      const listed = rows.flatMap(({ names }) => names).sort();
      expect(listed).toEqual(grants.flatMap(({ names }) => names).sort());
      for (const { name, optional = false, screenNeedsItTo } of grants) {
        const about = rows.find(({ names }) => names.includes(name))?.about ?? '';
        expect(about.startsWith('optional'), name).toBe(optional);
        expect(about.includes('required with Live Screen Monitoring'), name).toBe(
          screenNeedsItTo !== undefined,
        );
      }
    },
  );

  it('names what the agents need', () => {
    expect(guide).toContain(`\`${AGENT_PERMISSION}\``);
  });

  it('names every language of invitations', () => {
    const named = /languagePreference`: ([^;]+);/.exec(guide.replace(/\s+/g, ' '))?.[1];
    const names = new Intl.DisplayNames('en', { type: 'language' });
    expect(named?.split(/, | or /)).toEqual(Object.keys(PHRASES).map((language) => names.of(language)));
  });

  it('says for each feature which permissions and scopes it needs, and leaves none out', () => {
    const rows = tableOf('feature | permissions | scopes');
    const permissions = rows.flatMap(([, cell = '']) => codesIn(cell));
    const known = [...PERMISSIONS.flatMap(({ names }) => names), AGENT_PERMISSION];
    expect(permissions.filter((name) => !known.includes(name))).toEqual([]);
    // These two are named before the table, or show something only.
    const others = ['conversation:communication:view', 'realtimeMonitor:settings:view'];
    expect(known.filter((name) => !permissions.includes(name)).sort()).toEqual(others);
    const scopes = rows.flatMap(([, , cell = '']) => codesIn(cell));
    const special = SCOPES.filter(({ optional, service }) => optional || service);
    expect([...new Set(scopes)].sort()).toEqual(special.map(({ name }) => name).sort());
  });

  it('lists every permission in the browser, no other, and which are optional', () => {
    const rows = tableOf('permission | why');
    const all = {
      ...reviewed.PERMISSIONS,
      ...reviewed.PERMISSIONS_IN_CHROME,
      ...reviewed.OPTIONAL_PERMISSIONS,
    };
    expect(rows.flatMap(([name = '']) => codesIn(name)).sort()).toEqual(Object.keys(all).sort());
    for (const [name = '', why = ''] of rows) {
      const [permission = ''] = codesIn(name);
      expect(why.startsWith('optional'), name).toBe(permission in reviewed.OPTIONAL_PERMISSIONS);
      expect(why.startsWith('Chrome and Edge'), name).toBe(permission in reviewed.PERMISSIONS_IN_CHROME);
    }
  });

  it('lists every file that the settings write, by the names that they have there', () => {
    const ids = { chromium: 'EXTENSION_ID', gecko: GECKO_ID };
    expect(tableOf('file for | name').map(([kind, name = '']) => [kind, ...codesIn(name)])).toEqual(
      POLICY_FILE_KINDS.map((kind) => [
        messageOf(`policy_file_${kind}`),
        writePolicyFile(kind, {}, ids).name,
      ]),
    );
  });

  it('names every check, and says what it depends on', () => {
    const titles = tableOf('line | what you set up for it').flatMap(([lines = '']) => lines.split(', '));
    const all = CHECKS.map((check) => messageOf(`check_title_${check.replaceAll('-', '_')}`));
    expect(titles.sort()).toEqual(all.sort());
  });

  it('shows redirect URIs as the extension makes them', () => {
    const hosts = ['genesys.example.com', 'genesys.example.com:8443'];
    const environments = [
      resolveEnvironment({ kind: 'region', region: 'eu_west_1' }),
      ...hosts.map((host) => resolveEnvironment({ kind: 'custom', host })),
    ];
    expect(tableOf('environment | redirect URI').flatMap(([, uri = '']) => codesIn(uri))).toEqual(
      environments.map(
        (environment) =>
          `https://${CHROMIUM_ID}.chromiumapp.org/${environment ? redirectPathOf(environment) : 'none'}`,
      ),
    );
    const firefoxHost = createHash('sha1').update(GECKO_ID).digest('hex');
    expect(guide).toContain(`\`https://${firefoxHost}.extensions.allizom.org/\``);
  });

  it('shows the keys that the manifest suggests, and no other', () => {
    const commands = {
      ...(reviewed.REVIEWED.commands?.value as object),
      ...(reviewed.REVIEWED_IN_CHROME.commands?.value as object),
    } as Record<string, { suggested_key?: { default: string } }>;
    const keys = tableOf('keys | action').map(([cell = '']) => cell.replace(/<\/?kbd>/g, ''));
    const suggested = Object.values(commands).flatMap(({ suggested_key: key }) => key?.default ?? []);
    expect(keys.sort()).toEqual([...new Set(suggested)].sort());
  });
});

describe('the policy reference', () => {
  it('has a section for every value of a policy, and no other', () => {
    const sections = [...reference.matchAll(/^### `(\w+)`$/gm)].map(([, key]) => key);
    expect(sections).toEqual(Object.keys(policySchema.shape));
    const [, services = ''] = /### `cobrowseService`[^#]*?\| Allowed values \| (.+) \|/.exec(reference) ?? [];
    expect(codesIn(services)).toEqual([...COBROWSE_SERVICES]);
  });
});

describe.each([
  ['the administrator guide', guide],
  ['the policy reference', reference],
  ['the checklist', checklist],
  ['README.md', readme],
])('%s', (_name, text) => {
  /** Without blocks of code, and with line breaks as spaces, as they are read. */
  const running = text.replace(/```.*?```/gs, '').replace(/\s+/g, ' ');

  it('names no permission or scope that the extension does not use', () => {
    const known = [
      ...PERMISSIONS.flatMap(({ names }) => names),
      ...SCOPES.map(({ name }) => name),
      AGENT_PERMISSION,
    ];
    const named = codesIn(running).filter((code) => /^(?!about:)[a-z][\w-]*(?::[\w-]+)+$/i.test(code));
    expect(codesIn(running).length).toBeGreaterThan(10);
    expect(named.filter((name) => !known.includes(name))).toEqual([]);
  });

  it('names no value of a policy that the extension does not read', () => {
    const named = codesIn(running).filter((code) => /^[a-z]+(?:[A-Z][a-z]+)+$/.test(code));
    const others = Object.keys({ ...reviewed.PERMISSIONS, ...reviewed.PERMISSIONS_IN_CHROME });
    expect(named.filter((name) => !(name in policySchema.shape) && !others.includes(name))).toEqual([]);
  });
});

describe('the checklist', () => {
  const points = checklist.split(/^### /m).slice(1);

  it('numbers its points, and says for each why, how, what to expect and what else', () => {
    expect(points.length).toBeGreaterThan(30);
    const numbers = points.map((point) => point.split('.')[0] ?? '');
    expect(new Set(numbers).size).toBe(numbers.length);
    for (const point of points)
      expect(
        [...point.matchAll(/^- (?:\[ \] Confirmed|\*\*([\w ]+)\*\*: \S)/gm)].map(([, part]) => part ?? ''),
        point,
      ).toEqual(['', 'Why', 'Steps', 'Expected', 'If not']);
  });

  it.each([
    ['the checklist', checklist],
    ['the guide', guide],
  ])('and what %s quotes as a sentence of the extension is one', (_name, text) => {
    const sentences = [...text.replace(/\s+/g, ' ').matchAll(/(?<!\*)\*([A-Z][^*]+ [^*]+\.)\*(?!\*)/g)].map(
      ([, sentence]) => sentence,
    );
    const all = Object.values(english).map(({ message }) => message);
    expect(sentences.length).toBeGreaterThan(0);
    expect(sentences.filter((sentence) => !all.includes(sentence ?? ''))).toEqual([]);
  });
});
