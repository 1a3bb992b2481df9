import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addMarks,
  advance,
  clockJumpMs,
  lastOlderThan,
  MAX_STEP_MS,
  MAX_UNCONFIRMED_MS,
  mark,
  startRetentionClock,
} from '@/utils/history/retention-clock';
import { DAY, MINUTE, NOW } from './history-harness';

const YEAR = 365 * DAY;
const begin = () => startRetentionClock({ local: NOW, server: NOW }, null);

describe('the retention clock', () => {
  it('does not follow a jump of the computer’s clock that no server confirms, and says how far it is behind', () => {
    const clock = advance(begin(), { local: NOW + 2 * YEAR, server: null });
    expect(clock.time).toBe(NOW);
    expect(clockJumpMs(clock, NOW + 2 * YEAR)).toBe(2 * YEAR);
  });

  it('does not follow a jump that the server contradicts', () => {
    const clock = advance(begin(), { local: NOW + 2 * YEAR, server: NOW + MINUTE });
    expect(clock.time).toBe(NOW + MINUTE);
  });

  it('does not follow a server that is wrong by itself', () => {
    const clock = advance(begin(), { local: NOW + MINUTE, server: NOW + 2 * YEAR });
    expect(clock.time).toBe(NOW + MINUTE);
  });

  it('follows both clocks over any time: the computer was off for a year', () => {
    const clock = advance(begin(), { local: NOW + YEAR, server: NOW + YEAR });
    expect(clock.time).toBe(NOW + YEAR);
    expect(clockJumpMs(clock, NOW + YEAR)).toBe(0);
  });

  it('follows the computer’s clock in small steps without a server, up to a limit', () => {
    let clock = begin();
    for (let day = 1; day <= 100; day += 1) clock = advance(clock, { local: NOW + day * DAY, server: null });
    expect(clock.time).toBe(NOW + MAX_UNCONFIRMED_MS);
    expect(advance(clock, { local: NOW + 100 * DAY, server: NOW + 100 * DAY }).time).toBe(NOW + 100 * DAY);
  });

  it('undoes trusted steps when the server contradicts them', () => {
    let clock = begin();
    for (let step = 1; step <= 9; step += 1)
      clock = mark(advance(clock, { local: NOW + step * 3 * DAY, server: null }), step);
    expect(clock.time).toBe(NOW + 27 * DAY);
    clock = advance(clock, { local: NOW + MINUTE, server: NOW + MINUTE });
    expect(clock.time).toBe(NOW + MINUTE);
    expect(lastOlderThan(clock, 0)).toBe(0);
    // No entry is younger than now, so none waits longer than it has to.
    expect(lastOlderThan(advance(clock, { local: NOW + YEAR, server: NOW + YEAR }), 30 * DAY)).toBe(9);
  });

  it('keeps counting while the computer’s clock stays two years behind', () => {
    let clock = begin();
    for (let day = 1; day <= 100; day += 1)
      clock = advance(clock, { local: NOW - 2 * YEAR + day * DAY, server: NOW + day * DAY });
    expect(clock.time).toBeGreaterThanOrEqual(NOW + 98 * DAY);
  });

  it('does not make entries older that were written while it lagged behind', () => {
    let clock = mark(begin(), 1);
    clock = advance(clock, { local: NOW + DAY, server: NOW + DAY });
    clock = mark(advance(clock, { local: NOW + 100 * DAY, server: null }), 2);
    clock = advance(clock, { local: NOW + 101 * DAY, server: NOW + 101 * DAY });
    expect(lastOlderThan(clock, 90 * DAY)).toBe(1);
  });

  it('begins with the last entry, not with a clock that may have jumped', () => {
    expect(startRetentionClock({ local: NOW + 2 * YEAR, server: null }, NOW).time).toBe(NOW);
    expect(startRetentionClock({ local: NOW + 2 * YEAR, server: NOW }, NOW).time).toBe(NOW);
    expect(startRetentionClock({ local: NOW + YEAR, server: NOW + YEAR }, NOW).time).toBe(NOW + YEAR);
  });

  it('marks earlier entries by their own times, and none as older than the one before it', () => {
    const entries = [
      { seq: 1, at: NOW - 100 * DAY },
      { seq: 2, at: NOW - 900 * DAY },
      { seq: 3, at: NOW + 2 * YEAR },
      { seq: 4, at: NOW - DAY },
    ];
    const clock = addMarks(begin(), entries);
    expect(lastOlderThan(clock, 99 * DAY)).toBe(2);
    // The one from the future counts as written now: it does not stay for two years.
    const later = advance(clock, { local: NOW + 31 * DAY, server: NOW + 31 * DAY });
    expect(lastOlderThan(later, 30 * DAY)).toBe(4);
  });
});

describe('with any clocks', () => {
  /**
   * Real time passes; the computer's clock is set arbitrarily; the server's time is known now and
   * then.
   */
  const moves = fc.array(
    fc.record({
      passes: fc.integer({ min: 0, max: 20 * DAY }),
      offset: fc.option(fc.integer({ min: -3 * YEAR, max: 3 * YEAR }), { nil: undefined }),
      heard: fc.boolean(),
    }),
    { minLength: 1, maxLength: 60 },
  );

  it('no entry is dropped much before its time, and none is of a negative age', () => {
    void fc.assert(
      fc.property(moves, (steps) => {
        let real = NOW;
        let offset = 0;
        let clock = begin();
        const written: { seq: number; real: number }[] = [];
        for (const [index, step] of steps.entries()) {
          real += step.passes;
          offset = step.offset ?? offset;
          clock = advance(clock, { local: real + offset, server: step.heard ? real : null });
          clock = mark(clock, index + 1);
          written.push({ seq: index + 1, real });
          expect(clock.marks.every(({ at }) => at <= clock.time)).toBe(true);
          const dropped = lastOlderThan(clock, 90 * DAY);
          for (const entry of written.filter(({ seq }) => seq <= dropped)) {
            // Steps that only the computer claims may be wrong, within their limit and a wrong day.
            expect(real - entry.real).toBeGreaterThan(90 * DAY - MAX_UNCONFIRMED_MS - MAX_STEP_MS);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('pruning is never blocked for ever: two agreeing clocks later everything old is old', () => {
    void fc.assert(
      fc.property(moves, (steps) => {
        let real = NOW;
        let clock = begin();
        for (const [index, { passes, offset = 0, heard }] of steps.entries()) {
          real += passes;
          clock = mark(advance(clock, { local: real + offset, server: heard ? real : null }), index + 1);
        }
        clock = advance(clock, { local: real, server: real });
        clock = advance(clock, { local: real + 100 * DAY, server: real + 100 * DAY });
        expect(lastOlderThan(clock, 90 * DAY)).toBe(steps.length);
      }),
      { numRuns: 500 },
    );
  });
});
