import { cp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { EXTENSION_DIR } from '../../e2e/support/world.ts';
import { OUTPUT_DIR } from '../../setup/project.ts';

/** An extension page with nothing in it: what a browser needs for any page at all. */
export const EMPTY_PAGE = 'empty.html';

/** Copies the build and adds an empty page. Returns the folder. */
export async function copyExtensionWithEmptyPage(): Promise<string> {
  const folder = path.join(OUTPUT_DIR, 'benchmark-extension');
  await rm(folder, { recursive: true, force: true });
  await cp(EXTENSION_DIR, folder, { recursive: true });
  await writeFile(path.join(folder, EMPTY_PAGE), '<!doctype html><title>Empty</title><p>Empty</p>');
  return folder;
}
