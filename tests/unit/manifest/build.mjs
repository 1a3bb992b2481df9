// Builds the production manifest of one browser into a folder, in a process of its own: a build
// inside a test run would share its Vite. Called with: browser, folder.
import { fileURLToPath } from 'node:url';
import { build } from 'wxt';

const [browser, outDir] = process.argv.slice(2);
await build({
  root: fileURLToPath(new URL('../../..', import.meta.url)),
  browser,
  manifestVersion: 3,
  mode: 'production',
  outDir,
});
