import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { GECKO_ID } from '../../../utils/settings/extension-ids.ts';
import { FIREFOX_SIMULATOR_BUILD_DIR, OUTPUT_DIR } from '../../setup/project.ts';
import { packFolder } from './pack-folder.ts';

/** A Firefox as an organization has installed it. */
export type Organization = {
  executable: string;
  /**
   * Settles the content of its policies.json, and has it install the extension. Call before the
   * launch.
   * @param settings of the extension, besides its installation
   */
  setPolicies(file: { policies: object }, settings?: { private_browsing?: boolean }): void;
  remove(): void;
};

/**
 * Returns why no organization can be played with this Firefox; `null` where it can. Policies belong
 * to an installation, and only an ESR lets one install an extension that Mozilla has not signed.
 */
export function whyNoOrganization(executable: string | null): string | null {
  if (executable === null) return 'there is no Firefox';
  if (process.platform !== 'linux') return 'an installation made of links is possible on Linux only';
  const about = path.join(path.dirname(realpathSync(executable)), 'application.ini');
  try {
    if (/^SourceRepository=.*esr/m.test(readFileSync(about, 'utf8'))) return null;
  } catch {
    // A snap or a script: not an installation.
  }
  return 'this Firefox is no ESR in a folder of its own';
}

/** Makes a copy of an installed Firefox out of links, with a policies.json of its own. */
export function createOrganization(installed: string): Organization {
  mkdirSync(OUTPUT_DIR, { recursive: true });
  const dir = mkdtempSync(path.join(OUTPUT_DIR, 'firefox-organization-'));
  const original = realpathSync(installed);
  const executable = path.join(dir, path.basename(original));
  for (const name of readdirSync(path.dirname(original))) {
    const file = path.join(path.dirname(original), name);
    // Firefox looks for everything else beside its executable, so a link to that would lead back.
    if (file === original) copyFileSync(file, executable);
    else if (name !== 'distribution') symlinkSync(file, path.join(dir, name));
  }
  return {
    executable,
    setPolicies({ policies }, settings = {}) {
      const extension = path.join(dir, 'extension.xpi');
      writeFileSync(extension, packFolder(FIREFOX_SIMULATOR_BUILD_DIR));
      const install = {
        installation_mode: 'force_installed',
        install_url: pathToFileURL(extension).href,
        ...settings,
      };
      mkdirSync(path.join(dir, 'distribution'));
      writeFileSync(
        path.join(dir, 'distribution', 'policies.json'),
        JSON.stringify({ policies: { ...policies, ExtensionSettings: { [GECKO_ID]: install } } }),
      );
    },
    remove: () => rmSync(dir, { recursive: true, force: true, maxRetries: 5 }),
  };
}
