import { X } from 'lucide';
import type { ComponentChildren } from 'preact';
import { t } from '@/utils/i18n/messages';
import { IconButton } from './IconButton';
import { useOverlay } from './use-overlay';
import './Sheet.css';

/**
 * A panel at the bottom of the window, over the page, at most six tenths of its height; more
 * scrolls inside. Mount it to open it. Escape, a press outside and its button close it; the focus
 * returns to where it was.
 */
export function Sheet({
  title,
  hasTitle = true,
  onClose,
  children,
}: {
  title: string;
  /** False if the content says its title itself; the sheet is still named by it. */
  hasTitle?: boolean;
  onClose: () => void;
  children: ComponentChildren;
}) {
  const overlay = useOverlay<HTMLDialogElement>({ covers: true, onClose });
  return (
    // No snapshot of the popup includes a dialog.
    <dialog
      ref={overlay}
      popover="manual"
      class="overlay sheet"
      aria-label={title}
      tabIndex={-1}
      // If a control of it goes, the focus must not go behind it.
      data-focus-place=""
    >
      {hasTitle && (
        <header class="sheet-head">
          <h2 class="sheet-title grow ellipsis" title={title} dir="auto">
            {title}
          </h2>
          <IconButton icon={X} label={t('common_close')} onPress={onClose} />
        </header>
      )}
      <div class="sheet-body">{children}</div>
    </dialog>
  );
}
