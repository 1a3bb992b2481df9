import { browser } from '#imports';
import { NO_POLICY, type Policy } from './policy';

/**
 * What the organisation has set by managed storage. Read-only; empty where there is no policy.
 * After an installation by policy the first reads may be empty, the values come seconds later:
 * whoever depends on them watches.
 */
export const managedPolicy = {
  async get(): Promise<Policy> {
    reading ??= read().finally(() => {
      reading = null;
    });
    return await reading;
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

/** One that is under way answers all who ask meanwhile. */
let reading: Promise<Policy> | null = null;

async function read(): Promise<Policy> {
  try {
    const managed = await browser.storage.managed.get();
    if (Object.keys(managed).length === 0) return NO_POLICY;
    return (await import('./read-policy')).readPolicy(managed);
  } catch {
    // Firefox rejects where nothing is managed.
    return NO_POLICY;
  }
}
