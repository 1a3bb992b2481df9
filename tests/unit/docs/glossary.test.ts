import { expect, it } from 'vitest';
import { readDocument, rowsBelow } from './markdown';

const glossary = readDocument('docs/glossary.md');
/** The words of each line: several may share one. */
const terms = rowsBelow(glossary, '# Glossary').map(([term = '']) =>
  term.replace(/<[^>]+>/g, '').split(', '),
);

it('is in the order of the alphabet, and explains each term once', () => {
  const first = terms.map(([term = '']) => term);
  expect(first.length).toBeGreaterThan(50);
  expect(first).toEqual([...first].sort((one, other) => one.localeCompare(other, 'en')));
  const all = terms.flat().map((term) => term.toLowerCase());
  expect(all.filter((term, index) => all.indexOf(term) !== index)).toEqual([]);
});

it('has the terms of the architecture that users meet too', () => {
  const [, ofCode = ''] = readDocument('ARCHITECTURE.md').split('\n## Glossary\n');
  const shared = ['conversation', 'participant', 'floor', 'start', 'desktop', 'environment'];
  for (const term of shared) {
    expect(ofCode, term).toContain(`| ${term}`);
    expect(terms.flat(), term).toContain(term);
  }
});
