import { describe, expect, it } from 'vitest';
import { createRequestBudget } from '@/utils/genesys-cloud/request-budget';
import { failureOf } from '../failure-of';

const START = 1_000_000;

/** A budget at a time that the test moves, on a shelf that outlives it. */
function createScene() {
  const world = { now: START, times: [] as number[] };
  const shelf = {
    async update(change: (times: number[]) => number[]) {
      world.times = change(world.times);
      return world.times;
    },
  };
  const newWorker = () => createRequestBudget(shelf, () => world.now);
  return { world, budget: newWorker(), newWorker };
}

/** How many requests of a kind pass until the budget refuses. */
async function spendAll(budget: ReturnType<typeof createRequestBudget>, looking: boolean): Promise<number> {
  for (let count = 0; ; count += 1) {
    try {
      await budget.spend(looking);
    } catch {
      return count;
    }
  }
}

describe('the request budget', () => {
  it('is 50 a minute, well under what the platform allows', async () => {
    const { budget } = createScene();
    expect(await spendAll(budget, false)).toBe(50);
  });

  it('leaves 15 for what somebody presses when looking has used up its part', async () => {
    const { budget } = createScene();
    expect(await spendAll(budget, true)).toBe(35);
    expect(await spendAll(budget, false)).toBe(15);
  });

  it('says when there is room again, and there is', async () => {
    const { budget, world } = createScene();
    await budget.spend(false);
    world.now += 10_000;
    await spendAll(budget, false);
    expect(await failureOf(budget.spend(false))).toEqual({ code: 'rate-limited', retryAt: START + 60_000 });
    world.now = START + 60_000;
    await budget.spend(false);
    expect(await failureOf(budget.spend(false))).toEqual({ code: 'rate-limited', retryAt: START + 70_000 });
  });

  it('is not refilled by a new worker', async () => {
    const { budget, newWorker } = createScene();
    await spendAll(budget, false);
    expect(await spendAll(newWorker(), false)).toBe(0);
  });

  it('is not stuck when the computer’s clock was set back', async () => {
    const { budget, world } = createScene();
    await spendAll(budget, false);
    world.now = START - 3_600_000;
    await budget.spend(false);
  });
});
