import { ChevronDown } from 'lucide';
import type { SectionKey } from '@/utils/floor/list-view';
import { formatNumber, t } from '@/utils/i18n/messages';
import { Icon } from '../common/Icon';
import './SectionHeading.css';

/** The name of a section. */
export function sectionName(key: SectionKey): string {
  const names: Record<SectionKey, () => string> = {
    pinned: () => t('list_section_pinned'),
    attention: () => t('list_section_attention'),
    recent: () => t('list_section_recent'),
    everyone: () => t('list_section_everyone'),
  };
  return names[key]();
}

/**
 * The heading of a section: stays in sight while its rows are. For the pointer: a list of options
 * may contain no control, and the view menu does the same for the keyboard.
 */
export function SectionHeading({
  section,
  count,
  isCollapsed,
  top,
  height,
  onToggle,
}: {
  section: SectionKey;
  count: number;
  isCollapsed: boolean;
  /** Position and height of the whole section, in CSS pixels. */
  top: number;
  height: number;
  onToggle: () => void;
}) {
  return (
    <div class="list-section" style={{ top: `${top}px`, height: `${height}px` }} aria-hidden="true">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: others use the view menu */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the same. */}
      <span
        class={`list-heading list-heading-${section}`}
        // The box keeps the focus.
        onMouseDown={(event) => event.preventDefault()}
        onClick={onToggle}
      >
        <Icon node={ChevronDown} size={12} class={isCollapsed ? 'list-heading-closed' : ''} />
        {sectionName(section)}
        <span class="list-heading-count">{formatNumber(count)}</span>
      </span>
    </div>
  );
}
