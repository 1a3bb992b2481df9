import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { anchorsIn, DOCUMENTS, ROOT, readDocument, referencesIn } from './markdown';

it.each([
  ['SECURITY.md', 20],
  ['ARCHITECTURE.md', 20],
  ['CONTRIBUTING.md', 5],
])('%s names files that are there', (document, atLeast) => {
  const named = filesNamedIn(document);
  expect(named.length).toBeGreaterThan(atLeast);
  expect(named.filter((file) => !existsSync(`${ROOT}/${file}`))).toEqual([]);
});

it('no other document names a file of the code that is not there', () => {
  const missing = DOCUMENTS.flatMap((document) =>
    filesNamedIn(document)
      .filter((file) => !existsSync(`${ROOT}/${file}`))
      .map((file) => `${document}: ${file}`),
  );
  expect(missing).toEqual([]);
});

function filesNamedIn(document: string): string[] {
  return [...readDocument(document).matchAll(/`((?:components|entrypoints|tests|utils)\/[\w./-]+)`/g)].map(
    ([, file = '']) => file,
  );
}

/** Why a reference of a document leads nowhere; `null` if it leads somewhere. */
function faultOf(document: string, target: string): string | null {
  if (/^(?:https?|mailto):/.test(target)) return null;
  const [file = '', anchor] = target.split('#');
  const to = file === '' ? document : path.posix.join(path.posix.dirname(document), decodeURI(file));
  if (!existsSync(path.join(ROOT, to))) return `${document}: ${target} is not there`;
  if (anchor === undefined) return null;
  if (!to.endsWith('.md')) return `${document}: ${target} is not a document`;
  const isThere = anchorsIn(readDocument(to)).has(decodeURIComponent(anchor));
  return isThere ? null : `${document}: ${target} has no such heading`;
}

const REFERENCES = DOCUMENTS.flatMap((document) =>
  referencesIn(readDocument(document)).map((reference) => ({ document, ...reference })),
);

it('every link leads to a file of the project, and to a heading in it', () => {
  expect(REFERENCES.length).toBeGreaterThan(100);
  expect(REFERENCES.flatMap(({ document, target }) => faultOf(document, target) ?? [])).toEqual([]);
});

it('every picture has words for those who do not see it', () => {
  const pictures = REFERENCES.filter(({ alt }) => alt !== undefined);
  expect(pictures.length).toBeGreaterThan(20);
  // A name of a file, or one word, says nothing.
  expect(pictures.filter(({ alt = '' }) => alt.split(/\s+/).length < 2)).toEqual([]);
  // The next time they are taken, the clock shows another one.
  expect(pictures.filter(({ alt = '' }) => /\d:\d\d/.test(alt))).toEqual([]);
});

it('every document in docs/ is in its index', () => {
  const index = referencesIn(readDocument('docs/README.md')).map(({ target }) => target.split('#')[0]);
  const documents = DOCUMENTS.filter((name) => /^docs\/[^/]+\.md$/.test(name) && name !== 'docs/README.md');
  expect(documents.length).toBeGreaterThan(4);
  expect(documents.filter((name) => !index.includes(path.posix.basename(name)))).toEqual([]);
  expect(referencesIn(readDocument('README.md')).map(({ target }) => target)).toContain('docs/README.md');
});

describe('what finds links', () => {
  it('finds them in Markdown and in HTML, and none in code', () => {
    const text =
      'See [a](a.md#x "A"), ![b c](b.png), <img alt="d" src="d.png"> and [![e](e.png)](f.md).\n' +
      '`[no](no.md)` and ``[`no`](no.md)``\n```md\n[no](no.md)\n```\n[g](g.md)';
    expect(
      referencesIn(text)
        .map(({ target }) => target)
        .sort(),
    ).toEqual(['a.md#x', 'b.png', 'd.png', 'e.png', 'f.md', 'g.md']);
    expect(
      referencesIn(text)
        .map(({ alt }) => alt)
        .filter(Boolean),
    ).toEqual(['b c', 'e', 'd']);
  });

  it('names headings as GitHub does', () => {
    const text = '# A `b-c`: d & e\n## Twice\n## Twice\n```sh\n# not one\n```\n### [Über](x.md) “uns”\n';
    expect([...anchorsIn(text)]).toEqual(['a-b-c-d--e', 'twice', 'twice-1', 'über-uns']);
    expect(anchorsIn('x <a id="own"></a>').has('own')).toBe(true);
  });

  it('notices what leads nowhere', () => {
    expect(faultOf('docs/README.md', '../README.md#try-it')).toBeNull();
    expect(faultOf('docs/README.md', 'missing.md')).toContain('is not there');
    expect(faultOf('README.md', '#missing')).toContain('has no such heading');
  });
});
