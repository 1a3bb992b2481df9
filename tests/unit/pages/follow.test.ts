import { beforeEach, describe, expect, it, vi } from 'vitest';
import { follow } from '@/utils/pages/follow';

/** What waits for the next paint; nothing is painted before the test says so. */
const unpainted: (() => void)[] = [];
vi.mock('@/utils/pages/after-next-paint', () => ({
  afterNextPaint: (goOn: () => void) => unpainted.push(goOn),
}));

beforeEach(() => {
  unpainted.length = 0;
});

type Value = { name: string };
const OLD: Value = { name: 'old' };
const NEW: Value = { name: 'new' };

const turns = async () => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

/** Follows an item that was asked for early; both readings are answered when the test says so. */
function followedEarly() {
  const early = Promise.withResolvers<Value>();
  const reading = Promise.withResolvers<Value>();
  const get = vi.fn(() => reading.promise);
  const listeners = new Set<(value: Value) => void>();
  const heard: Value[] = [];
  const stop = follow<Value>(
    {
      get,
      getEarly: () => early.promise,
      watch(onChange) {
        listeners.add(onChange);
        return () => listeners.delete(onChange);
      },
    },
    (value) => heard.push(value),
  );
  return {
    get,
    heard,
    listeners,
    stop,
    change(value: Value) {
      for (const listener of listeners) listener(value);
    },
    async answerEarly(value: Value) {
      early.resolve(value);
      await turns();
    },
    async paint() {
      for (const goOn of unpainted.splice(0)) goOn();
      await turns();
    },
    async answerReading(value: Value) {
      reading.resolve(value);
      await turns();
    },
  };
}

describe('following an item that was asked for early', () => {
  it('hands out the early value first, and reads nothing before it was painted', async () => {
    const { get, heard, answerEarly, paint } = followedEarly();
    await answerEarly(OLD);
    expect(heard).toEqual([OLD]);
    expect(get).not.toHaveBeenCalled();
    await paint();
    expect(get).toHaveBeenCalledOnce();
  });

  it('hands out what the second reading brings where it differs', async () => {
    const { heard, answerEarly, paint, answerReading } = followedEarly();
    await answerEarly(OLD);
    await paint();
    await answerReading(NEW);
    expect(heard).toEqual([OLD, NEW]);
  });

  it('hands out nothing again where the second reading brings the same', async () => {
    const { heard, answerEarly, paint, answerReading } = followedEarly();
    await answerEarly(OLD);
    await paint();
    await answerReading({ ...OLD });
    expect(heard).toEqual([OLD]);
  });

  it('does not go back to the early value when a change overtakes it', async () => {
    const { heard, change, answerEarly, paint, answerReading } = followedEarly();
    change(NEW);
    await answerEarly(OLD);
    await paint();
    await answerReading(OLD);
    expect(heard).toEqual([NEW]);
  });

  it('does not go back to the second reading when a change overtakes that', async () => {
    const { heard, change, answerEarly, paint, answerReading } = followedEarly();
    await answerEarly(OLD);
    await paint();
    change(NEW);
    await answerReading({ name: 'read before the change' });
    expect(heard).toEqual([OLD, NEW]);
  });

  it('hears each later change, until it is stopped', async () => {
    const { heard, change, listeners, stop, answerEarly } = followedEarly();
    await answerEarly(OLD);
    change(NEW);
    stop();
    change(OLD);
    expect(heard).toEqual([OLD, NEW]);
    expect(listeners.size).toBe(0);
  });
});

it('following an item for which nothing was asked early reads at once, and once', async () => {
  const get = vi.fn(async () => NEW);
  const heard: Value[] = [];
  follow<Value>({ get, getEarly: () => null, watch: () => () => undefined }, (value) => heard.push(value));
  await turns();
  expect(heard).toEqual([NEW]);
  expect(get).toHaveBeenCalledOnce();
  expect(unpainted).toEqual([]);
});
