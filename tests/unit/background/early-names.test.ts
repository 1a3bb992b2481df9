// @vitest-environment happy-dom
import { expect, it, vi } from 'vitest';
import { ALL_ITEMS } from '@/utils/background/state';
import { snapshotItem } from '@/utils/floor/state';
import { connectApp } from '@/utils/pages/connect-app';
import type { Followed } from '@/utils/pages/follow';
import { managedPolicy } from '@/utils/settings/managed-policy';
import { EARLY_NAMES } from '@/utils/storage/early-read';

const followed: unknown[] = [];

vi.mock('@/utils/pages/follow', () => ({
  follow(item: Followed<unknown>) {
    followed.push(item);
    return () => undefined;
  },
}));
vi.mock('@/utils/pages/after-next-paint', () => ({ afterNextPaint: () => undefined }));

const early = Object.entries(EARLY_NAMES).flatMap(([area, names]) => names.map((name) => `${area}:${name}`));

it('what is read early are stored items, each under its own area, and none twice', () => {
  const keys: string[] = ALL_ITEMS.map(({ key }) => key);
  expect(early.filter((key) => !keys.includes(key))).toEqual([]);
  expect(new Set(early).size).toBe(early.length);
});

it('what is read early is all that the popup follows for its first paint, the snapshot of the last one, and no more', () => {
  const stop = connectApp({ showsList: true }).watchState(() => undefined);
  stop();
  const keys = ALL_ITEMS.filter((item) => followed.includes(item)).map(({ key }) => key);
  // Managed storage is a separate area, which the browser keeps in memory.
  expect(followed).toContain(managedPolicy);
  expect(keys).toHaveLength(followed.length - 1);
  expect(keys.length).toBeGreaterThan(10);
  expect([...early].sort()).toEqual([...keys, snapshotItem.key].sort());
});
