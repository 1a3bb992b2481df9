import { describe, expect, it } from 'vitest';
import { createSerializer } from '@/utils/concurrency/serialize';

describe('createSerializer', () => {
  it('begins a task only when the one before has ended', async () => {
    const serialize = createSerializer();
    const gate = Promise.withResolvers<void>();
    const steps: string[] = [];
    const first = serialize(async () => {
      steps.push('first begins');
      await gate.promise;
      steps.push('first ends');
    });
    const second = serialize(async () => void steps.push('second'));
    const third = serialize(async () => void steps.push('third'));
    await Promise.resolve();
    expect(steps).toEqual(['first begins']);
    gate.resolve();
    await Promise.all([first, second, third]);
    expect(steps).toEqual(['first begins', 'first ends', 'second', 'third']);
  });

  it('gives each caller the outcome of its own task', async () => {
    const serialize = createSerializer();
    expect(await Promise.all([serialize(async () => 1), serialize(async () => 'two')])).toEqual([1, 'two']);
  });

  it('runs the next task after a failed one, and tells only the caller of the failure', async () => {
    const serialize = createSerializer();
    const outcomes = await Promise.allSettled([
      serialize(() => Promise.reject(new Error('refused'))),
      serialize(() => {
        throw new Error('thrown');
      }),
      serialize(async () => 'done'),
    ]);
    expect(outcomes).toEqual([
      { status: 'rejected', reason: new Error('refused') },
      { status: 'rejected', reason: new Error('thrown') },
      { status: 'fulfilled', value: 'done' },
    ]);
  });

  it('lets queues run beside each other', async () => {
    const [one, other] = [createSerializer(), createSerializer()];
    const gate = Promise.withResolvers<void>();
    const blocked = one(() => gate.promise);
    expect(await other(async () => 'done')).toBe('done');
    gate.resolve();
    await blocked;
  });
});
