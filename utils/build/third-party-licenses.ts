import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Plugin } from 'vite';

/** The file in each package with the licenses of all third-party code in it. */
export const LICENSES_FILE = 'THIRD_PARTY_LICENSES.txt';

/** Licenses of code that may be in a package. They ask for a notice, and no more. */
const ALLOWED_LICENSES = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  // For unchanged files. It also asks that recipients learn where the source is: the list says it.
  'MPL-2.0',
];

/** Packages whose `package.json` names no license, with the one that their license file says. */
const NAMED_ELSEWHERE: Record<string, string> = { wildemitter: 'MIT' };

/** What the bundler itself adds to the code, by the beginning of the module's id. */
const RUNTIMES: Record<string, string> = { '\0vite/': 'vite', '\0rolldown/': 'rolldown' };

/** A package whose code is in a build. */
export type ThirdPartyPackage = {
  name: string;
  version: string;
  /** SPDX expression. */
  license: string;
  /** Where its source is; an empty text if the package does not say. */
  source: string;
  /** Its license, in full. */
  text: string;
};

/**
 * Collects the packages whose code is in a build, and writes their licenses into it. A build has
 * several steps, and the plugin belongs to each.
 * @param root folder of the project
 */
export function thirdPartyLicenses(root: string) {
  const folders = new Set<string>();
  return {
    plugin: (): Plugin => ({
      name: 'third-party-licenses',
      apply: 'build',
      generateBundle(_options, bundle) {
        for (const file of Object.values(bundle)) {
          if (file.type !== 'chunk') continue;
          for (const id of Object.keys(file.modules)) {
            const folder = packageFolder(id, root);
            if (folder) folders.add(folder);
          }
        }
      },
    }),
    /**
     * Writes {@link LICENSES_FILE}.
     * @throws Error that names packages whose license is not allowed, or has no text
     */
    async write(outDir: string): Promise<void> {
      const packages = await Promise.all([...folders].map(readPackage));
      folders.clear();
      await writeFile(path.join(outDir, LICENSES_FILE), listLicenses(packages));
    },
  };
}

/** The folder of the package that a module belongs to; `null` if it is our own. */
export function packageFolder(id: string, root: string): string | null {
  for (const [prefix, name] of Object.entries(RUNTIMES))
    if (id.startsWith(prefix)) return path.join(root, 'node_modules', name);
  const file = id.replace(/^\0/, '').replaceAll('\\', '/');
  return /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0] ?? null;
}

/** The parts of a `package.json` that are read. `licenses` is how it was written before 2014. */
type PackageJson = {
  name: string;
  version: string;
  license?: string | { type: string };
  licenses?: { type: string }[];
  homepage?: string;
  repository?: string | { url: string };
  author?: string | { name: string };
};

/**
 * Reads what is known of a package's license.
 * @param folder folder of the package
 * @throws Error if the license has no text there, and is none of the two with a standard text
 */
export async function readPackage(folder: string): Promise<ThirdPartyPackage> {
  const json = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8')) as PackageJson;
  const { name, version, license, licenses = [], author } = json;
  const stated = typeof license === 'object' ? license.type : license;
  const expression = stated ?? licenses[0]?.type ?? NAMED_ELSEWHERE[name] ?? 'none';
  const files = (await readdir(folder))
    .filter((file) => /^(?:licen[sc]e|copying|notice)\b/i.test(file))
    .sort();
  const texts = await Promise.all(files.map((file) => readFile(path.join(folder, file), 'utf8')));
  const holder = (typeof author === 'object' ? author.name : author) ?? `the authors of ${name}`;
  const text = texts.length > 0 ? texts.map(ownPart).join('\n\n') : standardText(expression, holder);
  if (text === undefined) throw new Error(`${name} ${version} (${expression}) has no license text.`);
  return { name, version, license: expression, source: sourceOf(json), text };
}

/** Vite's file goes on with the licenses of its own build, of which nothing is in ours. */
function ownPart(text: string): string {
  return (text.replaceAll('\r\n', '\n').split('\n# Licenses of bundled dependencies')[0] ?? '').trim();
}

function sourceOf({ repository, homepage = '' }: PackageJson): string {
  const url = typeof repository === 'object' ? repository.url : (repository ?? homepage);
  return url
    .replace(/^git\+/, '')
    .replace(/^(?:git|ssh):\/\/(?:git@)?/, 'https://')
    .replace(/^git@([^:]+):/, 'https://$1/')
    .replace(/^https:(?!\/\/)/, 'https://')
    .replace(/^(?:github:)?([\w.-]+\/[\w.-]+)$/, 'https://github.com/$1')
    .replace(/\.git$/, '');
}

/** Whether one of the alternatives of an SPDX expression is allowed. */
export function isAllowed(expression: string): boolean {
  return expression
    .replace(/[()]/g, '')
    .split(/ or /i)
    .some((one) => ALLOWED_LICENSES.includes(one.trim()));
}

/**
 * The content of {@link LICENSES_FILE}: a list, and the texts. The same for the same packages.
 * @throws Error that names the packages whose license is not allowed
 */
export function listLicenses(packages: readonly ThirdPartyPackage[]): string {
  const refused = packages.filter(({ license }) => !isAllowed(license));
  if (refused.length > 0) {
    const names = refused.map(({ name, license }) => `${name} (${license})`).join(', ');
    throw new Error(`The license does not allow to ship: ${names}. See utils/build/third-party-licenses.ts.`);
  }
  const title = ({ name, version }: ThirdPartyPackage) => `${name} ${version}`;
  // Not by language: the order must be the same on every computer.
  const sorted = [...packages].sort((a, b) => (title(a) < title(b) ? -1 : 1));
  const byText = new Map<string, ThirdPartyPackage[]>();
  for (const one of sorted) byText.set(one.text, [...(byText.get(one.text) ?? []), one]);
  return [
    'This extension contains code of these packages:',
    sorted.map((one) => `${title(one)} | ${one.license} | ${one.source}`).join('\n'),
    ...[...byText].map(
      ([text, owners]) => `${'-'.repeat(80)}\n${owners.map(title).join('\n')}\n\n${text.trim()}`,
    ),
  ]
    .join('\n\n')
    .concat('\n');
}

/** The texts of licenses whose packages often come without one. Source: https://spdx.org/licenses/ */
function standardText(license: string, holder: string): string | undefined {
  const texts: Record<string, string> = {
    MIT: `MIT License

Copyright (c) ${holder}

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.`,
    ISC: `ISC License

Copyright (c) ${holder}

Permission to use, copy, modify, and/or distribute this software for any
purpose with or without fee is hereby granted, provided that the above
copyright notice and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH
REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF MERCHANTABILITY AND
FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT,
INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM
LOSS OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR
OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR
PERFORMANCE OF THIS SOFTWARE.`,
  };
  return texts[license];
}
