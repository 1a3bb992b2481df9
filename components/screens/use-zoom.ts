import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import {
  actualScale,
  FIT,
  formatScale,
  type Point,
  type Size,
  scaleOf,
  scrollAfterZoom,
  ZOOM_STEP,
  type Zoom,
  zoomBy,
} from '@/utils/screen-viewer/zoom';

/** How the picture of a stage is enlarged, and by what. */
export type ZoomControl = {
  mode: 'fit' | 'actual' | 'other';
  /** The scale in words. */
  label: string;
  /** The size of the picture in CSS pixels; `null` while it fits the area. */
  drawn: Size | null;
  fit(): void;
  actual(): void;
  larger(): void;
  smaller(): void;
  /** A double-click: actual size at this place, or all of it again. */
  toggleAt(event: MouseEvent): void;
};

const NO_SIZE: Size = { width: 0, height: 0 };

/**
 * Zooms and moves the picture of a stage: by buttons and keys at its middle, by wheel and
 * double-click under the pointer. The stage scrolls; the pointer drags it.
 */
export function useZoom(stage: RefObject<HTMLElement | null>, picture: Size | null): ZoomControl {
  const [zoom, setZoom] = useState<Zoom>(FIT);
  const area = useSize(stage);
  /** Applied after the new size is drawn. */
  const scrollTo = useRef<Point | null>(null);
  const size = picture ?? NO_SIZE;
  const ratio = window.devicePixelRatio;
  const scale = scaleOf(zoom, area, size);

  function apply(next: Zoom, point: Point = { x: area.width / 2, y: area.height / 2 }) {
    const element = stage.current;
    if (element) {
      const scroll = { x: element.scrollLeft, y: element.scrollTop };
      scrollTo.current = scrollAfterZoom(scroll, point, scale, scaleOf(next, area, size), area, size);
    }
    setZoom(next);
  }
  const by = (factor: number, point?: Point) => apply(zoomBy(zoom, factor, area, size), point);
  const actual: Zoom = { mode: 'scaled', scale: actualScale(ratio) };

  useLayoutEffect(() => {
    const element = stage.current;
    if (!element || !scrollTo.current) return;
    element.scrollTo(scrollTo.current.x, scrollTo.current.y);
    scrollTo.current = null;
  }, [zoom, stage]);

  useDrag(stage, zoom.mode === 'scaled');
  useWheel(stage, by);

  return {
    mode: zoom.mode === 'fit' ? 'fit' : zoom.scale === actualScale(ratio) ? 'actual' : 'other',
    label: picture ? formatScale(scale, ratio) : '',
    drawn:
      picture && zoom.mode === 'scaled'
        ? { width: picture.width * scale, height: picture.height * scale }
        : null,
    fit: () => setZoom(FIT),
    actual: () => apply(actual),
    larger: () => by(ZOOM_STEP),
    smaller: () => by(1 / ZOOM_STEP),
    toggleAt(event) {
      const element = stage.current;
      if (!element) return;
      if (zoom.mode === 'scaled') setZoom(FIT);
      else apply(actual, pointIn(element, event));
    },
  };
}

function useSize(target: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState<Size>(NO_SIZE);
  useEffect(() => {
    const element = target.current;
    if (!element) return undefined;
    // The outer size: scroll bars come and go with the zoom.
    const read = () => setSize({ width: element.offsetWidth, height: element.offsetHeight });
    read();
    const observer = new ResizeObserver(read);
    observer.observe(element);
    return () => observer.disconnect();
  }, [target]);
  return size;
}

function useDrag(target: RefObject<HTMLElement | null>, isActive: boolean) {
  useEffect(() => {
    const element = target.current;
    if (!element || !isActive) return undefined;
    const onDown = (event: PointerEvent) => {
      // Fingers scroll by themselves, and a press on a scroll bar is not ours.
      if (event.pointerType === 'touch' || event.button !== 0) return;
      if (event.offsetX > element.clientWidth + element.scrollLeft) return;
      element.setPointerCapture(event.pointerId);
    };
    const onMove = (event: PointerEvent) => {
      if (element.hasPointerCapture(event.pointerId)) element.scrollBy(-event.movementX, -event.movementY);
    };
    element.addEventListener('pointerdown', onDown);
    element.addEventListener('pointermove', onMove);
    return () => {
      element.removeEventListener('pointerdown', onDown);
      element.removeEventListener('pointermove', onMove);
    };
  }, [target, isActive]);
}

function useWheel(target: RefObject<HTMLElement | null>, by: (factor: number, point: Point) => void) {
  const latest = useRef(by);
  latest.current = by;
  useEffect(() => {
    const element = target.current;
    if (!element) return undefined;
    const onWheel = (event: WheelEvent) => {
      // Without the key, the wheel scrolls. With it, the browser would zoom the whole page.
      if (!event.ctrlKey) return;
      event.preventDefault();
      latest.current(event.deltaY < 0 ? ZOOM_STEP : 1 / ZOOM_STEP, pointIn(element, event));
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [target]);
}

function pointIn(element: HTMLElement, { clientX, clientY }: MouseEvent): Point {
  const { left, top } = element.getBoundingClientRect();
  return { x: clientX - left, y: clientY - top };
}
