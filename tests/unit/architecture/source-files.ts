import { readdirSync, readFileSync } from 'node:fs';
import path, { posix } from 'node:path';
import { ROOT, withForwardSlashes } from '../find-files';

/**
 * One import of a file: of another file of the repository by its path, or of a package by its name.
 */
export type Import = { target: string; typeOnly: boolean };

/** A source file by its path from the root of the repository. */
export type SourceFile = { path: string; imports: Import[] };

const SOURCE = /\.(?:ts|tsx|js|mjs)$/;
const EXTENSIONS = ['', '.ts', '.tsx', '/index.ts', '/index.tsx'];

/** All source files below these folders. */
export function readSourceFiles(folders: string[]): SourceFile[] {
  const paths = folders.flatMap((folder) =>
    readdirSync(`${ROOT}/${folder}`, { recursive: true, withFileTypes: true })
      .filter(({ name }) => SOURCE.test(name) && !name.endsWith('.d.ts'))
      .map((entry) => withForwardSlashes(path.relative(ROOT, path.join(entry.parentPath, entry.name)))),
  );
  const known = new Set(paths);
  return paths.map((path) => ({
    path,
    imports: importsOf(readFileSync(`${ROOT}/${path}`, 'utf8')).map(({ specifier, typeOnly }) => ({
      target: resolve(path, specifier, known),
      typeOnly,
    })),
  }));
}

const COMMENT_OR_TEXT =
  /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g;
const FROM = /\b(?:import|export)\s+(type\s+)?[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]/g;
const BARE = /\bimport\s*\(?\s*['"]([^'"]+)['"]/g;

/**
 * What a source text imports: static, re-exported, for its effects, or at run time. Only a whole
 * `import type` counts as types alone: with `verbatimModuleSyntax` an `import { type … }` still
 * loads its module.
 */
export function importsOf(text: string): { specifier: string; typeOnly: boolean }[] {
  const code = text.replace(COMMENT_OR_TEXT, '$1');
  return [
    ...[...code.matchAll(FROM)].map(([, type, specifier = '']) => ({
      specifier,
      typeOnly: type !== undefined,
    })),
    ...[...code.matchAll(BARE)].map(([, specifier = '']) => ({ specifier, typeOnly: false })),
  ];
}

/** The path of the imported file, or the specifier itself where it names a package. */
function resolve(from: string, specifier: string, known: Set<string>): string {
  const [bare = ''] = specifier.split('?');
  const path = bare.startsWith('@/')
    ? bare.slice(2)
    : bare.startsWith('.')
      ? posix.join(posix.dirname(from), bare)
      : null;
  if (path === null) return specifier;
  const extension = EXTENSIONS.find((one) => known.has(path + one));
  return path + (extension ?? '');
}

/**
 * What each value import leads to from these files on, with the way that leads there. `import type`
 * leads nowhere.
 */
export function reachable(files: SourceFile[], starts: string[]): Map<string, string[]> {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const ways = new Map<string, string[]>(starts.map((start) => [start, [start]]));
  // Iterating over a map includes entries that are added meanwhile.
  for (const [at, way] of ways) {
    for (const { target, typeOnly } of byPath.get(at)?.imports ?? []) {
      if (!typeOnly && !ways.has(target)) ways.set(target, [...way, target]);
    }
  }
  return ways;
}
