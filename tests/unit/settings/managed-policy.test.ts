import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { managedPolicy } from '@/utils/settings/managed-policy';
import type { Policy } from '@/utils/settings/policy';

const { managed } = fakeBrowser.storage;

beforeEach(() => fakeBrowser.reset());
afterEach(() => {
  managedPolicy.disableCache();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

/** Returns the number of reads so far. */
function countReads(): () => number {
  const get = vi.spyOn(managed, 'get');
  return () => get.mock.calls.length;
}

it('a policy is read each time where it is not kept', async () => {
  const reads = countReads();
  await managedPolicy.get();
  await managedPolicy.get();
  expect(reads()).toBe(2);
});

it('callers at the same time share a read', async () => {
  const reads = countReads();
  await Promise.all([managedPolicy.get(), managedPolicy.get()]);
  expect(reads()).toBe(1);
});

describe('a policy that is kept', () => {
  beforeEach(() => {
    vi.stubEnv('FIREFOX', '');
    managedPolicy.enableCache();
  });

  it.each<Policy>([{}, { controlAllowed: false }])('is read once: %j', async (policy) => {
    await managed.set(policy);
    const reads = countReads();
    expect([await managedPolicy.get(), await managedPolicy.get()]).toEqual([policy, policy]);
    expect(reads()).toBe(1);
  });

  it('is read again after each change', async () => {
    expect(await managedPolicy.get()).toEqual({});
    await managed.set({ controlAllowed: false });
    expect(await managedPolicy.get()).toEqual({ controlAllowed: false });
    await managed.clear();
    expect(await managedPolicy.get()).toEqual({});
  });

  it('is not what a read returns that a change has overtaken', async () => {
    const slow = Promise.withResolvers<Record<string, unknown>>();
    vi.spyOn(managed, 'get').mockImplementationOnce(() => slow.promise);
    const early = managedPolicy.get();
    await managed.set({ controlAllowed: false });
    expect(await managedPolicy.get()).toEqual({ controlAllowed: false });
    slow.resolve({});
    await early;
    expect(await managedPolicy.get()).toEqual({ controlAllowed: false });
  });

  it('is new for everybody who watches it', async () => {
    await managedPolicy.get();
    const heard: unknown[] = [];
    const stop = managedPolicy.watch((policy) => heard.push(policy));
    await managed.set({ controlAllowed: false });
    await vi.waitFor(() => expect(heard).toEqual([{ controlAllowed: false }]));
    stop();
  });

  it('is read again after a read that failed', async () => {
    await managed.set({ controlAllowed: false });
    vi.spyOn(managed, 'get').mockRejectedValueOnce(new Error('not now'));
    await managedPolicy.get();
    expect(await managedPolicy.get()).toEqual({ controlAllowed: false });
  });
});

it('a policy is never kept in Firefox, which reports no changes', async () => {
  vi.stubEnv('FIREFOX', 'true');
  managedPolicy.enableCache();
  const reads = countReads();
  await managedPolicy.get();
  await managedPolicy.get();
  expect(reads()).toBe(2);
});
