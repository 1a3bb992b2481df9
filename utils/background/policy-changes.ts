import { createSerializer } from '../concurrency/serialize';
import { managedPolicy } from '../settings/managed-policy';
import { appliedPolicyItem } from '../settings/state';
import type { Background } from './create-background';

/**
 * Applies each change of the policy, whenever it arrives: seconds after an installation by policy,
 * while the worker sleeps, or while the browser is closed. Signs out of an environment that is no
 * longer allowed, deletes what may no longer be kept, shortens sessions that last too long, and
 * adds or removes the button in the desktop. A policy is recorded as applied only when all is done:
 * if the worker dies before that, the next one repeats it.
 */
export function createPolicyChanges(
  parts: Pick<Background, 'auth' | 'history' | 'practice' | 'sessionWatch'>,
): () => Promise<void> {
  const serialize = createSerializer();
  async function run(): Promise<void> {
    const [applied, policy] = await Promise.all([appliedPolicyItem.get(), managedPolicy.get()]);
    if (JSON.stringify(applied) === JSON.stringify(policy)) return;
    await (await import('./apply-policy-change')).applyPolicyChange(policy, applied, parts);
  }
  return () => serialize(run);
}
