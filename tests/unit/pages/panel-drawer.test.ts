// @vitest-environment happy-dom
import { afterEach, expect, it, vi } from 'vitest';
import { drawerMemory } from '@/utils/pages/panel-drawer';

afterEach(() => {
  vi.unstubAllGlobals();
  localStorage.clear();
});

it('The drawer is open at the first time, and then as it was left', () => {
  expect(drawerMemory.read()).toEqual({ isOpen: true, height: 40 });
  drawerMemory.write({ isOpen: false, height: 55 });
  expect(drawerMemory.read()).toEqual({ isOpen: false, height: 55 });
});

it.each([
  ['not JSON', '{', { isOpen: true, height: 40 }],
  ['null', 'null', { isOpen: true, height: 40 }],
  ['a text', '"open"', { isOpen: true, height: 40 }],
  ['a damaged height', '{"isOpen":false,"height":"high"}', { isOpen: false, height: 40 }],
  ['a damaged state', '{"isOpen":1,"height":30}', { isOpen: true, height: 30 }],
])('Of what was stored, what cannot be read costs only itself: %s', (_, stored, read) => {
  localStorage.setItem('panel-drawer', stored);
  expect(drawerMemory.read()).toEqual(read);
});

it('The drawer works where the browser denies the storage', () => {
  const deny = () => {
    throw new DOMException('denied', 'SecurityError');
  };
  vi.stubGlobal('localStorage', { getItem: deny, setItem: deny });
  expect(() => drawerMemory.write({ isOpen: false, height: 55 })).not.toThrow();
  expect(drawerMemory.read()).toEqual({ isOpen: true, height: 40 });
});
