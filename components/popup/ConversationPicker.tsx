import { Search, X } from 'lucide';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Conversation } from '@/utils/genesys-cloud/conversation';
import { Icon } from '../parts/Icon';
import { rowId } from './ConversationRow';
import { customerOf, filterConversations, sortConversations } from './conversation-order';
import { EmptyList, ListSkeleton, NoMatch } from './ListStates';
import { useRowCache } from './use-row-cache';
import { useSelection } from './use-selection';

/** How long a row stays selected before what its start needs is read ahead. */
const PREPARE_AFTER = 150;

/** Rows drawn at once; the rest of a very long list follows in the next frames. */
const FIRST_ROWS = 80;

/** Finds a conversation by typing or pointing, and starts it. The filter box keeps the focus all the time. */
export function ConversationPicker({
  conversations,
  loading,
  liveIds,
  startingIds,
  onPrepare,
  onStart,
  status,
}: {
  /** `null` while nothing has been listed yet. */
  conversations: Conversation[] | null;
  loading: boolean;
  liveIds: ReadonlySet<string>;
  startingIds: ReadonlySet<string>;
  onPrepare: (conversationId: string) => void;
  onStart: (conversationId: string) => void;
  /** The line above the list: when it was read, and the button that reads it again. */
  status: (counts: { shown: number; all: number }) => preact.ComponentChildren;
}) {
  const [filter, setFilter] = useState({ typed: '' });
  const { typed } = filter;
  const box = useRef<HTMLInputElement>(null);
  const sorted = useMemo(() => sortConversations(conversations ?? []), [conversations]);
  const rows = useMemo(() => filterConversations(sorted, typed), [sorted, typed]);
  const { selected, select, selectFirst, moveBy } = useSelection(rows);
  const selectedId = selected?.id;
  const row = useRowCache();
  const selectedIndex = rows.findIndex(({ id }) => id === selectedId);
  const drawn = useGrowingCount(rows.length, selectedIndex, filter);

  useEffect(() => box.current?.focus(), []);

  useEffect(() => {
    if (selectedId === undefined || liveIds.has(selectedId)) return undefined;
    const timer = setTimeout(() => onPrepare(selectedId), PREPARE_AFTER);
    return () => clearTimeout(timer);
    // The selection alone is the cause; callbacks are new at each drawing.
  }, [selectedId]);

  useLayoutEffect(() => {
    if (selectedId !== undefined)
      document.getElementById(rowId(selectedId))?.scrollIntoView({ block: 'nearest' });
  }, [selectedId]);

  function filterBy(text: string) {
    setFilter({ typed: text });
    selectFirst();
  }

  function start(conversationId: string) {
    if (!startingIds.has(conversationId)) onStart(conversationId);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.key === 'Enter') {
      // A key held down is one wish.
      if (selectedId !== undefined && !event.repeat) start(selectedId);
    } else if (event.key === 'Escape' && typed !== '') {
      filterBy('');
    } else if (!moveBy(event.key)) {
      return;
    }
    event.preventDefault();
  }

  return (
    <section class="picker">
      <div class="search">
        <Icon node={Search} class="search-icon" />
        <input
          ref={box}
          class="search-box"
          type="text"
          role="combobox"
          aria-label="Filter conversations"
          aria-expanded={rows.length > 0}
          aria-controls="conversations"
          aria-autocomplete="list"
          aria-activedescendant={selectedId === undefined ? undefined : rowId(selectedId)}
          placeholder="Filter by agent, customer, queue…"
          autocomplete="off"
          spellcheck={false}
          value={typed}
          onInput={({ currentTarget }) => filterBy(currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        {typed !== '' && (
          <button type="button" class="icon-button" aria-label="Clear filter" onClick={() => filterBy('')}>
            <Icon node={X} />
          </button>
        )}
      </div>
      {selected && (
        <button
          type="button"
          class="button button-primary start-selected"
          disabled={startingIds.has(selected.id)}
          onClick={() => start(selected.id)}
        >
          {liveIds.has(selected.id) ? 'Open session' : 'Start cobrowse'} · {customerOf(selected)}
        </button>
      )}
      {status({ shown: rows.length, all: sorted.length })}
      <div class="list-area">
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys are heard by the filter box, which keeps the focus. */}
        <div
          class="list"
          id="conversations"
          role="listbox"
          aria-label="Active conversations"
          tabIndex={-1}
          onClick={(event) => {
            const { id, onButton } = rowOf(event);
            if (id === undefined) return;
            select(id);
            box.current?.focus();
            if (onButton) start(id);
          }}
          onDblClick={(event) => {
            const { id, onButton } = rowOf(event);
            if (id !== undefined && !onButton) start(id);
          }}
          onPointerOver={(event) => {
            const { id, onButton } = rowOf(event);
            if (id !== undefined && onButton && !liveIds.has(id)) onPrepare(id);
          }}
        >
          {rows.slice(0, drawn).map((conversation) =>
            row(conversation, {
              selected: conversation.id === selectedId,
              live: liveIds.has(conversation.id),
              starting: startingIds.has(conversation.id),
            }),
          )}
        </div>
        {conversations === null && loading && <ListSkeleton />}
        {conversations?.length === 0 && <EmptyList />}
        {sorted.length > 0 && rows.length === 0 && (
          <NoMatch
            typed={typed}
            onClear={() => {
              filterBy('');
              box.current?.focus();
            }}
          />
        )}
      </div>
    </section>
  );
}

/** Which row an event happened on, and whether on its button. */
function rowOf({ target }: Event): { id: string | undefined; onButton: boolean } {
  if (!(target instanceof Element)) return { id: undefined, onButton: false };
  const row = target.closest<HTMLElement>('[data-id]');
  return { id: row?.dataset.id, onButton: target.closest('.row-start') !== null };
}

/**
 * How many of `all` rows to draw: a screenful at once, everything a moment later; always the selected one. Each change of the
 * filter begins anew, so that clearing it is as quick as opening the popup.
 */
function useGrowingCount(all: number, selectedIndex: number, filter: object): number {
  const [grownFor, setGrownFor] = useState<object | null>(null);
  const grown = grownFor === filter;
  useEffect(() => {
    if (grown || all <= FIRST_ROWS) return undefined;
    const timer = setTimeout(() => setGrownFor(filter), 50);
    return () => clearTimeout(timer);
  }, [grown, all, filter]);
  return grown ? all : Math.max(FIRST_ROWS, selectedIndex + 1);
}
