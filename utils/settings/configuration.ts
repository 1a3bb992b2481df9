import { type ClientOfEnvironment, isSameClient } from '../auth/model';
import { type Environment, resolveEnvironment } from '../environment/environment';
import { fail } from '../errors/failure';
import { secretOwnerOf } from './client-owner';
import { readSettings } from './effective-settings';
import { managedPolicy } from './managed-policy';
import { blockingNames } from './policy';
import type { Settings } from './settings';
import { rememberedSecretItem, secretItem, settingsItem } from './state';

/** Returns the configured environment, or `null` if there is none that can be used. */
export async function findEnvironment(): Promise<Environment | null> {
  return resolveEnvironment((await readSettings()).environment);
}

/**
 * Returns the configured environment; throws `not-configured`, or `policy-unreadable` if a policy
 * prevents it.
 */
export async function requireEnvironment(): Promise<Environment> {
  return await environmentOf(await readSettings());
}

async function environmentOf(settings: Settings): Promise<Environment> {
  const blocked = blockingNames(await managedPolicy.get());
  if (blocked.length > 0) throw fail('policy-unreadable', { subject: blocked.join(', ') });
  const environment = resolveEnvironment(settings.environment);
  if (!environment) throw fail('not-configured', { subject: 'the region or host' });
  return environment;
}

/**
 * Returns everything a sign-in needs; throws `not-configured` naming what is missing, or
 * `policy-unreadable`.
 */
export async function requireSignInConfiguration(): Promise<{
  environment: Environment;
  signIn: Settings['signIn'];
  clientSecret: string | null;
}> {
  // Read once: environment and secret must come from the same settings.
  const settings = await readSettings();
  const environment = await environmentOf(settings);
  const { signIn } = settings;
  if (signIn.clientId === '') throw fail('not-configured', { subject: 'the client ID' });
  if (signIn.method === 'pkce') return { environment, signIn, clientSecret: null };
  if (signIn.supervisorUserId === '') throw fail('not-configured', { subject: 'the supervisor user ID' });
  return {
    environment,
    signIn,
    clientSecret: await readClientSecret(settings),
  };
}

/**
 * Whether a change of settings makes the current sign-in invalid, because it is for another
 * environment, method, client or user.
 */
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
 * Returns the client secret for the environment and client of these settings; `null` if there is
 * none.
 */
export async function readClientSecret(settings: Settings): Promise<string | null> {
  await adoptRememberedSecret();
  const owner = secretOwnerOf(settings);
  const [ofSession, remembered] = await Promise.all([secretItem.get(), rememberedSecretItem.get()]);
  for (const stored of [ofSession, remembered]) {
    if (stored !== null && typeof stored !== 'string' && isSameClient(stored, owner)) return stored.secret;
  }
  return null;
}

/**
 * Stores a client secret for the browser session, and on disk only if the user chose that. Deletes
 * the stored one if `secret` or `owner` is `null`.
 */
export async function keepClientSecret(
  secret: string | null,
  owner: ClientOfEnvironment | null,
  remember: boolean,
): Promise<void> {
  const stored = secret === null || owner === null ? null : { ...owner, secret };
  await secretItem.set(stored);
  if (remember && stored !== null) await rememberedSecretItem.set(stored);
  else await rememberedSecretItem.clear();
}

/**
 * Assigns an owner to a remembered secret of an older version, which has none. It belongs to the
 * settings stored beside it, so this must run before those change; what a policy sets does not
 * count. Does nothing if there is no such secret.
 */
export async function adoptRememberedSecret(): Promise<void> {
  const secret = await rememberedSecretItem.get();
  if (typeof secret !== 'string') return;
  const owner = secretOwnerOf(await settingsItem.get());
  if (owner === null) await rememberedSecretItem.clear();
  else await rememberedSecretItem.set({ ...owner, secret });
}
