import { Building2 } from 'lucide';
import type { ComponentChildren } from 'preact';
import { tParts } from '@/utils/i18n/messages';
import { Icon } from '../common/Icon';

/** Says that there is nothing to choose, because the organization has chosen. */
export function ChosenByOrganization({ children }: { children: ComponentChildren }) {
  return (
    <p class="step-fact step-fact-set">
      <Icon node={Building2} size={16} />
      <span>{tParts('welcome_managed', { sentence: <span key="sentence">{children}</span> })}</span>
    </p>
  );
}
