/**
 * `npm test`: sets itself up on a fresh clone, then runs everything, or the steps named. See
 * test-run.ts.
 */
import { ensureDependencies, reExecOnNode24 } from './install.mjs';

try {
  ensureDependencies();
  await reExecOnNode24(import.meta.url);
  const { runTests } = await import('./test-run.ts');
  process.exitCode = await runTests(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.stdout.write('0 passed, 1 failed\n');
  process.exitCode = 1;
}
