import type { IconNode } from 'lucide';
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { Icon } from '../parts/Icon';

/** One card of the settings page. */
export function Section({
  title,
  icon,
  intro,
  children,
}: {
  title: string;
  icon: IconNode;
  intro?: string;
  children: ComponentChildren;
}) {
  const id = useId();
  return (
    <section class="card" aria-labelledby={id}>
      <header class="card-head">
        <Icon node={icon} size={18} class="card-icon" />
        <div>
          <h2 id={id}>{title}</h2>
          {intro && <p class="hint">{intro}</p>}
        </div>
      </header>
      <div class="card-body">{children}</div>
    </section>
  );
}
