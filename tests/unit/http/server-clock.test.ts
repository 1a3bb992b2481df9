import { describe, expect, it } from 'vitest';
import { createServerClock } from '@/utils/http/server-clock';

const NOW = Date.parse('2026-08-01T12:00:00Z');
const TEN_MINUTES = 10 * 60_000;
const dateHeader = (time: number) => new Date(time).toUTCString();

describe('the server’s clock', () => {
  it.each([TEN_MINUTES, -TEN_MINUTES])('is %d ms off: what it calls now is now here', (skew) => {
    const clock = createServerClock(() => NOW);
    clock.observe(dateHeader(NOW + skew));
    expect(clock.localize(new Date(NOW + skew).toISOString())).toBe(new Date(NOW).toISOString());
  });

  it('is right: its times stay as they are written', () => {
    const clock = createServerClock(() => NOW);
    clock.observe(dateHeader(NOW + 1_500));
    expect(clock.localize('2026-08-01T12:00:00.5Z')).toBe('2026-08-01T12:00:00.5Z');
  });

  it('is not known without a Date header, or with one that is none', () => {
    const clock = createServerClock(() => NOW);
    for (const header of [null, '', 'yesterday']) clock.observe(header);
    expect(clock.localize('2026-08-01T12:00:00Z')).toBe('2026-08-01T12:00:00Z');
  });

  it('is set right again when the computer’s clock was', () => {
    const clock = createServerClock(() => NOW);
    clock.observe(dateHeader(NOW + TEN_MINUTES));
    clock.observe(dateHeader(NOW));
    expect(clock.localize('2026-08-01T12:00:00Z')).toBe('2026-08-01T12:00:00Z');
  });

  it('keeps the difference that fits, however slow the answer and though the computer slept', () => {
    let now = NOW;
    const clock = createServerClock(() => now);
    clock.observe(dateHeader(NOW + TEN_MINUTES), NOW - 200);
    const sentAt = now;
    now += 7_000;
    // Written when its request came, read much later.
    clock.observe(dateHeader(NOW + TEN_MINUTES), sentAt);
    expect(clock.aheadMs()).toBe(TEN_MINUTES);
    now += 60 * 60_000;
    clock.observe(dateHeader(NOW + TEN_MINUTES), sentAt);
    expect(clock.aheadMs()).toBe(TEN_MINUTES);
  });

  it('learns nothing from an answer during which the computer’s clock was set back', () => {
    let now = NOW;
    const clock = createServerClock(() => now);
    const sentAt = now;
    now -= TEN_MINUTES;
    clock.observe(dateHeader(NOW), sentAt);
    expect(clock.aheadMs()).toBe(0);
    clock.observe(dateHeader(NOW), now);
    expect(clock.aheadMs()).toBe(TEN_MINUTES);
  });

  it.each(['9999-12-31T23:59:59Z', '1970-01-01T00:00:00Z'])('is not believed to be %s', (time) => {
    const clock = createServerClock(() => NOW);
    clock.observe(dateHeader(Date.parse(time)));
    expect(clock.aheadMs()).toBe(0);
  });

  it('goes on with the difference that an earlier worker knew, until it knows its own', () => {
    const clock = createServerClock(() => NOW);
    clock.resume(TEN_MINUTES);
    expect(clock.aheadMs()).toBe(TEN_MINUTES);
    clock.observe(dateHeader(NOW));
    clock.resume(TEN_MINUTES);
    expect(clock.aheadMs()).toBe(0);
  });

  it('tells the server’s time, which no change of the computer’s clock moves', () => {
    let now = NOW;
    let elapsed = 0;
    const clock = createServerClock(
      () => now,
      () => elapsed,
    );
    expect(clock.serverNow()).toBeNull();
    clock.observe(dateHeader(NOW));
    now += 365 * 24 * 60 * 60_000;
    elapsed += 5_000;
    expect(clock.serverNow()).toBe(NOW + 5_000);
  });

  it('says how far the server is ahead, and nothing of a difference too small to be one', () => {
    const clock = createServerClock(() => NOW);
    expect(clock.aheadMs()).toBe(0);
    clock.observe(dateHeader(NOW + TEN_MINUTES));
    expect(clock.aheadMs()).toBe(TEN_MINUTES);
    clock.observe(dateHeader(NOW + 1_000));
    expect(clock.aheadMs()).toBe(0);
  });

  it.each(['Amelia Hart', '2026-08-01', '12:00:00', '2026-13-45T99:99:99Z', 'on 2026-08-01T12:00:00Z'])(
    'leaves %j alone, which is no point in time',
    (text) => {
      const clock = createServerClock(() => NOW);
      clock.observe(dateHeader(NOW + TEN_MINUTES));
      expect(clock.localize(text)).toBe(text);
    },
  );
});
