import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { GECKO_ID } from '../../../utils/settings/extension-ids.ts';
import { OUTPUT_DIR } from '../../setup/project.ts';

/** Firefox gives an extension a random host in each profile, unless it has one already. */
export const UUID = '6f1d5a52-9a7c-4d0e-8f53-2b1f8c0e7a11';

/** What a profile is created with. */
export type ProfileOptions = {
  /** Another extension that will be installed, and the host that its pages get. */
  stranger?: { id: string; uuid: string };
  /** Preferences by their names, besides the defaults of a browser under automation. */
  prefs?: Record<string, string | number | boolean>;
};

/** Creates a profile; returns its folder. */
export function createProfile({ stranger, prefs = {} }: ProfileOptions = {}): string {
  // In the project's folder, not the system's: a Firefox snap has its own /tmp.
  mkdirSync(OUTPUT_DIR, { recursive: true });
  const profile = mkdtempSync(path.join(OUTPUT_DIR, 'firefox-profile-'));
  const uuids = { [GECKO_ID]: UUID, ...(stranger && { [stranger.id]: stranger.uuid }) };
  const all = { 'extensions.webextensions.uuids': JSON.stringify(uuids), ...prefs };
  const lines = Object.entries(all).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
  );
  writeFileSync(path.join(profile, 'user.js'), lines.join(''));
  return profile;
}

export const removeProfile = (profile: string) =>
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
