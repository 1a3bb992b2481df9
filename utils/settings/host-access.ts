import { resolveEnvironment } from '../environment/environment';
import { hasHostAccess, watchHostAccess } from '../environment/host-access';
import { practiceItem } from '../practice/state';
import { readSettings } from './effective-settings';
import { managedPolicy } from './managed-policy';
import { settingsItem } from './state';

/**
 * Whether the browser lets the extension access the effective environment; true if no access is
 * needed, as in practice.
 */
export async function mayAccessEnvironment(): Promise<boolean> {
  if ((await practiceItem.get()) !== null) return true;
  const environment = resolveEnvironment((await readSettings()).environment);
  return environment === null || (await hasHostAccess(environment));
}

/**
 * Calls back with whether the effective environment can be accessed: once known, and at each
 * change, by the browser (a user can revoke access at any time) or by the settings. Returns a
 * function that stops it.
 */
export function followHostAccess(onAccess: (mayReach: boolean) => void): () => void {
  let asked = 0;
  let known: boolean | null = null;

  async function look() {
    asked += 1;
    const mine = asked;
    const mayReach = await mayAccessEnvironment();
    // A later check has a newer result.
    if (mine !== asked || mayReach === known) return;
    known = mayReach;
    onAccess(mayReach);
  }

  const again = () => void look();
  const stops = [
    watchHostAccess(again),
    settingsItem.watch(again),
    managedPolicy.watch(again),
    practiceItem.watch(again),
  ];
  again();
  return () => {
    asked += 1;
    for (const stop of stops) stop();
  };
}
