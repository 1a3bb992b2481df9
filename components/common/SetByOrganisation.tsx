import { Lock } from 'lucide';
import type { ComponentChildren } from 'preact';
import { Icon } from './Icon';
import './SetByOrganisation.css';

/** Says below a field why it cannot be changed; the field refers to it by `id`. */
export function SetByOrganisation({ id, children }: { id: string; children?: ComponentChildren }) {
  return (
    <p class="locked" id={id}>
      <Icon node={Lock} size={12} />
      <span>Managed by your organisation{children}</span>
    </p>
  );
}
