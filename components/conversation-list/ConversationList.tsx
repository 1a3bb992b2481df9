import type { ComponentChildren, RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import type { SectionKey } from '@/utils/floor/list-view';
import { t } from '@/utils/i18n/messages';
import type { AttentionSettings } from '@/utils/settings/settings';
import { ConversationRow, rowId } from './ConversationRow';
import type { Look } from './list-filters';
import type { Geometry, RowHeights } from './list-geometry';
import { type ListRows, rowAt } from './list-rows';
import { RowMenu } from './RowMenu';
import type { RowColumns } from './row-columns';
import type { RowActions, RowSessions } from './row-context';
import { agentOf, customerOf } from './row-wording';
import { SectionHeading } from './SectionHeading';
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
  words,
  scroller,
  geometry,
  heights,
  initialOffset,
  userId,
  limits,
  selectedId,
  selectedIndex,
  revealing,
  sessions,
  pinnedAgents,
  expandedAgents,
  rowActions,
  menuFor,
  onMenu,
  onSelect,
  onPin,
  onToggleSection,
  onToggleAgent,
  columns,
  children,
}: {
  list: ListRows;
  look: Look;
  /** The typed words. */
  words: readonly string[];
  scroller: RefObject<HTMLDivElement | null>;
  geometry: Geometry;
  heights: RowHeights;
  initialOffset: number;
  userId: string;
  limits: AttentionSettings;
  selectedId: string | null;
  selectedIndex: number;
  /** Counts how often the selection moved to a row that must be scrolled into view. */
  revealing: number;
  sessions: RowSessions;
  pinnedAgents: ReadonlySet<string>;
  /** Agents whose conversations are all shown, although each agent has one row. */
  expandedAgents: ReadonlySet<string>;
  rowActions: RowActions;
  /** The row whose menu is open. */
  menuFor: string | null;
  onMenu: (id: string | null) => void;
  onSelect: (id: string) => void;
  onPin: (id: string) => void;
  onToggleSection: (section: SectionKey) => void;
  onToggleAgent: (userId: string) => void;
  columns: RowColumns | undefined;
  /** Below the rows, or instead of them. */
  children: ComponentChildren;
}) {
  const [reveals] = useState(revealing);
  const { hoveredId, handlers } = useRowPointer({
    onSelect,
    onStart: (id) => rowActions.onStart(id),
    onMenu,
    onOthers(id) {
      const agent = list.rows.find((row) => row.id === id)?.agent;
      if (agent) onToggleAgent(agent.userId);
    },
    onAim: (id) => {
      if (!sessions.live.has(id)) rowActions.onPrepare(id);
    },
  });
  const place = useScrollAnchor({ list, look, hoveredId, selectedId, geometry, scroller });
  const { indexes } = useVirtualList({
    scroller,
    total: list.total,
    geometry,
    initialOffset,
    look,
    keep: selectedIndex,
    place,
  });

  useLayoutEffect(() => {
    if (revealing > reveals && selectedId !== null)
      document.getElementById(rowId(selectedId))?.scrollIntoView({ block: 'nearest' });
    // Only if the selection was moved by keyboard: a remembered selection, or one that moves to a
    // neighbor, does not scroll.
  }, [revealing]);

  const withMenu = menuFor === null ? undefined : list.rows.find(({ id }) => id === menuFor);
  return (
    // Chromium makes what scrolls a stop of the Tab key; the box moves through the rows.
    <div class="list-area" ref={scroller} tabIndex={-1}>
      <div
        class="list"
        id="conversations"
        role="listbox"
        aria-label={t('list_label')}
        tabIndex={-1}
        style={{
          height: `${geometry.height}px`,
          '--row-height': `${heights.row}px`,
          '--heading-height': `${geometry.headings.length > 0 ? heights.heading : 0}px`,
        }}
        {...handlers}
      >
        {geometry.headings.map(({ key, count, isCollapsed, top, height }) => (
          <SectionHeading
            key={key}
            section={key}
            count={count}
            isCollapsed={isCollapsed}
            top={top}
            height={height}
            onToggle={() => onToggleSection(key)}
          />
        ))}
        {indexes.map((index) => {
          const row = rowAt(list, index);
          return (
            row && (
              <ConversationRow
                key={row.id}
                row={row}
                index={index}
                total={list.total}
                top={geometry.topOf(index)}
                userId={userId}
                words={words}
                limits={limits}
                selected={row.id === selectedId}
                live={sessions.live.has(row.id)}
                offered={sessions.offered.has(row.id)}
                starting={sessions.starting.has(row.id)}
                why={sessions.live.has(row.id) ? null : rowActions.findStartBlocker(row)}
                pinned={row.agent !== null && pinnedAgents.has(row.agent.userId)}
                others={list.others.get(row.id)}
                isExpanded={row.agent !== null && expandedAgents.has(row.agent.userId)}
                columns={columns}
              />
            )
          );
        })}
      </div>
      {children}
      {withMenu && (
        <RowMenu
          key={withMenu.id}
          label={t('list_menu_label', { agent: agentOf(withMenu), customer: customerOf(withMenu) })}
          opener={
            document.getElementById(rowId(withMenu.id))?.querySelector<HTMLElement>('.row-menu') ?? null
          }
          onClose={() => onMenu(null)}
          actions={{
            start: startOf(withMenu.id),
            pin: withMenu.agent && {
              isPinned: pinnedAgents.has(withMenu.agent.userId),
              onPress: () => onPin(withMenu.id),
            },
            onOpenInGenesys: () => rowActions.onOpenInGenesys(withMenu.id),
            onCopyId: () => rowActions.onCopy(withMenu.id),
          }}
        />
      )}
    </div>
  );

  function startOf(id: string) {
    const isLive = sessions.live.has(id);
    const row = list.rows.find((each) => each.id === id);
    if (sessions.starting.has(id) || !row || (!isLive && rowActions.findStartBlocker(row))) return null;
    return { name: t(isLive ? 'list_row_open' : 'list_row_watch'), onPress: () => rowActions.onStart(id) };
  }
}
