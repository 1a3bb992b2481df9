import type { ComponentChildren, RefObject } from 'preact';
import { placeBeside } from './place-beside';
import { useOverlay } from './use-overlay';
import './Popover.css';

/**
 * A small panel beside the button that opened it, at most 360 by 320 pixels; more scrolls inside.
 * Mount it to open it. Escape, a press outside and `onClose` close it; the focus returns to the
 * button. {@link useOpener} keeps whether it is open.
 */
export function Popover({
  label,
  opener,
  onClose,
  class: className = '',
  children,
}: {
  /** Accessible name. */
  label: string;
  opener: RefObject<HTMLElement | null>;
  onClose: () => void;
  class?: string;
  children: ComponentChildren;
}) {
  const overlay = useOverlay<HTMLDialogElement>({
    opener,
    onClose,
    place: (element) => placeBeside(element, opener.current),
  });
  return (
    // No snapshot of the popup includes a dialog.
    <dialog
      ref={overlay}
      popover="manual"
      class={`overlay popover ${className}`}
      aria-label={label}
      tabIndex={-1}
      // If a control of it goes, the focus must not go behind it.
      data-focus-place=""
    >
      {children}
    </dialog>
  );
}
