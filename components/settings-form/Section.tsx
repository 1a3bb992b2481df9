import type { ComponentChildren } from 'preact';
import './Section.css';
import './fields.css';

/** One card of the settings. */
export function Section({
  id,
  title,
  intro,
  heading: Heading = 'h3',
  children,
}: {
  /** Of the card on the page; its address is `#` and this. */
  id: string;
  title: string;
  intro?: string;
  /** Its level: one below what it stands under. */
  heading?: 'h2' | 'h3';
  children: ComponentChildren;
}) {
  return (
    // Where the focus moves when the focused control disappears.
    <section class="card" id={id} aria-labelledby={`${id}-title`} tabIndex={-1} data-focus-place="">
      <header class="card-head">
        <Heading id={`${id}-title`}>{title}</Heading>
        {intro && <p class="hint">{intro}</p>}
      </header>
      <div class="card-body">{children}</div>
    </section>
  );
}
