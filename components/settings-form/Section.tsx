import type { ComponentChildren } from 'preact';
import './Section.css';
import './fields.css';

/** One card of the settings. */
export function Section({
  id,
  title,
  intro,
  children,
}: {
  /** Of the card on the page; its address is `#` and this. */
  id: string;
  title: string;
  intro?: string;
  children: ComponentChildren;
}) {
  return (
    // Where the focus moves when the focused control disappears.
    <section class="card" id={id} aria-labelledby={`${id}-title`} tabIndex={-1} data-focus-place="">
      <header class="card-head">
        <h3 id={`${id}-title`}>{title}</h3>
        {intro && <p class="hint">{intro}</p>}
      </header>
      <div class="card-body">{children}</div>
    </section>
  );
}
