import { X } from 'lucide';
import { t } from '@/utils/i18n/messages';
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
      label={t('common_dismiss')}
      onPress={onDismiss}
      {...(size !== undefined && { size })}
      {...(className !== undefined && { class: className })}
    />
  );
}
