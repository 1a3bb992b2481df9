import { describe, expect, it } from 'vitest';
import {
  createRequestBudget,
  REQUEST_PURPOSES,
  type RequestPurpose,
  type SentRequest,
} from '@/utils/genesys-cloud/request-budget';
import { requestTimesItem } from '@/utils/storage/items';
import { failureOf } from '../failure-of';

const START = 1_000_000;

/** A budget at a time that the test moves, on a shelf that outlives it. */
function createScene() {
  const world = { now: START, sent: [] as SentRequest[] };
  const shelf = {
    async update(change: (sent: SentRequest[]) => SentRequest[]) {
      world.sent = change(world.sent);
      return world.sent;
    },
  };
  const newWorker = () => createRequestBudget(shelf, () => world.now);
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
    ['press', 50],
    ['look', 30],
    ['glance', 16],
    ['open', 30],
    ['list', 10],
    ['name', 9],
    ['check', 24],
  ])('of %s is %i a minute, well under what the platform allows', async (purpose, most) => {
    expect(await spendAll(createScene().budget, purpose)).toBe(most);
  });

  it('leaves 20 for what somebody presses when looking has used up its part', async () => {
    const { budget } = createScene();
    expect(await spendAll(budget, 'look')).toBe(30);
    expect(await spendAll(budget, 'list')).toBe(0);
    expect(await spendAll(budget, 'press')).toBe(20);
  });

  it('of the list is shared with names, which leave the list one', async () => {
    const { budget } = createScene();
    expect(await spendAll(budget, 'name')).toBe(9);
    expect(await spendAll(budget, 'list')).toBe(1);
    expect(await spendAll(budget, 'name')).toBe(0);
    expect(await spendAll(budget, 'look')).toBe(20);
    expect(await spendAll(budget, 'press')).toBe(20);
  });

  it('of the checks takes nothing from the work, and the work nothing from it', async () => {
    const { budget } = createScene();
    expect(await spendAll(budget, 'check')).toBe(24);
    expect(await spendAll(budget, 'open')).toBe(30);
    expect(await spendAll(budget, 'press')).toBe(20);
    const after = createScene().budget;
    await spendAll(after, 'press');
    expect(await spendAll(after, 'check')).toBe(24);
  });

  it('of what pages say is in view takes nothing from the list and from presses', async () => {
    const { budget } = createScene();
    expect(await spendAll(budget, 'glance')).toBe(16);
    expect(await spendAll(budget, 'open')).toBe(30);
    expect(await spendAll(budget, 'press')).toBe(20);
  });

  it('that presses have used up is used up for everybody, but for those with a purse of their own', async () => {
    const { budget } = createScene();
    await spendAll(budget, 'press');
    for (const purpose of REQUEST_PURPOSES.filter((one) => one !== 'check' && one !== 'glance'))
      expect(await spendAll(budget, purpose), purpose).toBe(0);
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

  it('names the later time where two limits hold a request back, and there is room then', async () => {
    const { budget, world } = createScene();
    // The list is full until START + 60 s; all that looks is full until one of those that were sent 20 s later is over.
    await spendAll(budget, 'list');
    world.now = START + 20_000;
    await spendAll(budget, 'press');
    expect(await failureOf(budget.spend('list'))).toEqual({ code: 'rate-limited', retryAt: START + 80_000 });
    world.now = START + 80_000 - 1;
    await failureOf(budget.spend('list'));
    world.now = START + 80_000;
    await budget.spend('list');
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
