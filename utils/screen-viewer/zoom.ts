/** A width and height, in CSS pixels or in pixels of the picture. */
export type Size = { width: number; height: number };
/** A place in the visible area, in CSS pixels from its upper left corner. */
export type Point = { x: number; y: number };

/**
 * How large a picture is drawn. `fit`: as large as the area allows, also after the area changes.
 * `scale`: CSS pixels per pixel of the picture.
 */
export type Zoom = { mode: 'fit' } | { mode: 'scaled'; scale: number };

export const FIT: Zoom = { mode: 'fit' };

/** One press of a button, or one notch of a wheel. */
export const ZOOM_STEP = 1.25;
/** The largest picture: eight CSS pixels per pixel. */
const MOST_SCALE = 8;
/** The smallest: a tenth, unless even the whole picture is smaller. */
const LEAST_SCALE = 0.1;

/** The scale at which the whole picture is visible; 1 while a size is unknown. */
export function fitScale(area: Size, picture: Size): number {
  if (area.width <= 0 || area.height <= 0 || picture.width <= 0 || picture.height <= 0) return 1;
  return Math.min(area.width / picture.width, area.height / picture.height);
}

/** The scale at which a pixel of the picture is a pixel of this display. */
export const actualScale = (pixelRatio: number): number => 1 / (pixelRatio > 0 ? pixelRatio : 1);

/** The scale of a zoom. */
export function scaleOf(zoom: Zoom, area: Size, picture: Size): number {
  return zoom.mode === 'fit' ? fitScale(area, picture) : zoom.scale;
}

/** Zooms by a factor, within the limits. */
export function zoomBy(zoom: Zoom, factor: number, area: Size, picture: Size): Zoom {
  const fit = fitScale(area, picture);
  const scale = scaleOf(zoom, area, picture) * factor;
  return { mode: 'scaled', scale: Math.min(MOST_SCALE, Math.max(Math.min(fit, LEAST_SCALE), scale)) };
}

/**
 * How far the area must be scrolled after a zoom, so that the picture stays in place under a point.
 * @param scroll how far it is scrolled now
 */
export function scrollAfterZoom(
  scroll: Point,
  point: Point,
  before: number,
  after: number,
  area: Size,
  picture: Size,
): Point {
  const along = (from: number, at: number, size: number, whole: number) => {
    // A picture smaller than the area is centered in it.
    const margin = (scale: number) => Math.max(0, (size - whole * scale) / 2);
    const pixel = (from + at - margin(before)) / before;
    return Math.min(Math.max(0, pixel * after + margin(after) - at), Math.max(0, whole * after - size));
  };
  return {
    x: along(scroll.x, point.x, area.width, picture.width),
    y: along(scroll.y, point.y, area.height, picture.height),
  };
}

/** A scale as users read it: how large a pixel of the picture is on this display, `75 %`. */
export function formatScale(scale: number, pixelRatio: number): string {
  return `${Math.round((scale / actualScale(pixelRatio)) * 100)} %`;
}
