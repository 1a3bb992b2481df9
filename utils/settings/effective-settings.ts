import { practiceItem } from '../practice/state';
import { managedPolicy } from './managed-policy';
import { applyPolicy } from './policy';
import type { Settings } from './settings';
import { settingsItem } from './state';

/** Returns the effective settings: the user's, overridden by the organisation's. */
export async function readSettings(): Promise<Settings> {
  const [settings, policy, practice] = await Promise.all([
    settingsItem.get(),
    managedPolicy.get(),
    practiceItem.get(),
  ]);
  const effective = applyPolicy(settings, policy);
  return practice === null ? effective : inPractice(effective);
}

/** Practice uses the Cobrowse Sessions API, whatever the settings say or the organisation has. */
export function inPractice(settings: Settings): Settings {
  return { ...settings, cobrowseService: 'sessions' };
}
