import { expect, it } from 'vitest';
import { createPrefetchLimit } from '@/utils/background/prefetch-limit';

function createScene() {
  const scene = { now: 1_000_000 };
  return { scene, prefetchLimit: createPrefetchLimit(() => scene.now) };
}

it('a tab may prefetch six conversations a minute, and another tab six of its own', () => {
  const { prefetchLimit } = createScene();
  const allowed = (tabId: number) =>
    Array.from({ length: 40 }, (_, index) => prefetchLimit.allow(tabId, `c-${index}`)).filter(Boolean).length;
  expect([allowed(1), allowed(2)]).toEqual([6, 6]);
});

it('a conversation that was read may be read again', () => {
  const { prefetchLimit } = createScene();
  for (let index = 0; index < 10; index += 1) prefetchLimit.allow(1, `c-${index}`);
  expect(prefetchLimit.allow(1, 'c-0')).toBe(true);
  expect(prefetchLimit.allow(1, 'c-9')).toBe(false);
});

it('there is room again after a minute', () => {
  const { scene, prefetchLimit } = createScene();
  for (let index = 0; index < 6; index += 1) prefetchLimit.allow(1, `c-${index}`);
  scene.now += 60_000;
  expect(prefetchLimit.allow(1, 'c-9')).toBe(true);
});
