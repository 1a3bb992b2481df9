import { EDGE_PX } from '@/utils/genesys-desktop/floating-place';

type Box = Pick<DOMRect, 'left' | 'right' | 'top' | 'bottom'>;
type Size = { width: number; height: number };

/** Inline styles of an overlay, measured from the corner of the button's box. */
export type OverlayPlace = { left: string; maxHeight: string } & ({ top: string } | { bottom: string });

/** Between the button and its overlay, in CSS pixels. */
const GAP_PX = 8;

/**
 * Returns where the note or the menu of a button goes: below it and flush with its end; above it if
 * there is more room; and within the window at all sides.
 */
export function placeOverlay(box: Box, overlay: Size, window: Size, direction: 'ltr' | 'rtl'): OverlayPlace {
  const flush = direction === 'rtl' ? box.left : box.right - overlay.width;
  const most = window.width - EDGE_PX - overlay.width;
  const left = Math.round(Math.max(EDGE_PX, Math.min(flush, most)) - box.left);
  const below = window.height - box.bottom - GAP_PX - EDGE_PX;
  const above = box.top - GAP_PX - EDGE_PX;
  const isAbove = overlay.height > below && above > below;
  const distance = `calc(100% + ${GAP_PX}px)`;
  return {
    left: `${left}px`,
    // A button outside the window has no room at all; its overlay scrolls with it.
    maxHeight: `${Math.max(96, Math.floor(isAbove ? above : below))}px`,
    ...(isAbove ? { bottom: distance } : { top: distance }),
  };
}
