import { describe, expect, it } from 'vitest';
import { requestTimesItem } from '@/utils/background/state';
import { createRequestBudget, type SentRequest } from '@/utils/genesys-cloud/request-budget';
import { REQUEST_PRIORITIES, type RequestPriority } from '@/utils/genesys-cloud/request-priority';
import { failureOf } from '../failure-of';

const START = 1_000_000;

/** A budget at a time that the test moves, on a store that outlives it. */
function createScene() {
  const world = { now: START, sent: [] as SentRequest[] };
  const store = {
    async update(change: (sent: SentRequest[]) => SentRequest[]) {
      world.sent = change(world.sent);
      return world.sent;
    },
  };
  const newWorker = () => createRequestBudget(store, () => world.now);
  return { world, budget: newWorker(), newWorker };
}

/** How many requests of a priority pass until the budget refuses. */
async function spendAll(
  budget: ReturnType<typeof createRequestBudget>,
  priority: RequestPriority,
): Promise<number> {
  for (let count = 0; ; count += 1) {
    try {
      await budget.spend(priority);
    } catch {
      return count;
    }
  }
}

describe('the request budget', () => {
  it.each<[RequestPriority, number]>([
    ['interactive', 150],
    ['prefetch', 30],
    ['prefetch-in-view', 16],
    ['open-list', 40],
    ['channel', 12],
    ['refresh', 10],
    ['names', 9],
    ['checks', 27],
  ])('of %s is %i a minute', async (priority, most) => {
    expect(await spendAll(createScene().budget, priority)).toBe(most);
  });

  it('is less than what the platform allows a token when all of it is used', async () => {
    const { budget, world } = createScene();
    for (const priority of REQUEST_PRIORITIES) await spendAll(budget, priority);
    expect(world.sent.length).toBeGreaterThan(240);
    expect(world.sent.length).toBeLessThanOrEqual(285);
  });

  it.each(REQUEST_PRIORITIES)('of %s is available whatever the others have used up', async (priority) => {
    const alone = await spendAll(createScene().budget, priority);
    const { budget } = createScene();
    // Names and the refresh share one purse, in which names leave the refresh one.
    const others = REQUEST_PRIORITIES.filter(
      (one) =>
        one !== priority && !(['refresh', 'names'].includes(one) && ['refresh', 'names'].includes(priority)),
    );
    for (const other of others) await spendAll(budget, other);
    expect(await spendAll(budget, priority)).toBe(alone);
  });

  it('of the refresh is shared with names, which leave it one', async () => {
    const { budget } = createScene();
    expect(await spendAll(budget, 'names')).toBe(9);
    expect(await spendAll(budget, 'refresh')).toBe(1);
    expect(await spendAll(budget, 'names')).toBe(0);
  });

  it('says when there is room again, and there is', async () => {
    const { budget, world } = createScene();
    await budget.spend('interactive');
    world.now += 10_000;
    await spendAll(budget, 'interactive');
    expect(await failureOf(budget.spend('interactive'))).toEqual({
      code: 'rate-limited',
      retryAt: START + 60_000,
    });
    world.now = START + 60_000;
    await budget.spend('interactive');
    expect(await failureOf(budget.spend('interactive'))).toEqual({
      code: 'rate-limited',
      retryAt: START + 70_000,
    });
  });

  it('is not spent by what it refuses', async () => {
    const { budget, world } = createScene();
    await spendAll(budget, 'refresh');
    const before = world.sent.length;
    await failureOf(budget.spend('refresh'));
    expect(world.sent).toHaveLength(before);
  });

  it('is not refilled by a new worker', async () => {
    const { budget, newWorker } = createScene();
    await spendAll(budget, 'interactive');
    expect(await spendAll(newWorker(), 'interactive')).toBe(0);
  });

  it('is not blocked when the computer’s clock was set back', async () => {
    const { budget, world } = createScene();
    await spendAll(budget, 'interactive');
    world.now = START - 3_600_000;
    await budget.spend('interactive');
  });

  it('holds for requests that set out together, on the storage that it has in the product', async () => {
    const budget = createRequestBudget(requestTimesItem, () => START);
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => budget.spend('refresh')));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
  });
});
