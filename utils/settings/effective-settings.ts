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
  // The practice has one cobrowse service, whatever the real organisation has.
  return practice === null ? effective : { ...effective, cobrowseService: 'sessions' };
}
