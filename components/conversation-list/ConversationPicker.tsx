import type { RefObject } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { ListView, SavedView, Scope } from '@/utils/floor/list-view';
import type { Floor, FloorRow } from '@/utils/floor/model';
import { t } from '@/utils/i18n/messages';
import type { AppActions } from '@/utils/pages/app-state';
import type { Appearance } from '@/utils/settings/appearance';
import type { AttentionSettings } from '@/utils/settings/settings';
import { useSpoken } from '../common/announce';
import { activeFilters, filtersInWords } from './active-filters';
import { ConversationList } from './ConversationList';
import { rowId } from './ConversationRow';
import { FilterChips } from './FilterChips';
import { FilterPanel } from './FilterPanel';
import { EmptyList, ListSkeleton, NoMatch, ParkedNote } from './ListStates';
import { ListToolbar } from './ListToolbar';
import {
  countLeftOut,
  hasChoices,
  isFiltered,
  type Look,
  lookOf,
  NO_CHOICES,
  withoutFilters,
} from './list-filters';
import { geometryOf, rowHeightsFor } from './list-geometry';
import type { ListRows } from './list-rows';
import type { RowColumns } from './row-columns';
import type { RowActions, RowSessions } from './row-context';
import { ScopeChoice } from './ScopeChoice';
import { SearchBox } from './SearchBox';
import { wordsOf } from './search-rows';
import { useFoundRows, useSameSet } from './use-found-rows';
import { useRecentAgents } from './use-recent-agents';
import { useSavedView } from './use-saved-view';
import { useSelection } from './use-selection';
import { toggledSection, ViewMenu } from './ViewMenu';
import './ConversationPicker.css';

/** How long a row must stay selected before its start is prefetched. */
const PREPARE_AFTER = 150;

/**
 * Finds a conversation by typing, filtering or pointing, and starts it. The filter box keeps the
 * focus nearly all the time.
 */
