import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { lockStorage } from '@/utils/storage/lock';

type Area = { setAccessLevel?: unknown };
const areas = () => [fakeBrowser.storage.local, fakeBrowser.storage.session] as unknown as Area[];

describe('lockStorage', () => {
  beforeEach(() => {
    fakeBrowser.reset();
  });

  afterEach(() => {
    for (const area of areas()) delete area.setAccessLevel;
  });

  it('closes local and session storage to content scripts', () => {
    const setAccessLevel = vi.fn(async () => undefined);
    for (const area of areas()) area.setAccessLevel = setAccessLevel;
    lockStorage();
    expect(setAccessLevel.mock.calls).toEqual([
      [{ accessLevel: 'TRUSTED_CONTEXTS' }],
      [{ accessLevel: 'TRUSTED_CONTEXTS' }],
    ]);
  });

  it('does no harm in a browser that has no such switch', () => {
    for (const area of areas()) area.setAccessLevel = undefined;
    expect(() => lockStorage()).not.toThrow();
  });
});
