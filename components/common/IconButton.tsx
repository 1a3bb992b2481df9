import type { IconNode } from 'lucide';
import { Icon } from './Icon';

/** A button with only an icon; its label is announced by screen readers, and shown on hover. */
export function IconButton({
  icon,
  label,
  size = 16,
  class: className = '',
  onPress,
}: {
  icon: IconNode;
  label: string;
  size?: number;
  class?: string;
  onPress: () => void;
}) {
  return (
    <button
      type="button"
      class={`icon-button ${className}`.trim()}
      aria-label={label}
      title={label}
      onClick={onPress}
    >
      <Icon node={icon} size={size} />
    </button>
  );
}
