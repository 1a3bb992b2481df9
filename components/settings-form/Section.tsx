import type { IconNode } from 'lucide';
import type { ComponentChildren } from 'preact';
import { Icon } from '../common/Icon';
import './Section.css';
import './fields.css';

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
  // Not `useId`: Preact may give a later section an id that is taken. Titles differ on a page.
  const id = `section-${title.toLowerCase().replace(/\W+/g, '-')}`;
  return (
    // Where the focus moves when the focused control disappears.
    <section class="card" aria-labelledby={id} tabIndex={-1} data-focus-place="">
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
