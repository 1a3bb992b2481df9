import { describe, expect, it } from 'vitest';
import { requestTimesItem } from '@/utils/background/state';
import {
  createRequestBudget,
  REQUEST_PURPOSES,
  type RequestPurpose,
  type SentRequest,
} from '@/utils/genesys-cloud/request-budget';
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

/** How many requests of a purpose pass until the budget refuses. */
async function spendAll(
  budget: ReturnType<typeof createRequestBudget>,
  purpose: RequestPurpose,
): Promise<number> {
  for (let count = 0; ; count += 1) {
    try {
      await budget.spend(purpose);
    } catch {
      return count;
    }
  }
}

describe('the request budget', () => {
  it.each<[RequestPurpose, number]>([
    ['press', 150],
    ['look', 30],
    ['glance', 16],
    ['open', 40],
    ['channel', 12],
    ['list', 10],
    ['name', 9],
    ['check', 24],
  ])('of %s is %i a minute', async (purpose, most) => {
    expect(await spendAll(createScene().budget, purpose)).toBe(most);
  });

  it('is less than what the platform allows a token when all of it is used', async () => {
    const { budget, world } = createScene();
    for (const purpose of REQUEST_PURPOSES) await spendAll(budget, purpose);
    expect(world.sent.length).toBeGreaterThan(240);
    expect(world.sent.length).toBeLessThanOrEqual(285);
  });

  it.each(REQUEST_PURPOSES)('of %s is there whatever else has used up its own', async (purpose) => {
    const alone = await spendAll(createScene().budget, purpose);
    const { budget } = createScene();
    // Names and the list share one purse, in which names leave the list one.
    const others = REQUEST_PURPOSES.filter(
      (one) => one !== purpose && !(['list', 'name'].includes(one) && ['list', 'name'].includes(purpose)),
    );
    for (const other of others) await spendAll(budget, other);
    expect(await spendAll(budget, purpose)).toBe(alone);
  });

  it('of the list is shared with names, which leave the list one', async () => {
    const { budget } = createScene();
    expect(await spendAll(budget, 'name')).toBe(9);
    expect(await spendAll(budget, 'list')).toBe(1);
    expect(await spendAll(budget, 'name')).toBe(0);
  });

  it('says when there is room again, and there is', async () => {
    const { budget, world } = createScene();
    await budget.spend('press');
    world.now += 10_000;
    await spendAll(budget, 'press');
    expect(await failureOf(budget.spend('press'))).toEqual({ code: 'rate-limited', retryAt: START + 60_000 });
    world.now = START + 60_000;
    await budget.spend('press');
    expect(await failureOf(budget.spend('press'))).toEqual({ code: 'rate-limited', retryAt: START + 70_000 });
  });

  it('is not spent by what it refuses', async () => {
    const { budget, world } = createScene();
    await spendAll(budget, 'list');
    const before = world.sent.length;
    await failureOf(budget.spend('list'));
    expect(world.sent).toHaveLength(before);
  });

  it('is not refilled by a new worker', async () => {
    const { budget, newWorker } = createScene();
    await spendAll(budget, 'press');
    expect(await spendAll(newWorker(), 'press')).toBe(0);
  });

  it('is not stuck when the computer’s clock was set back', async () => {
    const { budget, world } = createScene();
    await spendAll(budget, 'press');
    world.now = START - 3_600_000;
    await budget.spend('press');
  });

  it('holds for requests that set out together, on the storage that it has in the product', async () => {
    const budget = createRequestBudget(requestTimesItem, () => START);
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => budget.spend('list')));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
  });
});
