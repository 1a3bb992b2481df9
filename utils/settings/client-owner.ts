import type { ClientOfEnvironment } from '../auth/model';
import { resolveEnvironment } from '../environment/environment';
import type { Settings } from './settings';

/** Returns the key of the environment in the settings; empty if it is not usable. */
export function environmentKeyOf({ environment }: Pick<Settings, 'environment'>): string {
  return resolveEnvironment(environment)?.key ?? '';
}

/**
 * Returns the environment that the stored client ID was entered for: the one in the settings,
 * unless a policy had set another.
 */
export function clientIdOwnerOf(settings: Settings): string {
  return settings.signIn.clientIdFor ?? environmentKeyOf(settings);
}

/**
 * Returns what a client secret belongs to under these settings: environment and client ID. Returns
 * `null` if they use no secret, because there is no environment yet or users sign in themselves.
 */
export function secretOwnerOf(settings: Settings): ClientOfEnvironment | null {
  const environmentKey = environmentKeyOf(settings);
  const { method, clientId } = settings.signIn;
  return method === 'client-credentials' && environmentKey !== '' ? { environmentKey, clientId } : null;
}
