import type { ComponentChildren } from 'preact';
import { type Group, groupName } from './groups';

/** A group of cards under a heading, with an address of its own. */
export function SettingsGroup({ group, children }: { group: Group; children: ComponentChildren }) {
  return (
    <section
      class="settings-group"
      id={group}
      data-group=""
      aria-labelledby={`${group}-heading`}
      tabIndex={-1}
      data-focus-place=""
    >
      <h2 id={`${group}-heading`}>{groupName(group)}</h2>
      {children}
    </section>
  );
}
