import { afterEach, describe, expect, it, vi } from 'vitest';
import { notePicture, whenPictureIsShown } from '@/utils/pages/snapshot-shown';

afterEach(() => {
  Reflect.deleteProperty(globalThis, 'pictureShown');
});

describe('the page’s own code', () => {
  it('goes on at once where nothing is to be waited for', () => {
    const goOn = vi.fn();
    whenPictureIsShown(goOn);
    expect(goOn).toHaveBeenCalledOnce();
  });

  it('goes on once the picture was painted', async () => {
    const shown = Promise.withResolvers<void>();
    const goOn = vi.fn();
    notePicture(shown.promise);
    whenPictureIsShown(goOn);
    await Promise.resolve();
    expect(goOn).not.toHaveBeenCalled();
    shown.resolve();
    await shown.promise;
    expect(goOn).toHaveBeenCalledOnce();
  });

  it('goes on once where the picture could not be drawn', async () => {
    const goOn = vi.fn();
    notePicture(Promise.reject(new Error('not drawn')));
    whenPictureIsShown(goOn);
    await expect.poll(() => goOn.mock.calls.length).toBe(1);
  });
});
