import { visibleSignInItem } from '../auth/state';
import { resolveEnvironment } from '../environment/environment';
import { giveBackHostAccess } from '../environment/host-access';
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
 * Stores the settings, and does what follows from them. Another environment, method or client signs
 * out.
 * @param leavePractice is done before somebody is signed out: the real sign-in, and a secret with
 *   it, is set aside while practice is on
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
  // The real sign-in, and a secret with it, is set aside while practice is on.
  if (signsOut) await leavePractice();
  await adoptRememberedSecret();
  // Read before the sign-out below, which forgets it. Only what was entered for the same
  // environment and client stays: a secret never follows a host.
  const secret = clientSecret === undefined && secretAllowed ? await readClientSecret(after) : clientSecret;
  if (signsOut) {
    await signOutOf(parts);
    await visibleSignInItem.clear();
  }
  await keepClientSecret(secret ?? null, secretOwnerOf(after), stored.signIn.rememberSecret);
  await settingsItem.set(stored);
  // After the sign-out, which still has to reach the hosts of before.
  await giveBackHostAccess(resolveEnvironment(before.environment), resolveEnvironment(after.environment));
  const { keepForDays } = after.history;
  if (keepForDays !== before.history.keepForDays) await parts.history.prune(keepForDays, 'now');
}
