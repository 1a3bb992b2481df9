import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { GECKO_ID } from '../../../utils/settings/extension-ids.ts';
import { OUTPUT_DIR } from '../../setup/project.ts';

/** Why an organization's policy cannot be put in place here; `null` where it can. */
export const WHY_NO_POLICY =
  process.platform === 'linux'
    ? null
    : 'native manifests of a single browser process are put in place on Linux only';

/**
 * Makes a home folder in which Firefox finds a policy for the extension: a native manifest of
 * managed storage. It holds for the one browser process that is launched with it, and is read when
 * that process starts.
 */
export function createPolicyHome(): {
  home: string;
  /** Settles the policy. Call before the launch. */
  set(policy: Record<string, unknown>): void;
  remove(): void;
} {
  mkdirSync(OUTPUT_DIR, { recursive: true });
  const home = mkdtempSync(path.join(OUTPUT_DIR, 'firefox-home-'));
  return {
    home,
    set(policy) {
      const folder = path.join(home, '.mozilla', 'managed-storage');
      mkdirSync(folder, { recursive: true });
      const manifest = { name: GECKO_ID, description: 'Test policy', type: 'storage', data: policy };
      writeFileSync(path.join(folder, `${GECKO_ID}.json`), JSON.stringify(manifest));
    },
    remove: () => rmSync(home, { recursive: true, force: true, maxRetries: 5 }),
  };
}
