import { type Environment, resolveEnvironment } from '../environment/environment';
import { fail } from '../errors/failure';
import { rememberedSecretItem, secretItem, settingsItem } from '../storage/items';
import type { Settings } from './settings';

/** The configured environment, or `null` while there is none that can be used. */
export async function findEnvironment(): Promise<Environment | null> {
  return resolveEnvironment((await settingsItem.get()).environment);
}

/** The configured environment; throws `not-configured`. */
export async function requireEnvironment(): Promise<Environment> {
  const environment = await findEnvironment();
  if (!environment) throw fail('not-configured', { subject: 'the region or host' });
  return environment;
}

/** Everything a sign-in needs; throws `not-configured` naming what is missing. */
export async function requireSignInConfiguration(): Promise<{
  environment: Environment;
  signIn: Settings['signIn'];
  clientSecret: string | null;
}> {
  const [environment, { signIn }] = await Promise.all([requireEnvironment(), settingsItem.get()]);
  if (signIn.clientId === '') throw fail('not-configured', { subject: 'the client ID' });
  if (signIn.method === 'pkce') return { environment, signIn, clientSecret: null };
  if (signIn.supervisorUserId === '') throw fail('not-configured', { subject: 'the supervisor user ID' });
  return {
    environment,
    signIn,
    clientSecret: (await secretItem.get()) ?? (await rememberedSecretItem.get()),
  };
}

/** Whether a change of settings makes the present sign-in one of somewhere or somebody else. */
export function needsNewSignIn(before: Settings, after: Settings): boolean {
  const key = ({ environment, signIn }: Settings) => [
    resolveEnvironment(environment)?.key,
    signIn.method,
    signIn.clientId,
    signIn.method === 'client-credentials' && signIn.supervisorUserId,
  ];
  return key(before).join() !== key(after).join();
}

/**
 * Keeps a client secret where the settings say: for the browser session, or on disk when the user ticked so. `undefined` leaves the
 * secret as it is but moves it when the tick changed; `null` forgets it.
 */
export async function keepClientSecret(
  clientSecret: string | null | undefined,
  remember: boolean,
): Promise<void> {
  const secret =
    clientSecret === undefined
      ? ((await secretItem.get()) ?? (await rememberedSecretItem.get()))
      : clientSecret;
  await secretItem.set(secret);
  if (remember && secret !== null) await rememberedSecretItem.set(secret);
  else await rememberedSecretItem.clear();
}
