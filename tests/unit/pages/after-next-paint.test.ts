import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { afterNextPaint } from '@/utils/pages/after-next-paint';

let frame: (() => void) | undefined;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('requestAnimationFrame', (goOn: () => void) => {
    frame = goOn;
    return 1;
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  frame = undefined;
});

describe('after the next paint', () => {
  it('goes on in the task after the frame, not within it', () => {
    const goOn = vi.fn();
    afterNextPaint(goOn);
    frame?.();
    expect(goOn).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(goOn).toHaveBeenCalledOnce();
  });

  it('goes on after 200 ms where no frame is painted, and not again when one is', () => {
    const goOn = vi.fn();
    afterNextPaint(goOn);
    vi.advanceTimersByTime(199);
    expect(goOn).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(goOn).toHaveBeenCalledOnce();
    frame?.();
    vi.advanceTimersByTime(1000);
    expect(goOn).toHaveBeenCalledOnce();
  });
});
