import { practiceItem } from '../practice/state';
import { managedPolicy } from './managed-policy';
import { applyPolicy } from './policy';
import type { Settings } from './settings';
import { settingsItem } from './state';

/** The settings that count: what the user stored, under what the organisation has set. */
export async function readSettings(): Promise<Settings> {
  const [settings, policy, practice] = await Promise.all([
    settingsItem.get(),
    managedPolicy.get(),
    practiceItem.get(),
  ]);
  const effective = applyPolicy(settings, policy);
  return practice === null ? effective : inPractice(effective);
}

/** What is practised is the Cobrowse Sessions API, whatever is set or the organisation has. */
export function inPractice(settings: Settings): Settings {
  return { ...settings, cobrowseService: 'sessions' };
}
