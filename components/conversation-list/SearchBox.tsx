import { Search, X } from 'lucide';
import type { ComponentChildren, RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '@/utils/i18n/messages';
import { Icon } from '../common/Icon';
import { FOCUS_MOVED } from '../common/use-kept-focus';
import './SearchBox.css';

/**
 * The box that keeps the focus: typing filters, and it handles the keys that move through the list.
 */
export function SearchBox({
  box,
  typed,
  expanded,
  activeId,
  does,
  onFocusMoved,
  onType,
  onKeyDown,
  children,
}: {
  box: RefObject<HTMLInputElement | null>;
  typed: string;
  /** Whether there are rows to choose from. */
  expanded: boolean;
  /** Id of the selected row's element. */
  activeId: string | undefined;
  /** What Enter would do now. */
  does: string;
  /** The focus has moved here because the control that had it is gone. */
  onFocusMoved: () => void;
  onType: (text: string) => void;
  onKeyDown: (event: KeyboardEvent) => void;
  /** At the end of the box. */
  children: ComponentChildren;
}) {
  useEffect(() => {
    box.current?.focus();
    // The first key replaces the text from last time.
    box.current?.select();
  }, [box]);

  const moved = useRef(onFocusMoved);
  moved.current = onFocusMoved;
  useEffect(() => {
    const element = box.current;
    const onMoved = () => moved.current();
    element?.addEventListener(FOCUS_MOVED, onMoved);
    return () => element?.removeEventListener(FOCUS_MOVED, onMoved);
  }, [box]);

  return (
    <div class="search">
      <Icon node={Search} class="search-icon" />
      <input
        ref={box}
        class="search-box"
        data-focus-home=""
        data-does={does}
        type="text"
        role="combobox"
        aria-label={t('list_search_label')}
        aria-expanded={expanded}
        aria-controls="conversations"
        aria-autocomplete="list"
        aria-activedescendant={activeId}
        aria-keyshortcuts="Alt+P"
        placeholder={t('list_search_placeholder')}
        autocomplete="off"
        spellcheck={false}
        maxLength={500}
        dir="auto"
        value={typed}
        onInput={({ currentTarget }) => onType(currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {typed !== '' && (
        <button
          type="button"
          class="icon-button"
          aria-label={t('list_clear_search')}
          onClick={() => {
            onType('');
            box.current?.focus();
          }}
        >
          <Icon node={X} />
        </button>
      )}
      {children}
    </div>
  );
}
