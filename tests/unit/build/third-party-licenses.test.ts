import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  isAllowed,
  LICENSES_FILE,
  listLicenses,
  packageFolder,
  readPackage,
  type ThirdPartyPackage,
  thirdPartyLicenses,
} from '@/utils/build/third-party-licenses';
import { ROOT } from '../find-files';

const MIT: ThirdPartyPackage = {
  name: 'b',
  version: '1.0.0',
  license: 'MIT',
  source: 'https://example.com/b',
  text: 'Copyright B',
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'licenses-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function writePackage(json: object, files: Record<string, string> = {}): Promise<string> {
  await writeFile(
    path.join(folder, 'package.json'),
    JSON.stringify({ name: 'p', version: '1.2.3', ...json }),
  );
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
  return folder;
}

describe('the package of a module', () => {
  it.each([
    ['/p/node_modules/zod/v4/mini/index.js', '/p/node_modules/zod'],
    ['/p/node_modules/@tanstack/virtual-core/dist/a.js?x', '/p/node_modules/@tanstack/virtual-core'],
    ['/p/node_modules/a/node_modules/@b/c/index.js', '/p/node_modules/a/node_modules/@b/c'],
    ['\0/p/node_modules/sdp/sdp.js?commonjs-module', '/p/node_modules/sdp'],
    ['C:\\p\\node_modules\\zod\\index.js', 'C:/p/node_modules/zod'],
  ])('of %s is %s', (id, expected) => {
    expect(packageFolder(id, '/p')).toBe(expected);
  });

  it('of the code that the bundler adds is the bundler', () => {
    expect(packageFolder('\0vite/preload-helper.js', '/p')).toBe(path.join('/p', 'node_modules/vite'));
    expect(packageFolder('\0rolldown/runtime.js', '/p')).toBe(path.join('/p', 'node_modules/rolldown'));
  });

  it('is none for our own code', () => {
    expect(packageFolder('/p/utils/auth/auth.ts', '/p')).toBeNull();
    expect(packageFolder('\0zod', '/p')).toBeNull();
  });
});

describe('a license', () => {
  it.each(['MIT', 'Apache-2.0', '(MIT OR GPL-3.0)', 'MIT or GPL-2.0'])('%s is allowed', (license) => {
    expect(isAllowed(license)).toBe(true);
  });

  it.each(['GPL-3.0', 'AGPL-3.0-only', 'MIT AND GPL-2.0', 'UNLICENSED', 'none', ''])(
    '%s is refused, by the name of its package',
    (license) => {
      expect(isAllowed(license)).toBe(false);
      expect(() => listLicenses([MIT, { ...MIT, name: 'copyleft', license }])).toThrow(
        `not allow to ship: copyleft (${license})`,
      );
    },
  );
});

describe('what is read of a package', () => {
  it('is its license with notices, and where its source is', async () => {
    const files = { LICENSE: 'The license\r\nof p', 'NOTICE.md': 'The notice', 'licensed.js': 'code' };
    const json = { license: 'ISC', repository: { url: 'git+https://github.com/o/p.git' } };
    expect(await readPackage(await writePackage(json, files))).toEqual({
      name: 'p',
      version: '1.2.3',
      license: 'ISC',
      source: 'https://github.com/o/p',
      text: 'The license\nof p\n\nThe notice',
    });
  });

  it.each([
    ['git://github.com/o/p.git', 'https://github.com/o/p'],
    ['git+ssh://git@github.com/o/p.git', 'https://github.com/o/p'],
    ['git@github.com:o/p.git', 'https://github.com/o/p'],
    ['git+https:github.com/o/p.git', 'https://github.com/o/p'],
    ['o/p', 'https://github.com/o/p'],
  ])('takes the repository %s for %s', async (repository, source) => {
    const read = await readPackage(await writePackage({ license: 'MIT', repository }));
    expect(read.source).toBe(source);
  });

  it('includes the standard text with the author where the package has none', async () => {
    const read = await readPackage(await writePackage({ license: 'MIT', author: { name: 'Ada' } }));
    expect(read.text).toMatch(/^MIT License\n\nCopyright \(c\) Ada\n\nPermission is hereby granted/);
  });

  it('is refused where nobody knows the text of its license', async () => {
    await expect(readPackage(await writePackage({ license: 'Apache-2.0' }))).rejects.toThrow(
      'p 1.2.3 (Apache-2.0) has no license text.',
    );
  });

  it('understands how licenses were written before', async () => {
    const files = { LICENSE: 'x' };
    const licenses = [{ type: 'MIT' }];
    expect(await readPackage(await writePackage({ licenses }, files))).toMatchObject({ license: 'MIT' });
  });
});

describe('the list', () => {
  it('has each package once, and each text once, in the same order whatever came first', () => {
    const a = { ...MIT, name: 'a' };
    const c = { ...MIT, name: 'c', text: 'Copyright C' };
    const list = listLicenses([c, MIT, a]);
    expect(list).toBe(listLicenses([a, c, MIT]));
    expect(list).toContain('a 1.0.0 | MIT | https://example.com/b\nb 1.0.0 | MIT');
    expect(list.match(/Copyright B/g)).toHaveLength(1);
    expect(list).toContain('a 1.0.0\nb 1.0.0\n\nCopyright B');
  });

  it('is written from the modules of all steps of a build', async () => {
    const licenses = thirdPartyLicenses(ROOT);
    for (const id of ['preact/dist/preact.mjs', 'zod/v4/mini/index.js', 'preact/hooks/dist/hooks.mjs']) {
      const chunk = { type: 'chunk', modules: { [path.join(ROOT, 'node_modules', id)]: {} } };
      const plugin = licenses.plugin() as unknown as {
        generateBundle(options: object, bundle: object): void;
      };
      plugin.generateBundle({}, { 'a.js': chunk, 'b.css': { type: 'asset' } });
    }
    const outDir = path.join(folder, 'out');
    await mkdir(outDir);
    await licenses.write(outDir);
    const list = await readFile(path.join(outDir, LICENSES_FILE), 'utf8');
    expect(list.split('\n').filter((line) => line.includes(' | '))).toEqual([
      expect.stringMatching(/^preact [\d.]+ \| MIT \| https:\/\/github\.com\/preactjs\/preact$/),
      expect.stringMatching(/^zod [\d.]+ \| MIT \| https:\/\/github\.com\/colinhacks\/zod$/),
    ]);
    expect(list).toContain('Jason Miller');
  });
});
