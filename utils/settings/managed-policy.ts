import { browser } from '#imports';
import { reportsPolicyChanges } from '../browser/differences';
import { NO_POLICY, type Policy } from './policy';

/**
 * What the organization has set in managed storage. Read-only; empty if there is no policy. After
 * an installation by policy the first reads may be empty, and the values arrive seconds later: code
 * that depends on them must watch.
 */
export const managedPolicy = {
  async get(): Promise<Policy> {
    reading ??= beginReading();
    return (await reading).policy;
  },
  /** Calls back with each new policy; returns a function that stops watching. */
  watch(onChange: (policy: Policy) => void): () => void {
    const changed = (_changes: unknown, area: string) => {
      if (area === 'managed') void managedPolicy.get().then(onChange);
    };
    browser.storage.onChanged.addListener(changed);
    return () => browser.storage.onChanged.removeListener(changed);
  },
  /**
   * From now on, keeps a policy that was read until the browser reports a change. Call it before
   * any listener for changes is registered, so that the listeners read the new policy. Does nothing
   * where the browser reports no changes.
   */
  enableCache(): void {
    if (!reportsPolicyChanges()) return;
    isKept = true;
    browser.storage.onChanged.addListener((_changes: unknown, area: string) => {
      if (area === 'managed') reading = null;
    });
  },
  /** Reads it each time again. For tests. */
  disableCache(): void {
    isKept = false;
    reading = null;
  },
};

type Reading = Promise<{ policy: Policy; isCertain: boolean }>;

let isKept = false;
/** Concurrent callers share one read; later callers too, while the policy is kept. */
let reading: Reading | null = null;

function beginReading(): Reading {
  const begun = read();
  const forget = () => {
    // A change that was reported meanwhile may have begun another read.
    if (reading === begun) reading = null;
  };
  begun.then(({ isCertain }) => {
    if (!isKept || !isCertain) forget();
  }, forget);
  return begun;
}

async function read(): Reading {
  // Firefox rejects if nothing is managed.
  const managed = await browser.storage.managed.get().catch(() => null);
  if (managed === null || Object.keys(managed).length === 0)
    return { policy: NO_POLICY, isCertain: managed !== null };
  // If this cannot be loaded, the read fails: a policy must not count as none.
  const { readPolicy } = await import('./read-policy');
  return { policy: readPolicy(managed), isCertain: true };
}
