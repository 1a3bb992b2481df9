import { describe, expect, it } from 'vitest';
import { breaches, covers, ROOMS, type Room, roomOf } from './rooms';
import { importsOf, reachable, readSourceFiles, type SourceFile } from './source-files';

const files = readSourceFiles(['utils', 'components', 'entrypoints', 'tests']);
const product = files.filter(({ path }) => !path.startsWith('tests/'));

describe('every room', () => {
  it.each(ROOMS)('$sentence', (room) => {
    expect(breaches(room, files), room.sentence).toEqual([]);
  });

  it.each(ROOMS)('$files is there: a row about nothing says nothing', (room) => {
    expect(files.some(({ path }) => roomOf(path) === room)).toBe(true);
  });

  it('has a row: a new folder is written down here before it is used', () => {
    expect(product.filter(({ path }) => !roomOf(path)).map(({ path }) => path)).toEqual([]);
  });
});

describe('beyond single rooms', () => {
  it('Nothing that is shipped imports from tests.', () => {
    const importers = product.filter(({ imports }) =>
      imports.some(({ target }) => target.startsWith('tests/')),
    );
    expect(importers.map(({ path }) => path)).toEqual([]);
  });

  it('No file imports itself by way of others.', () => {
    const circles = product.flatMap(({ path, imports }) =>
      imports
        .filter(({ typeOnly }) => !typeOnly)
        .flatMap(({ target }) => reachable(product, [target]).get(path) ?? [])
        .slice(0, 1)
        .map(() => path),
    );
    expect(circles).toEqual([]);
  });

  const CLOSED: { sentence: string; from: string; never: string[] }[] = [
    {
      sentence:
        'The script in the desktop carries no schema library, no API, no sign-in and no storage, by no way.',
      from: 'entrypoints/genesys-desktop.content/index.tsx',
      never: [
        'zod',
        'ofetch',
        'oauth4webapi',
        'utils/auth/',
        'utils/genesys-cloud/',
        'utils/storage/',
        'utils/background/',
        'utils/pages/',
      ],
    },
    ...[
      ['popup', 'show-popup.tsx'],
      ['options', 'main.tsx'],
      ['history', 'main.tsx'],
      ['welcome', 'main.tsx'],
      ['practice-session', 'main.tsx'],
      ['confirm-start', 'main.tsx'],
    ].map(([page, file]) => ({
      sentence: `The ${page} page reads storage and asks the background; it carries no API client and no OAuth, by no way.`,
      from: `entrypoints/${page}/${file}`,
      never: [
        'ofetch',
        'oauth4webapi',
        'utils/auth/auth.ts',
        'utils/genesys-cloud/client.ts',
        'utils/background/create-background.ts',
      ],
    })),
  ];

  it.each(CLOSED)('$sentence', ({ sentence, from, never }) => {
    const ways = reachable(files, [from]);
    expect(ways.size, `${from} imports nothing`).toBeGreaterThan(3);
    const forbidden = [...ways].filter(([target]) => never.some((name) => covers(name, target)));
    expect(
      forbidden.map(([, way]) => way.join(' → ')),
      sentence,
    ).toEqual([]);
  });
});

describe('this test itself', () => {
  const room = (files: string): Room => {
    const found = ROOMS.find((one) => one.files === files);
    if (!found) throw new Error(`No row for ${files}`);
    return found;
  };
  const file = (path: string, target: string, typeOnly = false): SourceFile => ({
    path,
    imports: [{ target, typeOnly }],
  });

  it.each([
    ['utils/errors/', file('utils/errors/x.ts', 'utils/auth/auth.ts')],
    ['utils/errors/', file('utils/errors/x.ts', 'utils/auth/auth.ts', true)],
    ['utils/cobrowse/', file('utils/cobrowse/x.ts', '#imports')],
    ['utils/cobrowse/', file('utils/cobrowse/x.ts', 'utils/genesys-cloud/client.ts')],
    ['components/', file('components/x.tsx', 'ofetch')],
    ['components/', file('components/x.tsx', 'utils/messaging/client.ts')],
    ['utils/environment/', file('utils/environment/x.ts', 'utils/storage/stored-item.ts')],
    ['utils/storage/', file('utils/storage/x.ts', 'utils/settings/settings.ts')],
    ['utils/storage/', file('utils/storage/x.ts', 'utils/auth/model.ts', true)],
    ['utils/cobrowse/', file('utils/cobrowse/x.ts', 'utils/cobrowse/state.ts')],
    ['tests/simulator/', file('tests/simulator/x.ts', 'utils/errors/codes.ts', true)],
    ['utils/pages/', file('utils/pages/x.ts', 'utils/background/prefetch-limit.ts')],
    ['utils/background/', file('utils/background/x.ts', 'utils/pages/follow.ts', true)],
  ])('sees a breach of %s', (name, broken) => {
    expect(breaches(room(name), [broken])).toHaveLength(1);
  });

  it.each([
    ['utils/errors/', file('utils/errors/x.ts', 'utils/errors/codes.ts')],
    ['utils/genesys-cloud/', file('utils/genesys-cloud/x.ts', 'zod/mini')],
    ['components/', file('components/x.tsx', 'utils/messaging/protocol.ts', true)],
    ['tests/simulator/', file('tests/simulator/x.ts', 'node:http')],
  ])('sees none where %s is kept', (name, kept) => {
    expect(breaches(room(name), [kept])).toEqual([]);
  });

  it('reads every form of import, and no comment', () => {
    const text = `
      // import a from 'comment-1';
      /* import b from 'comment-2'; */
      import type { A } from 'types';
      import { type B } from 'values-1';
      import C, {
        D, // with a comment
      } from "values-2";
      import * as E from 'values-3';
      import 'values-4';
      export { F } from 'values-5';
      export type { G } from 'types-2';
      const url = 'https://example.com'; const H = await import('values-6');
    `;
    const specifiers = (typeOnly: boolean) =>
      importsOf(text)
        .filter((one) => one.typeOnly === typeOnly)
        .map(({ specifier }) => specifier)
        .sort();
    expect(specifiers(true)).toEqual(['types', 'types-2']);
    expect(specifiers(false)).toEqual([
      'values-1',
      'values-2',
      'values-3',
      'values-4',
      'values-5',
      'values-6',
    ]);
  });

  it('follows imports over several files and stops at types', () => {
    const chain = [
      file('a.ts', 'b.ts'),
      file('b.ts', 'c.ts'),
      file('c.ts', 'd.ts', true),
      file('d.ts', 'e.ts'),
    ];
    expect(reachable(chain, ['a.ts']).get('c.ts')).toEqual(['a.ts', 'b.ts', 'c.ts']);
    expect(reachable(chain, ['a.ts']).has('d.ts')).toBe(false);
  });

  it('finds the files that imports without extension mean', () => {
    const targets = product.flatMap(({ imports }) => imports.map(({ target }) => target));
    const unresolved = targets.filter((target) =>
      /^(?:utils|components|entrypoints)\/.*\/[^.]+$/.test(target),
    );
    expect(unresolved).toEqual([]);
    expect(product.length).toBeGreaterThan(80);
  });
});
