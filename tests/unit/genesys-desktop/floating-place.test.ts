import { describe, expect, it } from 'vitest';
import { cornerOf, EDGE_PX, placeAt, within } from '@/utils/genesys-desktop/floating-place';

const BOX = { width: 200, height: 32 };
const WINDOW = { width: 1_000, height: 600 };
const NARROW = { width: 320, height: 500 };

describe('where the button floats', () => {
  it('is measured from the nearest edges, so that it stays in its corner', () => {
    const place = placeAt(770, 540, BOX, WINDOW);
    expect(place).toEqual({ x: 30, y: 28, fromRight: true, fromBottom: true });
    expect(cornerOf(place, BOX, WINDOW)).toEqual({ left: 770, top: 540 });
    expect(cornerOf(place, BOX, NARROW)).toEqual({ left: 90, top: 440 });
  });

  it.each([
    [-500, -500, { left: EDGE_PX, top: EDGE_PX }],
    [5_000, 5_000, { left: 792, top: 560 }],
    [5_000, -1, { left: 792, top: EDGE_PX }],
  ])('is in the window, wherever it is dragged: %i, %i', (left, top, corner) => {
    expect(cornerOf(placeAt(left, top, BOX, WINDOW), BOX, WINDOW)).toEqual(corner);
  });

  it('comes into a smaller window, and can then be moved in all of it', () => {
    const place = within({ x: 700, y: 20, fromRight: false, fromBottom: false }, BOX, NARROW);
    expect(cornerOf(place, BOX, NARROW)).toEqual({ left: 112, top: 20 });
  });

  it('begins at the edge if the window is smaller than the button', () => {
    expect(
      within({ x: 0, y: 0, fromRight: true, fromBottom: true }, BOX, { width: 100, height: 20 }),
    ).toMatchObject({
      x: EDGE_PX,
      y: EDGE_PX,
    });
  });
});
