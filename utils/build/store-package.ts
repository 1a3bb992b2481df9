import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import type { Wxt } from 'wxt';

/**
 * Prepares what is packed for a store: a copy of the build without `key`, in a folder beside it.
 * Stores refuse the key and sign with their own; the build itself keeps it, because it gives the
 * unpacked extension the same id on every computer. A build that has no key is packed as it is.
 * @param wxt whose build is packed; its output folder becomes the copy
 */
export async function packWithoutKey(wxt: { config: Pick<Wxt['config'], 'outDir'> }): Promise<void> {
  const built = wxt.config.outDir;
  const { key, ...manifest } = JSON.parse(await readFile(`${built}/manifest.json`, 'utf8'));
  if (key === undefined) return;
  const packed = `${built}-store`;
  await rm(packed, { recursive: true, force: true });
  await cp(built, packed, { recursive: true });
  await writeFile(`${packed}/manifest.json`, JSON.stringify(manifest));
  wxt.config.outDir = packed;
}
