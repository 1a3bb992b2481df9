import { Building2 } from 'lucide';
import type { ComponentChildren } from 'preact';
import { Icon } from '../common/Icon';

/** Says that there is nothing to choose, because the organisation has chosen. */
export function ChosenByOrganisation({ children }: { children: ComponentChildren }) {
  return (
    <p class="step-fact step-fact-set">
      <Icon node={Building2} size={16} />
      <span>{children} Managed by your organisation.</span>
    </p>
  );
}
