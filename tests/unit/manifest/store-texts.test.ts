import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCatalog } from '../i18n/catalog';
import { OPTIONAL_HOSTS, OPTIONAL_PERMISSIONS, PERMISSIONS, PERMISSIONS_IN_CHROME } from './reviewed';

const STORE = 'docs/store';
/** Limits of the dashboards, in characters. Edge asks for a description of at least 250. */
const MAX_NAME = 45;
const MAX_SUMMARY = 132;
const DESCRIPTION = { min: 250, max: 10_000 };
const MAX_JUSTIFICATION = 1_000;
const MAX_TEST_INSTRUCTIONS = 2_000;
/** What may be named in any script. */
const LATIN_WORDS = /Genesys Cloud|OAuth/;

const read = (file: string) => readFileSync(path.join(STORE, file), 'utf8');

/** The parts of a document below its headings of the second level. */
function sectionsOf(text: string): Map<string, string> {
  const [, ...parts] = text.split(/^## /m);
  return new Map(
    parts.map((part) => {
      const [heading = '', ...lines] = part.split('\n');
      return [heading.trim(), lines.join('\n').trim()];
    }),
  );
}

/** The rows of the table of a section: the name in the first cell, and the text in the second. */
function rowsOf(file: string, section: string): Map<string, string> {
  const text = sectionsOf(read(file)).get(section) ?? '';
  return new Map(
    [...text.matchAll(/^\| `([^`]+)` \| (.+) \|$/gm)].map(([, name = '', reason = '']) => [name, reason]),
  );
}

const LOCALES = globSync('*', { cwd: 'public/_locales' }).sort();
const listingOf = (locale: string) => sectionsOf(read(`listing/${locale}.md`));
/** How a description is built: paragraphs and points, in their order. */
const shapeOf = (description: string) =>
  description.split('\n\n').map((paragraph) => paragraph.split('\n').map((line) => line.startsWith('• ')));

describe('the listing', () => {
  it('is there in every language of the extension, and in no other', () => {
    expect(globSync('*.md', { cwd: `${STORE}/listing` }).sort()).toEqual(
      LOCALES.map((locale) => `${locale}.md`),
    );
    expect(LOCALES).toHaveLength(10);
  });

  it.each(LOCALES)('has name, summary and description within the limits of the stores: %s', (locale) => {
    const listing = listingOf(locale);
    expect([...listing.keys()]).toEqual(['Name', 'Summary', 'Description']);
    const [name = '', summary = '', description = ''] = listing.values();
    expect(name.length).toBeLessThanOrEqual(MAX_NAME);
    expect(summary.length).toBeLessThanOrEqual(MAX_SUMMARY);
    expect(description.length).toBeGreaterThanOrEqual(DESCRIPTION.min);
    expect(description.length).toBeLessThanOrEqual(DESCRIPTION.max);
  });

  it.each(LOCALES)('has the name and summary of the package, which the stores take from it: %s', (locale) => {
    const catalog = readCatalog(locale);
    const listing = listingOf(locale);
    expect(listing.get('Name')).toBe(catalog.extension_name?.message);
    expect(listing.get('Summary')).toBe(catalog.extension_description?.message);
  });

  it.each(LOCALES)('says the same, point by point, without markup that stores would show: %s', (locale) => {
    const description = listingOf(locale).get('Description') ?? '';
    expect(shapeOf(description)).toEqual(shapeOf(listingOf('en').get('Description') ?? ''));
    expect(description).not.toMatch(/[*_`<>#]|\]\(/);
    expect(description).toMatch(LATIN_WORDS);
    // The default number of minutes of a session.
    expect(description).toContain('15');
    if (locale !== 'en') expect(description).not.toMatch(/\b(the|with|your)\b/);
  });
});

describe('the justifications', () => {
  it.each([
    ['Permissions granted at installation', { ...PERMISSIONS, ...PERMISSIONS_IN_CHROME }],
    ['Optional permissions', OPTIONAL_PERMISSIONS],
    ['Hosts', OPTIONAL_HOSTS],
  ])('name everything that the manifests ask for, and nothing else: %s', (section, asked) => {
    const rows = rowsOf('permissions.md', section);
    expect([...rows.keys()].sort()).toEqual(Object.keys(asked).sort());
    for (const [name, text] of rows) {
      expect(text.length, name).toBeGreaterThan(60);
      expect(text.length, name).toBeLessThanOrEqual(MAX_JUSTIFICATION);
    }
  });

  it('state one purpose, and that there is no remote code', () => {
    const sections = sectionsOf(read('permissions.md'));
    expect(sections.get('Single purpose')?.length).toBeGreaterThan(100);
    expect(sections.get('Single purpose')?.length).toBeLessThanOrEqual(MAX_JUSTIFICATION);
    expect(sections.get('Remote code')).toMatch(/^No\./);
  });
});

describe('the instructions for reviewers', () => {
  it('fit into the field, and name buttons and people that practice mode has', () => {
    const instructions = sectionsOf(read('review.md')).get('Test instructions') ?? '';
    expect(instructions.length).toBeLessThanOrEqual(MAX_TEST_INSTRUCTIONS);
    const texts = Object.values(readCatalog('en')).map(({ message }) => message);
    const organization = globSync('utils/practice/*.ts').map((file) => readFileSync(file, 'utf8'));
    const quoted = [...instructions.matchAll(/"([^"]+)"/g)].map(([, quote = '']) => quote);
    expect(quoted.length).toBeGreaterThan(7);
    const unknown = quoted.filter(
      (quote) => !texts.some((text) => text === quote) && !organization.some((file) => file.includes(quote)),
    );
    expect(unknown).toEqual([]);
  });
});

describe('the minimum versions', () => {
  const rows = [
    ...read('minimum-versions.md').matchAll(/^\| `([^`]+)` \| `([^`]+)` \| (\S+) \| (\S+) \|$/gm),
  ];

  it('are of needs that the files have which are named', () => {
    expect(rows.length).toBeGreaterThan(8);
    for (const [, need = '', file = ''] of rows) {
      expect(existsSync(file), file).toBe(true);
      expect(readFileSync(file, 'utf8'), `${need} in ${file}`).toContain(need);
    }
  });
});
