import { globSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the repository. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Finds files of the repository by glob patterns.
 * @returns their paths from the root, with forward slashes on Windows too
 */
export function findFiles(patterns: string | string[]): string[] {
  return globSync(patterns, { cwd: ROOT }).map(withForwardSlashes);
}

/** A path as it is written in the sources. */
export function withForwardSlashes(file: string): string {
  return file.replaceAll(path.sep, '/');
}
