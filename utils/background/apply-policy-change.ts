import { identityItem, pendingSignInItem, tokenItem, visibleSignInItem } from '../auth/state';
import { startsItem } from '../cobrowse/state';
import { resolveEnvironment } from '../environment/environment';
import { giveBackHostAccess } from '../environment/host-access';
import { isSomebodyBackedUp } from '../practice/sign-in-backup';
import { practiceItem } from '../practice/state';
import { adoptRememberedSecret, keepClientSecret, needsNewSignIn } from '../settings/configuration';
import { applyPolicy, blockingNames, isOff, type Policy } from '../settings/policy';
import type { Settings } from '../settings/settings';
import { obeyedPolicyItem, settingsItem } from '../settings/state';
import type { Background } from './create-background';
import { syncDesktopScript } from './desktop-script';
import { signOutOf } from './sign-out';

/**
 * Carries out what a policy asks for besides being read: who is signed in somewhere that is no
 * longer allowed is signed out; what may not be kept any longer goes; sessions that last too long
 * are shortened; the button in the desktop comes or goes. Noted when it is done.
 */
export async function applyPolicyChange(
  policy: Policy,
  obeyed: Policy,
  parts: Pick<Background, 'auth' | 'history' | 'practice' | 'sessionWatch'>,
): Promise<void> {
  const own = await settingsItem.get();
  const [before, after] = [applyPolicy(own, obeyed), applyPolicy(own, policy)];
  const [from, to] = [resolveEnvironment(before.environment), resolveEnvironment(after.environment)];
  await adoptRememberedSecret();
  const isAnother = needsNewSignIn(before, after);
  if (isAnother) {
    await visibleSignInItem.clear();
    // A sign-in whose window is open is of what was set before.
    await pendingSignInItem.clear();
  }
  if (isAnother && (await isSignedIn())) await signOutOf(parts);
  // What waits for a sign-in was pressed in the environment before: its conversation is in no
  // other.
  else if (from?.key !== to?.key && (await practiceItem.get()) === null) await startsItem.clear();
  // A slip of the pen in a policy must not cost everybody the access that they have granted.
  if (blockingNames(policy).length === 0) await giveBackHostAccess(from, to);
  if (isOff(policy, 'client-credentials')) await keepClientSecret(null, null, false);
  const { keepForDays } = after.history;
  if (keepForDays !== before.history.keepForDays) await parts.history.prune(keepForDays, 'now');
  await parts.sessionWatch.obeyLimits();
  if (desktopScriptKey(before, obeyed) !== desktopScriptKey(after, policy)) await syncDesktopScript();
  await obeyedPolicyItem.set(policy);
}

async function isSignedIn(): Promise<boolean> {
  // Who practises is nobody; who is really signed in is set aside.
  if ((await practiceItem.get()) !== null) return await isSomebodyBackedUp();
  const [identity, token] = await Promise.all([identityItem.get(), tokenItem.get()]);
  return identity !== null || token !== null;
}

/** What the script in the desktop's pages depends on. */
function desktopScriptKey({ environment }: Settings, policy: Policy): string {
  return JSON.stringify([resolveEnvironment(environment)?.key, isOff(policy, 'desktop-button')]);
}
