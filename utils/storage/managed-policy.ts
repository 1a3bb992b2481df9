import { browser } from '#imports';
import { NO_POLICY, type Policy, readPolicy } from '../settings/policy';

/**
 * What the organisation has set by managed storage. Read-only; empty where there is no policy.
 * After an installation by policy the first reads may be empty, the values come seconds later:
 * whoever depends on them watches.
 */
export const managedPolicy = {
  async get(): Promise<Policy> {
    if (!keeps) return await read();
    kept ??= read();
    return await kept;
  },
  /** Calls back with each new policy; returns how to stop. */
  watch(onChange: (policy: Policy) => void): () => void {
    const changed = (_changes: unknown, area: string) => {
      if (area === 'managed') void managedPolicy.get().then(onChange);
    };
    browser.storage.onChanged.addListener(changed);
    return () => browser.storage.onChanged.removeListener(changed);
  },
};

let keeps = false;
let kept: Promise<Policy> | null = null;

/**
 * For the background: from now on the policy is read once, and again after each change. Call it
 * before anything watches. Firefox tells of no change, so that it is asked each time.
 */
export function keepPolicyInMemory(): void {
  if (import.meta.env.FIREFOX) return;
  keeps = true;
  kept = null;
  browser.storage.onChanged.addListener((_changes: unknown, area: string) => {
    if (area === 'managed') kept = null;
  });
}

async function read(): Promise<Policy> {
  try {
    return readPolicy(await browser.storage.managed.get());
  } catch {
    // Firefox rejects where nothing is managed.
    return NO_POLICY;
  }
}
