import { build } from 'vite';

/**
 * Bundles a script of the tests for a page, together with the official streaming client. Returns
 * its code.
 * @param entry path of the script
 * @throws Error when it cannot be bundled
 */
export async function bundleScript(entry: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    // The client's dependencies expect Node's name for the global object.
    define: { global: 'globalThis' },
    build: { write: false, modulePreload: false, target: 'esnext', rollupOptions: { input: entry } },
  });
  const outputs = Array.isArray(result) ? result : [result];
  for (const one of outputs) {
    if (!('output' in one)) continue;
    const chunk = one.output.find((file) => file.type === 'chunk' && file.isEntry);
    if (chunk?.type === 'chunk') return chunk.code;
  }
  throw new Error(`The bundle of ${entry} has no entry.`);
}
