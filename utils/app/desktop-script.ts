import { registerDesktopScript, unregisterDesktopScript } from '../environment/content-script';
import { hasHostAccess } from '../environment/host-access';
import { findEnvironment } from '../settings/configuration';
import { isOff } from '../settings/policy';
import { managedPolicy } from '../storage/managed-policy';

let turn: Promise<void> = Promise.resolve();

/**
 * Puts the script into the pages of the environment's desktop where the browser lets it and the organisation wants it, and takes it away
 * elsewhere. One after the other: the browser refuses a second registration of the same script.
 */
export function syncDesktopScript(): Promise<void> {
  turn = turn.then(sync, sync);
  return turn;
}

async function sync(): Promise<void> {
  const [environment, policy] = await Promise.all([findEnvironment(), managedPolicy.get()]);
  if (environment && !isOff(policy, 'desktop-button') && (await hasHostAccess(environment)))
    await registerDesktopScript(environment);
  else await unregisterDesktopScript();
}