export function ConversationPicker({
  floor,
  userId,
  listView,
  pinnedAgents,
  loading,
  sessions,
  refusedId,
  rowActions,
  onPin,
  noteListView,
  limits,
  density,
  savedViews,
  onSaveViews,
  findRecentAgents,
  columns,
  scopePlace,
  notice,
  bar,
  status,
}: {
  floor: Floor;
  /** The signed-in user. */
  userId: string;
  /** The last stored view of the list. Read once. */
  listView: ListView;
  /** User ids. */
  pinnedAgents: readonly string[];
  loading: boolean;
  sessions: RowSessions;
  /** The row whose press was refused. */
  refusedId: string | null;
  rowActions: RowActions;
  onPin: (agentUserId: string, pinned: boolean) => void;
  noteListView: AppActions['noteListView'];
  /** When a conversation needs the supervisor. */
  limits: AttentionSettings;
  density: Appearance['density'];
  savedViews: readonly SavedView[];
  onSaveViews: (views: SavedView[]) => void;
  findRecentAgents: AppActions['findRecentAgents'];
  /** What a wide list has in columns, if it has any. */
  columns: RowColumns | undefined;
  /** Where the choice of the scope is drawn, if there is room for it. */
  scopePlace: RefObject<HTMLElement | null>;
  /** Between the tools and the list. */
  notice: preact.ComponentChildren;
  /** Below the list: what Enter does, with the selected row. */
  bar: (
    selected: { row: FloorRow; live: boolean; starting: boolean; start: () => void } | null,
  ) => preact.ComponentChildren;
  /** The line above the list: when it was read, and the button that reads it again. */
  status: (counts: { shown: number | null; all: number }) => preact.ComponentChildren;
}) {
  const spoken = useSpoken();
  const { rows, whole, firstScreen, head } = floor;
  const [initial] = useState(listView);
  const heights = useMemo(() => rowHeightsFor(density), [density]);
  const [stored, setLook] = useState(() => lookOf(initial));
  const [panel, setPanel] = useState<'filters' | 'view' | null>(null);
  const [menuFor, setMenuFor] = useState<string | null>(null);
  const [expandedAgents, setExpandedAgents] = useState<ReadonlySet<string>>(new Set());
  const [revealing, setRevealing] = useState(0);
  // A filter text from last time selects nothing.
  const [hasTyped, setHasTyped] = useState(false);
  const [said, say] = useState<'none-chosen' | null>(null);
  const filterOpener = useRef<HTMLButtonElement>(null);
  const viewOpener = useRef<HTMLButtonElement>(null);
  const box = useRef<HTMLInputElement>(null);
  const scroller = useRef<HTMLDivElement>(null);

  const hasTeam = head !== null && head.team.length > 0;
  // A team that no longer exists filters nothing.
  const forgetTeam = stored.scope === 'team' && whole && !hasTeam;
  const look = useMemo<Look>(() => (forgetTeam ? { ...stored, scope: 'all' } : stored), [stored, forgetTeam]);
  const live = useSameSet(sessions.live);
  const pinned = useMemo(() => new Set(pinnedAgents), [pinnedAgents]);
  const recentAgents = useRecentAgents(findRecentAgents, whole);
  const { list, scoped, needing } = useFoundRows(floor, look, {
    pinnedAgents,
    recentAgents,
    expandedAgents,
    liveIds: live,
    limits,
  });
  const geometry = useMemo(() => geometryOf(list, heights), [list, heights]);
  const words = useMemo(() => wordsOf(look.typed), [look.typed]);
  const known = whole || firstScreen !== null;
  const { selected, selectedIndex, select, selectNone, begin, moveBy } = useSelection(list, whole, {
    initialId: initial.selectedId,
    initialIndex: Math.max(0, geometry.indexAt(initial.scrollTop)),
    typed: hasTyped ? look.typed.trim() : '',
  });
  const selectedId = selected?.id ?? null;
  const someMine = useMemo(() => rows.some(({ mine }) => mine), [rows]);
  const scopes: Scope[] = [
    'attention',
    ...(hasTeam || look.scope === 'team' ? ['team' as const] : []),
    ...(someMine || look.scope === 'mine' ? ['mine' as const] : []),
    'all',
  ];
  const agentName = useAgentNames(floor);
  const filters = activeFilters(look, agentName);
  const narrowed = filtersInWords(look, agentName);
  const parked = useMemo(() => countLeftOut(rows, look), [rows, look]);
  // Rows behind a heading, or behind another row of their agent, count too.
  const shown = countOf(list, expandedAgents);

  useSavedView({
    noteListView,
    look,
    selectedId,
    list,
    geometry,
    scroller,
    ready: whole && head !== null,
  });

  useEffect(() => {
    if (selectedId === null || live.has(selectedId)) return undefined;
    const timer = setTimeout(() => rowActions.onPrepare(selectedId), PREPARE_AFTER);
    return () => clearTimeout(timer);
    // Depend only on the selection; callbacks are new at each render.
  }, [selectedId]);

  function change(news: Partial<Look>) {
    setLook({ ...look, ...news });
    setHasTyped(news.typed !== undefined && news.typed !== '');
    say(null);
    begin();
  }

  /** After a refusal, the same key tries anyway, which must be a new gesture. */
  function whatEnterDoes(id: string) {
    if (live.has(id)) return 'open';
    return id === refusedId ? 'try' : 'start';
  }

  function clearFilters(news: Look) {
    change(news);
    box.current?.focus();
  }

  function start(conversationId: string, insists = false) {
    if (!sessions.starting.has(conversationId)) rowActions.onStart(conversationId, insists);
  }

  function pinAgentOf(conversationId: string | null) {
    const agent = list.rows.find(({ id }) => id === conversationId)?.agent;
    if (agent) onPin(agent.userId, !pinned.has(agent.userId));
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.isComposing) return;
    if (isPinKey(event)) {
      if (!event.repeat) pinAgentOf(selectedId);
      event.preventDefault();
      return;
    }
    if (isMenuKey(event) && selectedId !== null) {
      setMenuFor(selectedId);
      return event.preventDefault();
    }
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.key === 'Enter') {
      // A held key counts once.
      if (event.repeat) return event.preventDefault();
      if (selectedId !== null) start(selectedId, true);
      else if (list.total > 0) say('none-chosen');
    } else if (event.key === 'Escape' && look.typed !== '') {
      change({ typed: '' });
    } else if (moveBy(event.key)) {
      say(null);
      setRevealing(revealing + 1);
    } else {
      return;
    }
    event.preventDefault();
  }

  return (
    <section class="picker">
      <div class="picker-tools">
        <SearchBox
          box={box}
          typed={look.typed}
          expanded={list.total > 0}
          does={selectedId === null ? '' : `${whatEnterDoes(selectedId)} ${selectedId}`}
          onFocusMoved={selectNone}
          activeId={selectedId === null ? undefined : rowId(selectedId)}
          onType={(typed) => change({ typed })}
          onKeyDown={onKeyDown}
        >
          <FilterChips filters={filters} onRemove={({ key }) => clearFilters({ ...look, [key]: [] })} />
        </SearchBox>
        <ListToolbar
          filterOpener={filterOpener}
          viewOpener={viewOpener}
          openPanel={panel}
          chosen={filters.length}
          sort={look.sort}
          onPanel={setPanel}
          onSort={(sort) => change({ sort })}
        />
      </div>
      {panel === 'filters' && (
        <FilterPanel
          opener={filterOpener}
          rows={rows}
          look={look}
          scoped={scoped}
          agentName={agentName}
          onChoose={change}
          onClear={() => change(NO_CHOICES)}
          onClose={() => setPanel(null)}
        />
      )}
      {panel === 'view' && (
        <ViewMenu
          opener={viewOpener}
          look={look}
          views={savedViews}
          onChange={change}
          onSaveViews={onSaveViews}
          onClose={() => setPanel(null)}
        />
      )}
      <p class="picker-said" ref={spoken}>
        {said !== null && selectedId === null && noneChosen(look.typed, list.total)}
      </p>
      <div class="picker-line">
        <ScopeChoice
          scopes={scopes}
          scope={look.scope}
          needing={whole ? needing : null}
          place={scopePlace}
          onScope={(scope) => change({ scope })}
        />
        {status({
          shown: whole || !isFiltered(look) ? shown : null,
          all: whole ? rows.length - parked : shown,
        })}
      </div>
      {notice}
      {columns && <columns.Heads sort={look.sort} onSort={(sort) => change({ sort })} />}
      <ConversationList
        list={list}
        look={look}
        words={words}
        scroller={scroller}
        geometry={geometry}
        heights={heights}
        initialOffset={initial.scrollTop}
        userId={userId}
        limits={limits}
        selectedId={selectedId}
        selectedIndex={selectedIndex}
        revealing={revealing}
        sessions={sessions}
        pinnedAgents={pinned}
        expandedAgents={expandedAgents}
        menuFor={menuFor}
        onMenu={(id) => {
          setMenuFor(id);
          // Its button is for the pointer: the focus belongs to the box.
          if (id === null) box.current?.focus();
        }}
        onToggleSection={(section) =>
          setLook({ ...look, collapsed: toggledSection(look.collapsed, section) })
        }
        onToggleAgent={(agentUserId) => setExpandedAgents(toggled(expandedAgents, agentUserId))}
        onSelect={(id) => {
          say(null);
          select(id);
          box.current?.focus();
        }}
        rowActions={{ ...rowActions, onStart: start }}
        onPin={pinAgentOf}
        columns={columns}
      >
        {(!known || (head === null && list.total === 0 && loading)) && <ListSkeleton />}
        {whole && head !== null && rows.length === 0 && (
          <EmptyList leftOut={head.leftOut} unread={head.unread} />
        )}
        {rows.length > 0 && list.total === 0 && list.sections.length === 0 && isFiltered(look) && (
          <NoMatch
            typed={look.typed}
            filters={narrowed}
            nobodyNeeds={look.scope === 'attention' && !hasChoices(look)}
            // What was typed may be found without the filters: it goes last.
            onClear={() =>
              clearFilters({ ...withoutFilters(look), typed: narrowed === '' ? '' : look.typed })
            }
          />
        )}
        {whole && <ParkedNote count={parked} onShow={() => change({ showParked: true })} />}
      </ConversationList>
      {bar(
        selected && {
          row: selected,
          live: live.has(selected.id),
          starting: sessions.starting.has(selected.id),
          start: () => start(selected.id),
        },
      )}
    </section>
  );
}

