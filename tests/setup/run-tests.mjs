/** `npm test`: sets itself up on a fresh clone, then runs everything that can be checked. See test-run.ts. */
import { ensureDependencies, reExecOnNode24 } from './install.mjs';

try {
  ensureDependencies();
  await reExecOnNode24(import.meta.url);
  const { runAllTests } = await import('./test-run.ts');
  process.exitCode = await runAllTests();
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.stdout.write('0 passed, 1 failed\n');
  process.exitCode = 1;
}
