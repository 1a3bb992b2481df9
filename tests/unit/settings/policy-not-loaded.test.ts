import { beforeEach, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { managedPolicy } from '@/utils/settings/managed-policy';

vi.mock('@/utils/settings/read-policy', () => {
  throw new Error('the part cannot be loaded');
});

beforeEach(() => fakeBrowser.reset());

it('a policy whose reader cannot be loaded does not count as no policy', async () => {
  await fakeBrowser.storage.managed.set({ controlAllowed: false });
  await expect(managedPolicy.get()).rejects.toThrow();
});
