import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { EXTENSION_DIR } from '../../e2e/support/world.ts';
import { OUTPUT_DIR } from '../../setup/project.ts';

/**
 * Copies the build, with a background that runs nothing of ours: it registers the same listeners,
 * imports the same files when it is installed, and answers each message at once. What remains is
 * the browser's own part of a wake, of an extension with our doors and of our size. Returns the
 * folder; its page is `page.html`.
 */
export async function copyExtensionWithoutCode(): Promise<string> {
  const folder = path.join(OUTPUT_DIR, 'extension-without-code');
  await rm(folder, { recursive: true, force: true });
  await cp(EXTENSION_DIR, folder, { recursive: true });
  const manifest = JSON.parse(await readFile(path.join(folder, 'manifest.json'), 'utf8'));
  // The key would give it the product's id.
  delete manifest.key;
  const background = path.join(folder, manifest.background.service_worker);
  const code = await readFile(background, 'utf8');
  await writeFile(path.join(folder, 'manifest.json'), JSON.stringify(manifest));
  await writeFile(path.join(folder, 'page.html'), '<!doctype html><title>Page</title>');
  await writeFile(
    background,
    [
      'chrome.runtime.onMessage.addListener((_message, _sender, answer) => answer({ ok: true }));',
      ...eventsOf(code).map((event) => `chrome.${event}.addListener(() => undefined);`),
      'self.defineChunk = () => undefined;',
      "self.addEventListener('install', () => {",
      ...(await readdir(path.join(folder, 'background'))).map(
        (file) => `importScripts('/background/${file}');`,
      ),
      '});',
      // Compiled as ours is, and never called.
      `function neverCalled() {${code}\n}`,
    ].join('\n'),
  );
  return folder;
}

/** The browser's events that a background registers listeners for, like `tabs.onRemoved`. */
function eventsOf(code: string): string[] {
  const found = [...code.matchAll(/\.(\w+)\.(on[A-Z]\w*)\.addListener/g)];
  const events = new Set(found.map(([, namespace, event]) => `${namespace}.${event}`));
  events.delete('runtime.onMessage');
  if (events.size < 10) throw new Error(`Found ${events.size} listeners only: ${[...events].join(', ')}`);
  return [...events];
}
