import type { FloatingPlace } from './model';

type Size = { width: number; height: number };

/** The least distance from the edges, in CSS pixels. */
export const EDGE_PX = 8;

/** Returns the place of a box whose corner is at `left` and `top` in a window. */
export function placeAt(left: number, top: number, box: Size, window: Size): FloatingPlace {
  const right = window.width - left - box.width;
  const bottom = window.height - top - box.height;
  const place = {
    x: Math.round(Math.min(left, right)),
    y: Math.round(Math.min(top, bottom)),
    fromRight: right < left,
    fromBottom: bottom < top,
  };
  return within(place, box, window);
}

/** Returns the same place, moved as far as needed to have the whole box in the window. */
export function within(place: FloatingPlace, box: Size, window: Size): FloatingPlace {
  const keepIn = (distance: number, length: number, most: number) =>
    Math.max(EDGE_PX, Math.min(distance, most - length - EDGE_PX));
  return {
    ...place,
    x: keepIn(place.x, box.width, window.width),
    y: keepIn(place.y, box.height, window.height),
  };
}

/** Returns where the corner of a box is at this place. */
export function cornerOf(place: FloatingPlace, box: Size, window: Size): { left: number; top: number } {
  return {
    left: place.fromRight ? window.width - place.x - box.width : place.x,
    top: place.fromBottom ? window.height - place.y - box.height : place.y,
  };
}
