import { Copy, ExternalLink, type IconNode, Pin, PinOff, ScanEye } from 'lucide';
import { useRef } from 'preact/hooks';
import { t } from '@/utils/i18n/messages';
import { Icon } from '../common/Icon';
import { placeBeside } from '../common/place-beside';
import { useOverlay } from '../common/use-overlay';
import './RowMenu.css';

/** What a row's menu can do. Missing actions are not offered. */
export type RowMenuActions = {
  start: { name: string; onPress: () => void } | null;
  pin: { isPinned: boolean; onPress: () => void } | null;
  onOpenInGenesys: () => void;
  onCopyId: () => void;
};

/**
 * The menu of a row, beside its button. Arrows, Home and End move, Escape closes it; the focus then
 * returns to where it was.
 */
export function RowMenu({
  label,
  opener,
  actions,
  onClose,
}: {
  /** Accessible name. */
  label: string;
  opener: HTMLElement | null;
  actions: RowMenuActions;
  onClose: () => void;
}) {
  const anchor = useRef(opener);
  const overlay = useOverlay<HTMLElement>({
    opener: anchor,
    onClose,
    place: (element) => placeBeside(element, anchor.current),
  });

  function onKeyDown(event: KeyboardEvent) {
    const all = [...(overlay.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
    const now = all.indexOf(document.activeElement as HTMLElement);
    const targets: Record<string, number> = {
      ArrowDown: (now + 1) % all.length,
      ArrowUp: (now - 1 + all.length) % all.length,
      Home: 0,
      End: all.length - 1,
    };
    const target = targets[event.key];
    if (event.key === 'Tab') onClose();
    if (target === undefined) return;
    event.preventDefault();
    all[target]?.focus();
  }

  const { start, pin } = actions;
  const items: ({ icon: IconNode; name: string; onPress: () => void; keys?: string } | null)[] = [
    start && { icon: ScanEye, name: start.name, onPress: start.onPress },
    pin && {
      icon: pin.isPinned ? PinOff : Pin,
      name: t(pin.isPinned ? 'list_menu_unpin' : 'list_menu_pin'),
      onPress: pin.onPress,
      keys: 'Alt+P',
    },
    { icon: ExternalLink, name: t('list_menu_open_in_genesys'), onPress: actions.onOpenInGenesys },
    { icon: Copy, name: t('list_menu_copy_id'), onPress: actions.onCopyId },
  ];
  return (
    // No snapshot of the popup includes a nav.
    <nav ref={overlay} popover="manual" role="presentation" class="overlay popover row-menu-list">
      <div role="menu" tabIndex={-1} aria-label={label} onKeyDown={onKeyDown}>
        {items
          .flatMap((item) => item ?? [])
          .map(({ icon, name, onPress, keys }) => (
            <button
              key={name}
              type="button"
              role="menuitem"
              tabIndex={-1}
              class="row-menu-item"
              aria-label={name}
              aria-keyshortcuts={keys}
              onClick={() => {
                onClose();
                onPress();
              }}
            >
              <Icon node={icon} />
              <span class="grow">{name}</span>
              {keys && <kbd class="row-menu-keys">{keys}</kbd>}
            </button>
          ))}
      </div>
    </nav>
  );
}
