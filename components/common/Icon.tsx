import type { IconNode } from 'lucide';
import { h } from 'preact';

/** Draws one icon of the lucide set. Decorative: the text or label beside it has the meaning. */
export function Icon({
  node,
  size = 16,
  class: className = '',
}: {
  node: IconNode;
  size?: number;
  class?: string;
}) {
  return (
    <svg
      class={`icon ${className}`}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      {node.map(([tag, attributes]) => h(tag, attributes))}
    </svg>
  );
}
