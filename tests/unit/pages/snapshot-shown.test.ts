import { afterEach, describe, expect, it, vi } from 'vitest';
import { noteSnapshot, whenSnapshotIsShown } from '@/utils/pages/snapshot-shown';

afterEach(() => {
  Reflect.deleteProperty(globalThis, 'snapshotShown');
});

describe('the page’s own code', () => {
  it('goes on at once where nothing is to be waited for', () => {
    const goOn = vi.fn();
    whenSnapshotIsShown(goOn);
    expect(goOn).toHaveBeenCalledOnce();
  });

  it('goes on once the snapshot was painted', async () => {
    const shown = Promise.withResolvers<void>();
    const goOn = vi.fn();
    noteSnapshot(shown.promise);
    whenSnapshotIsShown(goOn);
    await Promise.resolve();
    expect(goOn).not.toHaveBeenCalled();
    shown.resolve();
    await shown.promise;
    expect(goOn).toHaveBeenCalledOnce();
  });

  it('goes on once where the snapshot could not be drawn', async () => {
    const goOn = vi.fn();
    noteSnapshot(Promise.reject(new Error('not drawn')));
    whenSnapshotIsShown(goOn);
    await expect.poll(() => goOn.mock.calls.length).toBe(1);
  });
});
