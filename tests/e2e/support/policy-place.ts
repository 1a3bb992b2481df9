import { createHash, generateKeyPairSync } from 'node:crypto';
import {
  accessSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { EXTENSION_DIR } from './world.ts';

/**
 * Where a Chromium of the system and one of Playwright look for policies; they hold for the whole
 * computer.
 */
const FOLDERS = ['/etc/chromium/policies/managed', '/etc/opt/chrome_for_testing/policies/managed'];

/** Why policies cannot be put in place here; `null` where they can. */
export function whyNoPolicies(): string | null {
  if (process.platform !== 'linux') return 'policy files are put in place on Linux only';
  const isWritable = (folder: string): boolean => {
    if (!existsSync(folder)) return isWritable(path.dirname(folder));
    try {
      accessSync(folder, constants.W_OK);
      return true;
    } catch {
      return false;
    }
  };
  return FOLDERS.every(isWritable) ? null : 'policy files need a writable /etc: run as root';
}

/**
 * A copy of the built extension under an id of its own, and the policy files for that id: they hold
 * for the whole computer, and may disturb neither other tests nor anybody's browser.
 */
export function createPolicyPlace() {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = publicKey.export({ type: 'spki', format: 'der' });
  const hash = createHash('sha256').update(key).digest('hex').slice(0, 32);
  const extensionId = [...hash]
    .map((digit) => String.fromCharCode('a'.charCodeAt(0) + Number.parseInt(digit, 16)))
    .join('');

  const extensionDir = mkdtempSync(path.join(tmpdir(), 'cobrowse-copy-'));
  cpSync(EXTENSION_DIR, extensionDir, { recursive: true });
  const manifestFile = path.join(extensionDir, 'manifest.json');
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8')) as object;
  writeFileSync(manifestFile, JSON.stringify({ ...manifest, key: key.toString('base64') }));

  const files = FOLDERS.map((folder) => path.join(folder, `cobrowse-test-${extensionId}.json`));
  // The outermost folder that is made for a file goes with it.
  const made = FOLDERS.flatMap((folder) => mkdirSync(folder, { recursive: true }) ?? []);
  const removeAll = () => {
    for (const file of files) rmSync(file, { force: true });
    for (const folder of made) rmSync(folder, { recursive: true, force: true });
    rmSync(extensionDir, { recursive: true, force: true });
  };
  // Also where the process ends without tidying up, as on Ctrl+C.
  process.once('exit', removeAll);

  function putFile(text: string): void {
    for (const file of files) writeFileSync(file, text);
  }

  return {
    extensionDir,
    extensionId,
    /**
     * Puts a policy in place as an administrator does; the browser takes some seconds to see it.
     */
    set(policy: Record<string, unknown>) {
      putFile(JSON.stringify({ '3rdparty': { extensions: { [extensionId]: policy } } }));
    },
    /** Puts a file that was written elsewhere in place. */
    putFile,
    /** Takes the policy away. */
    lift() {
      for (const file of files) rmSync(file, { force: true });
    },
    remove() {
      process.off('exit', removeAll);
      removeAll();
    },
  };
}
