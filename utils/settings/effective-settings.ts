import type { PracticeState } from '../practice/model';
import { practiceItem } from '../practice/state';
import { managedPolicy } from './managed-policy';
import { applyPolicy } from './policy';
import type { Settings } from './settings';
import { settingsItem } from './state';

/** Returns the effective settings: the user's, overridden by the organization's. */
export async function readSettings(): Promise<Settings> {
  const [settings, policy, practice] = await Promise.all([
    settingsItem.get(),
    managedPolicy.get(),
    practiceItem.get(),
  ]);
  const effective = applyPolicy(settings, policy);
  return practice === null ? effective : inPractice(effective, practice);
}

/**
 * Practice uses the service that was chosen in it, whatever the organization has. Without a choice,
 * the settings decide, as far as they name a service that can be practiced.
 */
export function inPractice(settings: Settings, { service }: Pick<PracticeState, 'service'>): Settings {
  const usual = settings.cobrowseService === 'screen' ? 'screen' : 'sessions';
  return { ...settings, cobrowseService: service ?? usual };
}
