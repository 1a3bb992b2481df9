import { describe, expect, it } from 'vitest';
import { coalesce } from '@/utils/concurrency/coalesce';

/** Work that ends when the test says so. */
function slowWork() {
  const runs: PromiseWithResolvers<void>[] = [];
  const again = coalesce(() => {
    const run = Promise.withResolvers<void>();
    runs.push(run);
    return run.promise;
  });
  const end = async (index: number) => {
    runs[index]?.resolve();
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { runs, again, end };
}

describe('work that is requested repeatedly', () => {
  it('runs at once if it is not running', async () => {
    const { runs, again, end } = slowWork();
    void again();
    expect(runs).toHaveLength(1);
    await end(0);
    void again();
    expect(runs).toHaveLength(2);
  });

  it('runs once more for all calls during a run, and each resolves with that run', async () => {
    const { runs, again, end } = slowWork();
    let answered = 0;
    void again();
    for (let count = 0; count < 5; count += 1) void again().then(() => (answered += 1));
    await end(0);
    expect(runs).toHaveLength(2);
    expect(answered).toBe(0);
    await end(1);
    expect(runs).toHaveLength(2);
    expect(answered).toBe(5);
  });

  it('runs once more after a run that failed, which only its own caller is told', async () => {
    const { runs, again, end } = slowWork();
    const first = again();
    const second = again();
    runs[0]?.reject(new Error('no'));
    await expect(first).rejects.toThrow('no');
    await end(1);
    await expect(second).resolves.toBeUndefined();
  });

  it('serves calls during the second run with a third', async () => {
    const { runs, again, end } = slowWork();
    void again();
    void again();
    await end(0);
    void again();
    expect(runs).toHaveLength(2);
    await end(1);
    expect(runs).toHaveLength(3);
  });
});
