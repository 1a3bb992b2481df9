import type { ComponentChildren, RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import type { FloorRow } from '@/utils/floor/model';
import { ConversationRow, rowId } from './ConversationRow';
import type { Look } from './list-filters';
import { type ListRows, rowAt } from './list-rows';
import type { StartBlocker } from './start-blocker';
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
  liveIds,
  offeredIds,
  startingIds,
  pinnedAgents,
  findStartBlocker,
  onSelect,
  onStart,
  onPin,
  onPrepare,
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
  liveIds: ReadonlySet<string>;
  /** Those of them whose customer has not accepted yet. */
  offeredIds: ReadonlySet<string>;
  startingIds: ReadonlySet<string>;
  pinnedAgents: ReadonlySet<string>;
  findStartBlocker: (row: FloorRow) => StartBlocker | null;
  onSelect: (id: string) => void;
  onStart: (id: string) => void;
  onPin: (id: string) => void;
  onPrepare: (id: string) => void;
  /** Shown instead of rows. */
  children: ComponentChildren;
}) {
  const { hoveredId, handlers } = useRowPointer({
    onSelect,
    onStart,
    onPin,
    onAim: (id) => {
      if (!liveIds.has(id)) onPrepare(id);
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
                live={liveIds.has(row.id)}
                offered={offeredIds.has(row.id)}
                starting={startingIds.has(row.id)}
                why={liveIds.has(row.id) ? null : findStartBlocker(row)}
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
