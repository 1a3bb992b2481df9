import { Lock } from 'lucide';
import type { ComponentChildren } from 'preact';
import { formatList, t } from '@/utils/i18n/messages';
import { Icon } from './Icon';
import './SetByOrganization.css';

/** Says below a field why it cannot be changed; the field refers to it by `id`. */
export function SetByOrganization({
  id,
  parts = [],
  children,
}: {
  id: string;
  /** What is managed, if that is not the whole field. */
  parts?: string[];
  children?: ComponentChildren;
}) {
  const list = formatList(parts);
  return (
    <p class="locked" id={id}>
      <Icon node={Lock} size={12} />
      <span>
        {parts.length > 0 ? t('common_managed_part', { parts: list }) : t('common_managed')}
        {children}
      </span>
    </p>
  );
}
