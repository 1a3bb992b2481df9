import { Copy, ExternalLink, Pin, PinOff, ScanEye } from 'lucide';
import { useRef } from 'preact/hooks';
import { t } from '@/utils/i18n/messages';
import { Menu, type MenuItem } from '../common/Menu';

/** What a row's menu can do. Missing actions are not offered. */
export type RowMenuActions = {
  start: { name: string; onPress: () => void } | null;
  pin: { isPinned: boolean; onPress: () => void } | null;
  onOpenInGenesys: () => void;
  onCopyId: () => void;
};

/** The menu of a row, beside its button. */
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
  const { start, pin } = actions;
  const items: (MenuItem | null)[] = [
    start && { icon: ScanEye, label: start.name, onPress: start.onPress },
    pin && {
      icon: pin.isPinned ? PinOff : Pin,
      label: t(pin.isPinned ? 'list_menu_unpin' : 'list_menu_pin'),
      onPress: pin.onPress,
      keys: 'Alt+P',
    },
    { icon: ExternalLink, label: t('list_menu_open_in_genesys'), onPress: actions.onOpenInGenesys },
    { icon: Copy, label: t('list_menu_copy_id'), onPress: actions.onCopyId },
  ];
  return <Menu label={label} items={items.flatMap((item) => item ?? [])} opener={anchor} onClose={onClose} />;
}