/**
 * How many conversations a list has, whether or not they are drawn. Those of an expanded agent are
 * in it.
 */
function countOf({ total, sections, others }: ListRows, expandedAgents: ReadonlySet<string>): number {
  const listed = sections.length > 0 ? sections.reduce((sum, { count }) => sum + count, 0) : total;
  const behind = [...others.values()].filter(
    ([first]) => first?.agent && !expandedAgents.has(first.agent.userId),
  );
  return behind.reduce((sum, rows) => sum + rows.length, listed);
}

/** Why Enter has started nothing. */
function noneChosen(typed: string, found: number): string {
  if (typed.trim() === '') return t('list_none_chosen');
  return found > 1 ? t('list_several_match') : t('list_none_chosen_typed');
}

/** Alt+P; on a Mac it arrives as the letter that the two keys type. */
function isPinKey({ key, altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent): boolean {
  return altKey && !ctrlKey && !metaKey && !shiftKey && (key.toLowerCase() === 'p' || key === 'π');
}

/** The keys that open a context menu everywhere. */
function isMenuKey({ key, shiftKey }: KeyboardEvent): boolean {
  return key === 'ContextMenu' || (key === 'F10' && shiftKey);
}

function toggled(all: ReadonlySet<string>, one: string): ReadonlySet<string> {
  const after = new Set(all);
  if (!after.delete(one)) after.add(one);
  return after;
}

/** The names of agents in the filter; remembered after their last conversation has ended. */
function useAgentNames({ rows }: Floor): (userId: string) => string {
  const known = useRef(new Map<string, string>());
  return (userId) => {
    const name = rows.find((row) => row.agent?.userId === userId)?.agent?.name;
    if (name) known.current.set(userId, name);
    return known.current.get(userId) ?? t('list_agent_gone');
  };
}
