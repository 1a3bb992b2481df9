import { createSerializer } from '../concurrency/serialize';
import { managedPolicy } from '../settings/managed-policy';
import { obeyedPolicyItem } from '../settings/state';
import type { Background } from './create-background';

/**
 * Carries out what a policy asks for besides being read, whenever it arrives: seconds after an
 * installation by policy, while the worker sleeps, while the browser is closed. Who is signed in
 * somewhere that is no longer allowed is signed out; what may not be kept any longer goes; sessions
 * that last too long are shortened; the button in the desktop comes or goes. The work is noted when
 * it is done: a worker that dies over it leaves it to the next.
 */
export function createPolicyChanges(
  parts: Pick<Background, 'auth' | 'history' | 'practice' | 'sessionWatch'>,
): () => Promise<void> {
  const serialize = createSerializer();
  async function run(): Promise<void> {
    const [obeyed, policy] = await Promise.all([obeyedPolicyItem.get(), managedPolicy.get()]);
    if (JSON.stringify(obeyed) === JSON.stringify(policy)) return;
    await (await import('./apply-policy-change')).applyPolicyChange(policy, obeyed, parts);
  }
  return () => serialize(run);
}
