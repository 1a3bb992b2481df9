/**
 * `npm run release`: sets itself up on a fresh clone, then prepares a release without submitting
 * it. See release.ts.
 */
import { parseArgs } from 'node:util';
import { ensureDependencies, reExecOnNode24 } from '../setup/install.mjs';

const USAGE = `npm run release [-- --dry-run] [--tag <tag>] [--skip-tests]

Prepares a release in .output/release: runs .ci/run, and builds the packages with their checksums,
the bill of materials (SBOM), the licenses and the notes. Needs no network once packages are installed.
  --dry-run     submits nothing; always so here: only the release workflow submits
  --tag <tag>   the release's tag, which must be v and the version of package.json
  --skip-tests  without .ci/run, where it has run before
`;

try {
  const { tag, help, ...options } = parseArgs({
    options: {
      'dry-run': { type: 'boolean', default: true },
      'skip-tests': { type: 'boolean', default: false },
      tag: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  }).values;
  if (help) {
    process.stdout.write(USAGE);
  } else {
    ensureDependencies();
    await reExecOnNode24(import.meta.url);
    const { prepareRelease } = await import('./release.ts');
    process.exitCode = await prepareRelease({ tag, skipTests: options['skip-tests'] });
  }
} catch (error) {
  const usage = String(error.code).startsWith('ERR_PARSE_ARGS') ? `\n\n${USAGE}` : '\n';
  process.stderr.write(`${error.message}${usage}`);
  process.exitCode = 1;
}
