import { visibleSignInItem } from '../auth/state';
import { resolveEnvironment } from '../environment/environment';
import { releaseHostAccess } from '../environment/host-access';
import { fail } from '../errors/failure';
import type { RequestBody } from '../messaging/protocol';
import { secretOwnerOf } from '../settings/client-owner';
import {
  adoptRememberedSecret,
  keepClientSecret,
  needsNewSignIn,
  readClientSecret,
} from '../settings/configuration';
import { keepOwnSettings } from '../settings/locks';
import { managedPolicy } from '../settings/managed-policy';
import { applyPolicy, isOff } from '../settings/policy';
import { settingsItem } from '../settings/state';
import type { Background } from './create-background';
import { signOutOf } from './sign-out';

/**
 * Stores the settings and applies their effects. Signs out if environment, method or client
 * changed.
 * @param leavePractice runs before a sign-out: while practice is on, the real sign-in and its
 *   secret are backed up
 */
export async function saveSettings(
  { settings, clientSecret }: RequestBody<'save-settings'>,
  parts: Pick<Background, 'auth' | 'practice' | 'history'>,
  leavePractice: () => Promise<unknown>,
): Promise<void> {
  const [own, policy] = await Promise.all([settingsItem.get(), managedPolicy.get()]);
  const secretAllowed = !isOff(policy, 'client-credentials');
  if (clientSecret && !secretAllowed) throw fail('switched-off');
  const stored = keepOwnSettings(settings, own, policy);
  const [before, after] = [applyPolicy(own, policy), applyPolicy(stored, policy)];
  const signsOut = needsNewSignIn(before, after);
  // While practice is on, the real sign-in and its secret are backed up.
  if (signsOut) await leavePractice();
  await adoptRememberedSecret();
  // Read it before the sign-out below, which deletes it. Keep it only for the same environment and
  // client: a secret is never sent to another host.
  const secret = clientSecret === undefined && secretAllowed ? await readClientSecret(after) : clientSecret;
  if (signsOut) {
    await signOutOf(parts);
    await visibleSignInItem.clear();
  }
  await keepClientSecret(secret ?? null, secretOwnerOf(after), stored.signIn.rememberSecret);
  await settingsItem.set(stored);
  // Do this after the sign-out, which still needs the previous hosts.
  await releaseHostAccess(resolveEnvironment(before.environment), resolveEnvironment(after.environment));
  const { keepForDays } = after.history;
  if (keepForDays !== before.history.keepForDays) await parts.history.prune(keepForDays, 'now');
}
