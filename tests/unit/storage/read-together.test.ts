import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { readTogether } from '@/utils/storage/read-together';

beforeEach(() => {
  fakeBrowser.reset();
});

const calls = () => ({
  session: vi.spyOn(fakeBrowser.storage.session, 'get'),
  local: vi.spyOn(fakeBrowser.storage.local, 'get'),
});

describe('keys that are read in one turn', () => {
  it('are one call to the browser for each area, and each is answered its own', async () => {
    await fakeBrowser.storage.session.set({ a: 1, b: 'two' });
    await fakeBrowser.storage.local.set({ a: 'on disk' });
    const { session, local } = calls();
    const answers = await Promise.all([
      readTogether('session', 'a'),
      readTogether('local', 'a'),
      readTogether('session', 'b'),
      readTogether('session', 'not there'),
      readTogether('session', 'a'),
    ]);
    expect(answers).toEqual([1, 'on disk', 'two', undefined, 1]);
    expect(session.mock.calls).toEqual([[['a', 'b', 'not there', 'a']]]);
    expect(local.mock.calls).toEqual([[['a']]]);
  });

  it('are all refused when the browser refuses, and those of the other area are not', async () => {
    await fakeBrowser.storage.local.set({ a: 'on disk' });
    const refusal = new Error('refused');
    calls().session.mockRejectedValueOnce(refusal);
    const answers = await Promise.allSettled([
      readTogether('session', 'a'),
      readTogether('session', 'b'),
      readTogether('local', 'a'),
    ]);
    expect(answers).toEqual([
      { status: 'rejected', reason: refusal },
      { status: 'rejected', reason: refusal },
      { status: 'fulfilled', value: 'on disk' },
    ]);
  });
});

describe('a key that is asked for later', () => {
  it('is a call of its own, and answers what is stored by then', async () => {
    const { session } = calls();
    expect(await readTogether('session', 'a')).toBeUndefined();
    await fakeBrowser.storage.session.set({ a: 2 });
    expect(await readTogether('session', 'a')).toBe(2);
    expect(session).toHaveBeenCalledTimes(2);
  });

  it('does not wait for a call that is on its way', async () => {
    const slow = Promise.withResolvers<object>();
    calls().session.mockImplementationOnce(() => slow.promise);
    const first = readTogether('session', 'a');
    await Promise.resolve();
    await fakeBrowser.storage.session.set({ a: 3 });
    expect(await readTogether('session', 'a')).toBe(3);
    slow.resolve({ a: 'late' });
    expect(await first).toBe('late');
  });

  it('is answered after a refusal as if there had been none', async () => {
    calls().session.mockRejectedValueOnce(new Error('refused'));
    await expect(readTogether('session', 'a')).rejects.toThrow('refused');
    await fakeBrowser.storage.session.set({ a: 4 });
    expect(await readTogether('session', 'a')).toBe(4);
  });
});
