import { settingsItem } from '../storage/items';
import { managedPolicy } from '../storage/managed-policy';
import { applyPolicy } from './policy';
import type { Settings } from './settings';

/** The settings that count: what the user stored, under what the organisation has set. */
export async function readSettings(): Promise<Settings> {
  const [settings, policy] = await Promise.all([settingsItem.get(), managedPolicy.get()]);
  return applyPolicy(settings, policy);
}
