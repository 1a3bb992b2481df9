import { describe, expect, it } from 'vitest';
import { singleFlight } from '@/utils/concurrency/single-flight';

describe('singleFlight', () => {
  it('gives all who come while the work runs the same outcome of one run', async () => {
    let runs = 0;
    const gate = Promise.withResolvers<void>();
    const fly = singleFlight(async () => {
      runs += 1;
      await gate.promise;
      return { run: runs };
    });
    const callers = Array.from({ length: 10 }, () => fly());
    gate.resolve();
    const outcomes = await Promise.all(callers);
    expect(runs).toBe(1);
    expect(new Set(outcomes).size).toBe(1);
  });

  it('runs again for whoever comes after the end', async () => {
    let runs = 0;
    const fly = singleFlight(async () => {
      runs += 1;
      return runs;
    });
    expect([await fly(), await fly()]).toEqual([1, 2]);
  });

  it('lets every waiter see a failure and runs again afterwards', async () => {
    let runs = 0;
    const fly = singleFlight(async () => {
      runs += 1;
      if (runs === 1) throw new Error('first run fails');
      return runs;
    });
    const outcomes = await Promise.allSettled([fly(), fly()]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await fly()).toBe(2);
  });
});
