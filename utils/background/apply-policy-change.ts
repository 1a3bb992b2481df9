import { identityItem, pendingSignInItem, tokenItem, visibleSignInItem } from '../auth/state';
import { startsItem } from '../cobrowse/state';
import { resolveEnvironment } from '../environment/environment';
import { releaseHostAccess } from '../environment/host-access';
import { isSomebodyBackedUp } from '../practice/sign-in-backup';
import { practiceItem } from '../practice/state';
import { adoptRememberedSecret, keepClientSecret, needsNewSignIn } from '../settings/configuration';
import { applyPolicy, blockingNames, isOff, type Policy } from '../settings/policy';
import type { Settings } from '../settings/settings';
import { appliedPolicyItem, settingsItem } from '../settings/state';
import type { Background } from './create-background';
import { syncDesktopScript } from './desktop-script';
import { signOutOf } from './sign-out';

/**
 * Applies a policy change: signs out of an environment that is no longer allowed, deletes what may
 * no longer be kept, shortens sessions that last too long, and adds or removes the button in the
 * desktop. Records the policy as applied when all is done.
 */
export async function applyPolicyChange(
  policy: Policy,
  applied: Policy,
  parts: Pick<Background, 'auth' | 'history' | 'practice' | 'sessionWatch'>,
): Promise<void> {
  const own = await settingsItem.get();
  const [before, after] = [applyPolicy(own, applied), applyPolicy(own, policy)];
  const [from, to] = [resolveEnvironment(before.environment), resolveEnvironment(after.environment)];
  await adoptRememberedSecret();
  const isAnother = needsNewSignIn(before, after);
  if (isAnother) {
    await visibleSignInItem.clear();
    // An open sign-in window belongs to the environment that was set before.
    await pendingSignInItem.clear();
  }
  if (isAnother && (await isSignedIn())) await signOutOf(parts);
  // A start that waits for a sign-in was pressed in the previous environment. Its conversation
  // exists in no other.
  else if (from?.key !== to?.key && (await practiceItem.get()) === null) await startsItem.clear();
  // A typo in a policy must not revoke the host access that everybody has granted.
  if (blockingNames(policy).length === 0) await releaseHostAccess(from, to);
  if (isOff(policy, 'client-credentials')) await keepClientSecret(null, null, false);
  const { keepForDays } = after.history;
  if (keepForDays !== before.history.keepForDays) await parts.history.prune(keepForDays, 'now');
  await parts.sessionWatch.enforceLimits();
  if (desktopScriptKey(before, applied) !== desktopScriptKey(after, policy)) await syncDesktopScript();
  await appliedPolicyItem.set(policy);
}

async function isSignedIn(): Promise<boolean> {
  // In practice, nobody is signed in for real; the real sign-in is backed up.
  if ((await practiceItem.get()) !== null) return await isSomebodyBackedUp();
  const [identity, token] = await Promise.all([identityItem.get(), tokenItem.get()]);
  return identity !== null || token !== null;
}

/** The values that decide where the desktop script is registered. */
function desktopScriptKey({ environment }: Settings, policy: Policy): string {
  return JSON.stringify([resolveEnvironment(environment)?.key, isOff(policy, 'desktop-button')]);
}
