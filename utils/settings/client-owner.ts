import type { ClientOfEnvironment } from '../auth/model';
import { resolveEnvironment } from '../environment/environment';
import type { Settings } from './settings';

/** Key of the environment that settings name; empty while it is none that can be used. */
export function environmentKeyOf({ environment }: Pick<Settings, 'environment'>): string {
  return resolveEnvironment(environment)?.key ?? '';
}

/**
 * The environment that the stored client ID was entered for: the one beside it, unless a policy had
 * set another.
 */
export function clientIdOwnerOf(settings: Settings): string {
  return settings.signIn.clientIdFor ?? environmentKeyOf(settings);
}

/**
 * What a client secret belongs to under these settings: the environment and the client ID. `null`
 * where they use none, because there is no environment yet or people sign in themselves.
 */
export function secretOwnerOf(settings: Settings): ClientOfEnvironment | null {
  const environmentKey = environmentKeyOf(settings);
  const { method, clientId } = settings.signIn;
  return method === 'client-credentials' && environmentKey !== '' ? { environmentKey, clientId } : null;
}
