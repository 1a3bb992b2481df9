import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DOCUMENTS, ROOT, readDocument } from './markdown';

const { scripts } = JSON.parse(readFileSync(`${ROOT}/package.json`, 'utf8')) as {
  scripts: Record<string, string>;
};

it('every npm script that a document names exists', () => {
  const named = DOCUMENTS.flatMap((document) =>
    [...readDocument(document).matchAll(/npm run ([a-z0-9:-]+)/g)].map(([, name = '']) => ({
      document,
      name,
    })),
  );
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter(({ name }) => !(name in scripts))).toEqual([]);
});

/** The words that follow a command wherever a document names it, up to the end of line or code. */
function wordsAfter(command: string): { document: string; words: string[] }[] {
  const pattern = new RegExp(`(?<![\\w/])${RegExp.escape(command)}(?![\\w:-])([^\\n\`|#]*)`, 'g');
  return DOCUMENTS.flatMap((document) =>
    [...readDocument(document).matchAll(pattern)].map(([, rest = '']) => ({
      document,
      words: rest.trim().split(/\s+/).filter(Boolean),
    })),
  );
}

/** The arguments that a test runner takes for parts of a file's path. */
function partsOf([separator, ...words]: string[]): string[] {
  if (separator !== '--') return [];
  return words.filter((word, index) => !word.startsWith('-') && !/^-t$/.test(words[index - 1] ?? ''));
}

it.each([
  ['npm run test:unit', 'tests/unit/**/*.test.{ts,tsx}', 3],
  ['npm run test:e2e', 'tests/e2e/*.spec.ts', 1],
  ['npm run test:firefox', 'tests/firefox/*.spec.ts', 1],
  ['npm run bench', 'tests/benchmarks/*.bench.ts', 0],
])('%s runs something wherever a document says which part', (command, files, atLeast) => {
  const paths = globSync(files, { cwd: ROOT });
  const parts = wordsAfter(command).flatMap(({ words }) => partsOf(words));
  expect(parts.length).toBeGreaterThanOrEqual(atLeast);
  expect(parts.filter((part) => !paths.some((path) => path.includes(part)))).toEqual([]);
});

describe('the steps of the test runs', () => {
  const ofTests = stepsIn('tests/setup/test-run.ts', /^ {2}(\w+): \{(?: title:|$)/gm);
  const ofCi = stepsIn('.ci/run', /^ +(\w+)\) run_/gm);

  it.each([
    ['npm test', ofTests],
    ['.ci/run', [...ofTests, ...ofCi]],
  ])('exist wherever a document names one for %s', (command, steps) => {
    const named = wordsAfter(command).flatMap(({ words }) =>
      command === 'npm test' ? partsOf(words) : words.filter((word) => /^[a-z]+$/.test(word)),
    );
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((step) => !steps.includes(step))).toEqual([]);
  });

  it('are all in CONTRIBUTING.md', () => {
    expect(ofTests.length).toBeGreaterThan(3);
    expect(ofCi.length).toBeGreaterThan(1);
    const guide = readDocument('CONTRIBUTING.md');
    expect([...ofTests, ...ofCi].filter((step) => !guide.includes(`\`${step}\``))).toEqual([]);
  });
});

function stepsIn(file: string, pattern: RegExp): string[] {
  return [...readFileSync(`${ROOT}/${file}`, 'utf8').matchAll(pattern)].map(([, step = '']) => step);
}
