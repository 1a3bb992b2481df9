import { Ellipsis, type IconNode } from 'lucide';
import type { ComponentChildren, RefObject } from 'preact';
import { Icon } from './Icon';
import { placeBeside } from './place-beside';
import { useOpener, useOverlay } from './use-overlay';
import './Menu.css';

export type MenuItem = {
  label: string;
  icon?: IconNode;
  /** The keys that do the same without the menu. */
  keys?: string;
  onPress: () => void;
};

/** A button with three dots, and the menu it opens. */
export function MenuButton({
  label,
  items,
  children,
  onOpen,
}: {
  /** Accessible name of the button and of the menu. */
  label: string;
  items: readonly MenuItem[];
  /** Shown below the items; not a choice. */
  children?: ComponentChildren;
  onOpen?: (() => void) | undefined;
}) {
  const menu = useOpener();
  return (
    <>
      <button
        ref={menu.opener}
        type="button"
        class="icon-button"
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={menu.isOpen}
        onClick={() => {
          if (!menu.isOpen) onOpen?.();
          menu.toggle();
        }}
      >
        <Icon node={Ellipsis} size={20} />
      </button>
      {menu.isOpen && (
        <Menu label={label} items={items} opener={menu.opener} onClose={menu.close}>
          {children}
        </Menu>
      )}
    </>
  );
}

/**
 * A menu beside what opened it. Arrows, Home and End move; Escape and a press outside close it;
 * after a choice the focus is back where it was.
 */
export function Menu({
  label,
  items,
  opener,
  onClose,
  children,
}: {
  /** Accessible name. */
  label: string;
  items: readonly MenuItem[];
  opener: RefObject<HTMLElement | null>;
  onClose: () => void;
  children?: ComponentChildren;
}) {
  const overlay = useOverlay<HTMLElement>({
    opener,
    onClose,
    place: (element) => placeBeside(element, opener.current),
  });

  function onKeyDown(event: KeyboardEvent) {
    const all = [...(overlay.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
    const now = all.findIndex((each) => each.matches(':focus'));
    const next = nextIndex(event.key, now, all.length);
    if (event.key === 'Tab') onClose();
    if (next === null) return;
    event.preventDefault();
    all[next]?.focus();
  }

  return (
    // No snapshot of the popup includes a nav.
    <nav ref={overlay} popover="manual" role="presentation" class="overlay popover menu">
      <div role="menu" tabIndex={-1} aria-label={label} onKeyDown={onKeyDown}>
        {items.map(({ label: name, icon, keys, onPress }) => (
          <button
            key={name}
            type="button"
            role="menuitem"
            tabIndex={-1}
            class="menu-item"
            aria-label={name}
            aria-keyshortcuts={keys}
            onClick={() => {
              onClose();
              onPress();
            }}
          >
            {icon && <Icon node={icon} />}
            <span class="grow">{name}</span>
            {keys && <kbd class="menu-keys">{keys}</kbd>}
          </button>
        ))}
      </div>
      {children}
    </nav>
  );
}

/** Which item a key moves to; `null` if it does not move. */
function nextIndex(key: string, now: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return (now + 1) % count;
    case 'ArrowUp':
      return (now - 1 + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
