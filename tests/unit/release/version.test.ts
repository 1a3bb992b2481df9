import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { notesOf, versionProblems } from '../../release/version.ts';
import { ROOT } from '../find-files';

const CHANGELOG = `# Changelog

## Unreleased

## [1.2.0] - 2027-01-31

### Added

- Something.

## 1.1.0

First version.
`;

describe('the notes of a version', () => {
  it.each([
    ['1.2.0', '### Added\n\n- Something.'],
    ['1.1.0', 'First version.'],
    ['Unreleased', ''],
    ['1.2', ''],
    ['2.0.0', ''],
  ])('%s are its part of the changelog', (version, notes) => {
    expect(notesOf(CHANGELOG, version)).toBe(notes);
  });
});

describe('a version', () => {
  const facts = { version: '1.2.0', tag: 'v1.2.0', changelog: CHANGELOG };

  it('can be released where tag, package.json and changelog agree', () => {
    expect(versionProblems(facts)).toEqual([]);
    expect(versionProblems({ ...facts, tag: undefined })).toEqual([]);
  });

  it.each([
    ['another tag', { tag: 'v1.3.0' }, 'The tag is v1.3.0'],
    ['a tag without v', { tag: '1.2.0' }, 'The tag is 1.2.0'],
    ['a version that the changelog lacks', { version: '1.3.0', tag: 'v1.3.0' }, 'nothing of version 1.3.0'],
    ['a label', { version: '1.2.0-beta.1', tag: 'v1.2.0-beta.1' }, 'Stores do not take'],
    [
      'changes that are still under Unreleased',
      { changelog: CHANGELOG.replace('## Unreleased\n', '## Unreleased\n\n- More.\n') },
      'under Unreleased',
    ],
  ])('is refused with %s', (_what, changes, sentence) => {
    expect(versionProblems({ ...facts, ...changes }).join(' ')).toContain(sentence);
  });
});

it('The version of this project is one that can be released once it has its tag.', () => {
  const read = (file: string) => readFileSync(`${ROOT}/${file}`, 'utf8');
  const { version } = JSON.parse(read('package.json')) as { version: string };
  expect(versionProblems({ version, tag: undefined, changelog: read('CHANGELOG.md') })).toEqual([]);
});
