import { describe, expect, it } from 'vitest';
import { tryEach } from '@/utils/concurrency/try-each';

describe('tryEach', () => {
  it('runs the work for each item in order, one at a time', async () => {
    const events: string[] = [];
    await tryEach([1, 2], async (item) => {
      events.push(`begin ${item}`);
      await Promise.resolve();
      events.push(`end ${item}`);
    });
    expect(events).toEqual(['begin 1', 'end 1', 'begin 2', 'end 2']);
  });

  it('tries every item and then throws the first failure', async () => {
    const tried: number[] = [];
    const trying = tryEach([1, 2, 3], (item) => {
      tried.push(item);
      return item === 3 ? Promise.resolve() : Promise.reject(new Error(`no ${item}`));
    });
    await expect(trying).rejects.toThrow('no 1');
    expect(tried).toEqual([1, 2, 3]);
  });
});
