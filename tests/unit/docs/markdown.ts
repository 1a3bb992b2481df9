import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the project. */
export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** Folders that hold no document of the project. */
const ELSEWHERE = new Set(['node_modules', '.output', '.wxt', '.git']);

/** All documents of the project, by their paths from its folder. */
export const DOCUMENTS = globSync(['**/*.md', '.github/**/*.md'], {
  cwd: ROOT,
  exclude: (name) => ELSEWHERE.has(name),
})
  .map((name) => name.replaceAll(path.sep, '/'))
  .sort();

/** Reads a document by its path from the project’s folder; lines end alike on every system. */
export const readDocument = (name: string): string =>
  readFileSync(path.join(ROOT, name), 'utf8').replaceAll('\r\n', '\n');

/** Leaves out what is quoted as code: there, nothing is a link, a heading or a picture. */
export const withoutCode = (text: string): string =>
  text.replace(/^(`{3,}|~{3,})[^\n]*\n[\s\S]*?^\1[^\n]*$/gm, '').replace(/(`+)(?!`)[^\n]*?[^`]\1(?!`)/g, '');

/** A link or a picture; `alt` only for pictures. */
export type Reference = { target: string; alt?: string };

/** Returns the links and pictures of a document, in Markdown and in HTML. */
export function referencesIn(text: string): Reference[] {
  const prose = withoutCode(text);
  const pictures = [...prose.matchAll(/!\[([^\]]*)\]\(\s*([^)\s]+)[^)]*\)/g)].map(
    ([, alt = '', target = '']) => ({ target, alt }),
  );
  const links = [...prose.matchAll(/(?<!!\[[^\]]*)\]\(\s*([^)\s]+)[^)]*\)/g)].map(([, target = '']) => ({
    target,
  }));
  const tags = [...prose.matchAll(/<(img|source|a)\b([^>]*)>/g)].flatMap(([, name, attributes = '']) => {
    const target = /\b(?:src|srcset|href)="([^"]*)"/.exec(attributes)?.[1];
    if (target === undefined) return [];
    return [name === 'img' ? { target, alt: /\balt="([^"]*)"/.exec(attributes)?.[1] ?? '' } : { target }];
  });
  return [...pictures, ...links, ...tags];
}

/**
 * Returns what a link can lead to within a document: its headings, named as GitHub names them, and
 * the ids of its own anchors.
 */
export function anchorsIn(text: string): Set<string> {
  const anchors = new Set([...withoutCode(text).matchAll(/<a id="([^"]+)">/g)].map(([, id = '']) => id));
  const counts = new Map<string, number>();
  const fenced = text.replace(/^(`{3,}|~{3,})[^\n]*\n[\s\S]*?^\1[^\n]*$/gm, '');
  for (const [, heading = ''] of fenced.matchAll(/^#{1,6} +(.+?) *#*$/gm)) {
    const name = heading
      .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{Pc} -]/gu, '')
      .replaceAll(' ', '-');
    const count = counts.get(name) ?? 0;
    counts.set(name, count + 1);
    anchors.add(count === 0 ? name : `${name}-${count}`);
  }
  return anchors;
}

/** Returns the rows of all tables below a heading, up to the next heading; without their heads. */
export function rowsBelow(text: string, heading: string): string[][] {
  const [, below] = `\n${text}`.split(`\n${heading}\n`);
  if (below === undefined) throw new Error(`There is no heading “${heading}”.`);
  const [section = ''] = below.split(/^#{1,6} /m);
  return section
    .split('\n\n')
    .filter((block) => block.trimStart().startsWith('|'))
    .flatMap((table) => table.trim().split('\n').slice(2))
    .map((line) =>
      line
        .replace(/^\|\s*|\s*\|$/g, '')
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim()),
    );
}

/** Returns what is in backticks. */
export const codesIn = (text: string): string[] =>
  [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
