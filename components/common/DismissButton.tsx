import { X } from 'lucide';
import { IconButton } from './IconButton';

/** Dismisses a notice. */
export function DismissButton({
  onDismiss,
  size,
  class: className,
}: {
  onDismiss: () => void;
  size?: number;
  class?: string;
}) {
  return (
    <IconButton
      icon={X}
      label="Dismiss"
      onPress={onDismiss}
      {...(size !== undefined && { size })}
      {...(className !== undefined && { class: className })}
    />
  );
}
