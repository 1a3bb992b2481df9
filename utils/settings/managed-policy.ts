import { browser } from '#imports';
import { NO_POLICY, type Policy } from './policy';

/**
 * What the organisation has set in managed storage. Read-only; empty if there is no policy. After
 * an installation by policy the first reads may be empty, and the values arrive seconds later: code
 * that depends on them must watch.
 */
export const managedPolicy = {
  async get(): Promise<Policy> {
    reading ??= read().finally(() => {
      reading = null;
    });
    return await reading;
  },
  /** Calls back with each new policy; returns a function that stops watching. */
  watch(onChange: (policy: Policy) => void): () => void {
    const changed = (_changes: unknown, area: string) => {
      if (area === 'managed') void managedPolicy.get().then(onChange);
    };
    browser.storage.onChanged.addListener(changed);
    return () => browser.storage.onChanged.removeListener(changed);
  },
};

/** Concurrent callers share one read. */
let reading: Promise<Policy> | null = null;

async function read(): Promise<Policy> {
  // Firefox rejects if nothing is managed.
  const managed = await browser.storage.managed.get().catch(() => ({}));
  if (Object.keys(managed).length === 0) return NO_POLICY;
  // If this cannot be loaded, the read fails: a policy must not count as none.
  return (await import('./read-policy')).readPolicy(managed);
}
