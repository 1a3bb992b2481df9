import type { ComponentChildren, RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import { ConversationRow, rowId } from './ConversationRow';
import type { Look } from './list-filters';
import { type ListRows, rowAt } from './list-rows';
import type { RowActions, RowSessions } from './row-context';
import { useRowPointer } from './use-row-pointer';
import { useScrollAnchor } from './use-scroll-anchor';
import { useVirtualList } from './use-virtual-list';
import './ConversationList.css';

/**
 * The scrolling list. It draws only the rows on screen, of possibly thousands, and keeps them in
 * place while others come and go.
 */
export function ConversationList({
  list,
  look,
  scroller,
  rowHeight,
  initialOffset,
  userId,
  selectedId,
  selectedIndex,
  revealing,
  sessions,
  pinnedAgents,
  rowActions,
  onSelect,
  onPin,
  children,
}: {
  list: ListRows;
  look: Look;
  scroller: RefObject<HTMLDivElement | null>;
  rowHeight: number;
  initialOffset: number;
  userId: string;
  selectedId: string | null;
  selectedIndex: number;
  /** Counts how often the selection moved to a row that must be scrolled into view. */
  revealing: number;
  sessions: RowSessions;
  pinnedAgents: ReadonlySet<string>;
  rowActions: RowActions;
  onSelect: (id: string) => void;
  onPin: (id: string) => void;
  /** Shown instead of rows. */
  children: ComponentChildren;
}) {
  const { hoveredId, handlers } = useRowPointer({
    onSelect,
    onStart: (id) => rowActions.onStart(id),
    onPin,
    onAim: (id) => {
      if (!sessions.live.has(id)) rowActions.onPrepare(id);
    },
  });
  const place = useScrollAnchor({ list, look, hoveredId, selectedId, rowHeight, scroller });
  const { indexes, topOf, height } = useVirtualList({
    scroller,
    total: list.total,
    rowHeight,
    initialOffset,
    look,
    keep: selectedIndex,
    place,
  });

  useLayoutEffect(() => {
    if (revealing > 0 && selectedId !== null)
      document.getElementById(rowId(selectedId))?.scrollIntoView({ block: 'nearest' });
    // Only if the selection was moved by keyboard: a remembered selection, or one that moves to a
    // neighbour, does not scroll.
  }, [revealing]);

  return (
    <div class="list-area" ref={scroller}>
      <div
        class="list"
        id="conversations"
        role="listbox"
        aria-label="Active conversations"
        tabIndex={-1}
        style={{ height: `${height}px`, '--row-height': `${rowHeight}px` }}
        {...handlers}
      >
        {indexes.map((index) => {
          const row = rowAt(list, index);
          return (
            row && (
              <ConversationRow
                key={row.id}
                row={row}
                index={index}
                total={list.total}
                top={topOf(index)}
                userId={userId}
                selected={row.id === selectedId}
                live={sessions.live.has(row.id)}
                offered={sessions.offered.has(row.id)}
                starting={sessions.starting.has(row.id)}
                why={sessions.live.has(row.id) ? null : rowActions.findStartBlocker(row)}
                pinned={row.agent !== null && pinnedAgents.has(row.agent.userId)}
              />
            )
          );
        })}
      </div>
      {children}
    </div>
  );
}
