import { beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createClockChanges } from '@/utils/background/clock-changes';
import { clockDifferenceItem } from '@/utils/background/state';
import { createServerClock } from '@/utils/http/server-clock';

const NOW = Date.parse('2026-08-01T12:00:00Z');
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

beforeEach(() => fakeBrowser.reset());

/** A computer and a server; `worker` begins as a new worker does. */
function createScene() {
  const at = { local: NOW, server: NOW };
  const moved: number[] = [];
  function worker(moveTimes = async (ms: number) => void moved.push(ms)) {
    const clock = createServerClock(() => at.local);
    const { noteTime, resume } = createClockChanges({ clock, stored: clockDifferenceItem, moveTimes });
    const begun = resume();
    return {
      clock,
      begun,
      async answer(tookMs = 0) {
        await begun;
        await noteTime(new Date(at.server).toUTCString(), at.local - tookMs);
      },
    };
  }
  return { at, moved, worker };
}

describe('a clock that is set', () => {
  it.each([10 * MINUTE, -10 * MINUTE, 3 * DAY, -3 * DAY])('by %d ms moves the stored times', async (ms) => {
    const { at, moved, worker } = createScene();
    const { answer } = worker();
    await answer();
    at.local += ms;
    await answer();
    await answer();
    expect(moved).toEqual([ms]);
    at.local -= ms;
    await answer();
    expect(moved).toEqual([ms, -ms]);
  });

  it('is noticed by the next worker', async () => {
    const { at, moved, worker } = createScene();
    await worker().answer();
    at.local += 10 * MINUTE;
    await worker().answer();
    await worker().answer();
    expect(moved).toEqual([10 * MINUTE]);
  });

  it('moves the times before any answer is used', async () => {
    const { at, worker } = createScene();
    const moving = Promise.withResolvers<void>();
    const begun = vi.fn();
    const { answer } = worker(async () => {
      begun();
      await moving.promise;
    });
    await answer();
    at.local += DAY;
    const used: string[] = [];
    const answers = [answer().then(() => used.push('first')), answer().then(() => used.push('second'))];
    await vi.waitFor(() => expect(begun).toHaveBeenCalledTimes(1));
    expect(used).toEqual([]);
    moving.resolve();
    await Promise.all(answers);
    expect(used).toEqual(['first', 'second']);
  });
});

describe('a clock that is not set', () => {
  it('moves nothing during hours of sleep, in which both clocks go on', async () => {
    const { at, moved, worker } = createScene();
    const { answer } = worker();
    await answer();
    at.local += 9 * 60 * MINUTE;
    at.server += 9 * 60 * MINUTE;
    await answer();
    expect(moved).toEqual([]);
  });

  it('moves nothing because an answer was slow, for this worker or the next', async () => {
    const { at, moved, worker } = createScene();
    await worker().answer();
    at.local += 9_000;
    for (const { answer } of [worker(), worker()]) await answer(9_000);
    expect(moved).toEqual([]);
  });

  it('moves nothing because it was wrong all along', async () => {
    const { at, moved, worker } = createScene();
    at.server += 10 * MINUTE;
    await worker().answer();
    await worker().answer();
    expect(moved).toEqual([]);
  });

  it('is known to the next worker before any answer', async () => {
    const { at, worker } = createScene();
    at.server += 10 * MINUTE;
    await worker().answer();
    const { clock, begun } = worker();
    await begun;
    expect(clock.localize(new Date(at.server).toISOString())).toBe(new Date(at.local).toISOString());
  });

  it('moves nothing while no answer tells the time', async () => {
    const { moved, worker } = createScene();
    const { clock } = worker();
    const { noteTime } = createClockChanges({
      clock,
      stored: clockDifferenceItem,
      moveTimes: async (ms) => void moved.push(ms),
    });
    await noteTime(null, NOW);
    await noteTime('yesterday', NOW);
    expect(moved).toEqual([]);
    expect(await clockDifferenceItem.get()).toBeNull();
  });
});
