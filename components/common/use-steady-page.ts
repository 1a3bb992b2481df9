import type { RefObject } from 'preact';
import { useRef } from 'preact/hooks';
import { useKeptFocus } from './use-kept-focus';
import { useOneGesture } from './use-one-gesture';

/**
 * What every page of ours does whatever comes and goes on it: one gesture presses one control, and
 * the focus is never lost. Call it once for a page, and give its outermost element the reference.
 */
export function useSteadyPage(): RefObject<HTMLDivElement | null> {
  const page = useRef<HTMLDivElement>(null);
  useOneGesture();
  useKeptFocus(page);
  return page;
}
