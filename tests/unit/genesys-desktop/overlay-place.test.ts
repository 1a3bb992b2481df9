import { describe, expect, it } from 'vitest';
import { placeOverlay } from '@/entrypoints/genesys-desktop.content/overlay-place';

const WINDOW = { width: 1_000, height: 600 };
const NOTE = { width: 320, height: 120 };
const box = (left: number, top: number, width = 200) => ({
  left,
  top,
  right: left + width,
  bottom: top + 32,
});
const BELOW = { top: 'calc(100% + 8px)' };
const ABOVE = { bottom: 'calc(100% + 8px)' };

describe('the note beside the button', () => {
  it('is below it, flush with its end', () => {
    expect(placeOverlay(box(500, 100), NOTE, WINDOW, 'ltr')).toMatchObject({ ...BELOW, left: '-120px' });
    expect(placeOverlay(box(500, 100), NOTE, WINDOW, 'rtl')).toMatchObject({ ...BELOW, left: '0px' });
  });

  it('is above it if there is no room below', () => {
    expect(placeOverlay(box(500, 550), NOTE, WINDOW, 'ltr')).toMatchObject(ABOVE);
  });

  it('is where there is more room if there is not enough on either side, and scrolls', () => {
    const tall = { width: 320, height: 900 };
    expect(placeOverlay(box(500, 100), tall, WINDOW, 'ltr')).toMatchObject({ ...BELOW, maxHeight: '452px' });
    expect(placeOverlay(box(500, 400), tall, WINDOW, 'ltr')).toMatchObject({ ...ABOVE, maxHeight: '384px' });
  });

  it.each(['ltr', 'rtl'] as const)('is in the window at both sides, %s', (direction) => {
    const narrow = { width: 320, height: 600 };
    const note = { width: 304, height: 120 };
    for (const left of [8, 60, 110]) {
      const { left: from } = placeOverlay(box(left, 100), note, narrow, direction);
      expect(left + Number.parseFloat(from)).toBe(8);
    }
  });
});
