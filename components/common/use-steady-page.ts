import type { RefObject } from 'preact';
import { useRef } from 'preact/hooks';
import { useKeptFocus } from './use-kept-focus';
import { useOneGesture } from './use-one-gesture';

/**
 * What every page of ours needs while elements appear and disappear: one gesture presses only one
 * control, and the focus is never lost. Call it once per page, and set the ref on its outermost
 * element.
 * @param around the outermost element, if that belongs to somebody else
 */
export function useSteadyPage(around?: RefObject<HTMLElement | null>): RefObject<HTMLDivElement | null> {
  const page = useRef<HTMLDivElement>(null);
  useOneGesture();
  useKeptFocus(around ?? page);
  return page;
}
