import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  actualScale,
  FIT,
  fitScale,
  formatScale,
  scaleOf,
  scrollAfterZoom,
  ZOOM_STEP,
  type Zoom,
  zoomBy,
} from '@/utils/screen-viewer/zoom';

const area = { width: 800, height: 600 };
const picture = { width: 1600, height: 900 };

it('fits the whole picture, in the tighter direction', () => {
  expect(fitScale(area, picture)).toBe(0.5);
  expect(fitScale(area, { width: 100, height: 1200 })).toBe(0.5);
  expect(scaleOf(FIT, area, picture)).toBe(0.5);
});

it('has scale 1 while a size is unknown', () => {
  expect(fitScale({ width: 0, height: 0 }, picture)).toBe(1);
  expect(fitScale(area, { width: 0, height: 0 })).toBe(1);
});

it('calls one pixel of the display for one of the picture its actual size', () => {
  expect(actualScale(1)).toBe(1);
  expect(actualScale(2)).toBe(0.5);
  expect(formatScale(0.5, 2)).toBe('100 %');
  expect(formatScale(0.5, 1)).toBe('50 %');
});

it('zooms in steps from what is shown now, up to eight times', () => {
  expect(zoomBy(FIT, ZOOM_STEP, area, picture)).toEqual({ mode: 'scaled', scale: 0.625 });
  let zoom: Zoom = FIT;
  for (let press = 0; press < 50; press += 1) zoom = zoomBy(zoom, ZOOM_STEP, area, picture);
  expect(zoom).toEqual({ mode: 'scaled', scale: 8 });
  for (let press = 0; press < 50; press += 1) zoom = zoomBy(zoom, 1 / ZOOM_STEP, area, picture);
  expect(zoom).toEqual({ mode: 'scaled', scale: 0.1 });
});

it('can always show the whole of a very large picture', () => {
  const huge = { width: 16_000, height: 9000 };
  let zoom: Zoom = { mode: 'scaled', scale: 1 };
  for (let press = 0; press < 50; press += 1) zoom = zoomBy(zoom, 1 / ZOOM_STEP, area, huge);
  expect(scaleOf(zoom, area, huge)).toBe(fitScale(area, huge));
});

it('keeps the pixel under the pointer in place, wherever the picture can be scrolled that far', () => {
  void fc.assert(
    fc.property(
      fc.double({ min: 1, max: 4, noNaN: true }),
      fc.double({ min: 1.05, max: 2, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (before, factor, atX, atY, along) => {
        // Both scales are larger than the area, so there are no margins and zooming in has room.
        const scroll = {
          x: along * (picture.width * before - area.width),
          y: along * (picture.height * before - area.height),
        };
        const point = { x: atX * area.width, y: atY * area.height };
        const next = scrollAfterZoom(scroll, point, before, before * factor, area, picture);
        expect((next.x + point.x) / (before * factor)).toBeCloseTo((scroll.x + point.x) / before, 6);
        expect((next.y + point.y) / (before * factor)).toBeCloseTo((scroll.y + point.y) / before, 6);
      },
    ),
  );
});

it('never scrolls beyond the picture, and not at all when it is smaller than the area', () => {
  expect(scrollAfterZoom({ x: 0, y: 0 }, { x: 0, y: 0 }, 0.5, 0.4, area, picture)).toEqual({ x: 0, y: 0 });
  expect(scrollAfterZoom({ x: 800, y: 300 }, { x: 800, y: 600 }, 1, 0.75, area, picture)).toEqual({
    x: 400,
    y: 75,
  });
});
