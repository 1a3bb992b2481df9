import { describe, expect, it } from 'vitest';
import { createFrameGuard } from '@/utils/notifications/frame-guard';

/** A guard and its clock, in milliseconds. */
function newGuard() {
  let at = 1_000_000;
  const guard = createFrameGuard(() => at);
  return {
    judge: guard.judge,
    pass(ms: number) {
      at += ms;
    },
    /** The distinct verdicts on so many frames at one moment. */
    flood: (count: number) => new Set(Array.from({ length: count }, () => guard.judge('{"topicName":"x"}'))),
  };
}

const TOO_MUCH: [what: string, data: unknown][] = [
  ['a text of 2,000,001 characters', 'x'.repeat(2_000_001)],
  ['a blob of that size', new Blob(['x'.repeat(2_000_001)])],
  ['a buffer of that size', new ArrayBuffer(2_000_001)],
  ['lists a million deep', '['.repeat(1_000_000)],
];

describe('the guard of a socket', () => {
  it('takes a thousand frames a second, second after second', () => {
    const { flood, pass } = newGuard();
    for (let second = 0; second < 60; second += 1) {
      expect(flood(1_000)).toEqual(new Set(['take']));
      pass(1_000);
    }
  });

  it('takes no more than that of a flood, which counts once a second, and ends the socket at the fifth', () => {
    const { flood, pass } = newGuard();
    for (let second = 1; second <= 4; second += 1) {
      expect(flood(10_000)).toEqual(new Set(['take', 'drop']));
      pass(1_000);
    }
    expect(flood(10_000)).toContain('end');
  });

  it('takes eight million characters a second, second after second', () => {
    const { judge, pass } = newGuard();
    for (let second = 0; second < 60; second += 1) {
      expect(Array.from({ length: 4 }, () => judge('x'.repeat(2_000_000)))).not.toContain('drop');
      pass(1_000);
    }
  });

  it.each([
    ['texts', () => 'x'.repeat(1_900_000)],
    ['buffers', () => new ArrayBuffer(1_900_000)],
  ])(
    'takes no more than that of %s, which counts once a second, and ends the socket at the fifth',
    (_what, frame) => {
      const { judge, pass } = newGuard();
      const second = () => Array.from({ length: 20 }, () => judge(frame()));
      for (let times = 1; times <= 4; times += 1) {
        expect(second()).toEqual([...Array(4).fill('take'), ...Array(16).fill('drop')]);
        pass(1_000);
      }
      expect(second()).toContain('end');
    },
  );

  it('forgives what is a minute ago: a computer that slept catches up', () => {
    const { flood, pass } = newGuard();
    for (let times = 0; times < 20; times += 1) {
      expect(flood(2_000)).not.toContain('end');
      pass(20_000);
    }
  });

  it.each(TOO_MUCH)('drops %s, and ends the socket at the fifth', (_what, data) => {
    const { judge } = newGuard();
    const begun = performance.now();
    expect(Array.from({ length: 5 }, () => judge(data))).toEqual(['drop', 'drop', 'drop', 'drop', 'end']);
    // A generous guard: parsing it would take longer.
    expect(performance.now() - begun).toBeLessThan(500);
  });

  it('takes what is just of the size, binary too', () => {
    const { judge } = newGuard();
    expect(judge('x'.repeat(2_000_000))).toBe('take');
    expect(judge(new Blob(['x']))).toBe('take');
  });
});
