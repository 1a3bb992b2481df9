import { type Environment, resolveEnvironment } from '../environment/environment';
import { fail } from '../errors/failure';
import { rememberedSecretItem, secretItem } from '../storage/items';
import { managedPolicy } from '../storage/managed-policy';
import { readSettings } from './effective-settings';
import { blockingNames } from './policy';
import type { Settings } from './settings';

/** The configured environment, or `null` while there is none that can be used. */
export async function findEnvironment(): Promise<Environment | null> {
  return resolveEnvironment((await readSettings()).environment);
}

/** The configured environment; throws `not-configured`, or `policy-unreadable` where a policy stands in the way. */
export async function requireEnvironment(): Promise<Environment> {
  const blocked = blockingNames(await managedPolicy.get());
  if (blocked.length > 0) throw fail('policy-unreadable', { subject: blocked.join(', ') });
  const environment = await findEnvironment();
  if (!environment) throw fail('not-configured', { subject: 'the region or host' });
  return environment;
}

/** Everything a sign-in needs; throws `not-configured` naming what is missing, or `policy-unreadable`. */
export async function requireSignInConfiguration(): Promise<{
  environment: Environment;
  signIn: Settings['signIn'];
  clientSecret: string | null;
}> {
  const [environment, { signIn }] = await Promise.all([requireEnvironment(), readSettings()]);
  if (signIn.clientId === '') throw fail('not-configured', { subject: 'the client ID' });
  if (signIn.method === 'pkce') return { environment, signIn, clientSecret: null };
  if (signIn.supervisorUserId === '') throw fail('not-configured', { subject: 'the supervisor user ID' });
  return {
    environment,
    signIn,
    clientSecret: await readClientSecret(),
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

/** The client secret, wherever it is kept; `null` where there is none. */
export async function readClientSecret(): Promise<string | null> {
  return (await secretItem.get()) ?? (await rememberedSecretItem.get());
}

/** Keeps a client secret for the browser session, and on disk only when the user ticked so; `null` forgets it. */
export async function keepClientSecret(secret: string | null, remember: boolean): Promise<void> {
  await secretItem.set(secret);
  if (remember && secret !== null) await rememberedSecretItem.set(secret);
  else await rememberedSecretItem.clear();
}
