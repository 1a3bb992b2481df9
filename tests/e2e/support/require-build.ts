import { existsSync } from 'node:fs';
import { SIMULATOR_BUILD_DIR } from '../../setup/project.ts';

/** Fails at once, and says what to do, when there is no simulator build to test. */
export default function requireSimulatorBuild(): void {
  requireBuild(SIMULATOR_BUILD_DIR, 'simulator');
}

/** Throws unless there is a build of that mode in that folder. */
export function requireBuild(dir: string, mode: string): void {
  if (existsSync(`${dir}/manifest.json`)) return;
  throw new Error(
    `There is no build to test. Run \`npx wxt build --mode ${mode}\` first, or \`npm run test:e2e\`, which does.`,
  );
}
