import { useEffect, useId, useMemo, useRef, useState } from 'preact/hooks';
import type { ListView, Scope } from '@/utils/floor/list-view';
import type { Floor } from '@/utils/floor/model';
import type { AppActions } from '@/utils/pages/app-state';
import { whileBusy } from '../common/while-busy';
import { activeFilters, filtersInWords } from './active-filters';
import { ConversationList } from './ConversationList';
import { rowId } from './ConversationRow';
import { FilterChips } from './FilterChips';
import { FilterPanel } from './FilterPanel';
import { EmptyList, ListSkeleton, NoMatch } from './ListStates';
import { ListToolbar } from './ListToolbar';
import { isFiltered, type Look, lookOf, NO_CHOICES, withoutFilters } from './list-filters';
import { MissingSourcesNotice } from './MissingSourcesNotice';
import type { RowActions, RowSessions } from './row-context';
import { customerOf } from './row-wording';
import { SearchBox } from './SearchBox';
import { useFoundRows, useSameSet } from './use-found-rows';
import { useSavedView } from './use-saved-view';
import { useSelection } from './use-selection';
import { rowHeightNow } from './use-virtual-list';
import './ConversationPicker.css';

/** How long a row must stay selected before its start is prefetched. */
const PREPARE_AFTER = 150;

const NOTHING_LEFT_OUT: never[] = [];

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
  troubles,
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
  /** How many messages take up room from the list. */
  troubles: number;
  /** The line above the list: when it was read, and the button that reads it again. */
  status: (counts: { shown: number | null; all: number }) => preact.ComponentChildren;
}) {
  const { rows, whole, firstScreen, head } = floor;
  const [initial] = useState(listView);
  const [rowHeight] = useState(rowHeightNow);
  const [stored, setLook] = useState(() => lookOf(initial));
  const [panelOpen, setPanelOpen] = useState(false);
  const [revealing, setRevealing] = useState(0);
  // A filter text from last time selects nothing.
  const [hasTyped, setHasTyped] = useState(false);
  const [said, say] = useState<'none-chosen' | null>(null);
  const panelId = useId();
  const box = useRef<HTMLInputElement>(null);
  const scroller = useRef<HTMLDivElement>(null);

  const hasTeam = head !== null && head.team.length > 0;
  // A team that no longer exists filters nothing.
  const forgetTeam = stored.scope === 'team' && whole && !hasTeam;
  const look = useMemo<Look>(() => (forgetTeam ? { ...stored, scope: 'all' } : stored), [stored, forgetTeam]);
  const live = useSameSet(sessions.live);
  const pinned = useMemo(() => new Set(pinnedAgents), [pinnedAgents]);
  const list = useFoundRows(floor, look, pinnedAgents, live);
  const known = whole || firstScreen !== null;
  const { selected, selectedIndex, select, selectNone, begin, moveBy } = useSelection(list, whole, {
    initialId: initial.selectedId,
    initialIndex: Math.floor(initial.scrollTop / rowHeight),
    typed: hasTyped ? look.typed.trim() : '',
  });
  const selectedId = selected?.id ?? null;
  const someMine = useMemo(() => rows.some(({ mine }) => mine), [rows]);
  const scopes: Scope[] = [
    'all',
    ...(hasTeam ? ['team' as const] : []),
    ...(someMine || look.scope === 'mine' ? ['mine' as const] : []),
  ];
  const agentName = useAgentName(floor, look.agentUserId);
  const filters = activeFilters(look, agentName);

  useSavedView({
    noteListView,
    look,
    selectedId,
    list,
    rowHeight,
    scroller,
    ready: whole && head !== null,
  });

  useEffect(() => {
    if (selectedId === null || live.has(selectedId)) return undefined;
    const timer = setTimeout(() => rowActions.onPrepare(selectedId), PREPARE_AFTER);
    return () => clearTimeout(timer);
    // Depend only on the selection; callbacks are new at each render.
  }, [selectedId]);

  // A message and the panel together would leave no room for the list; the filters stay visible as
  // chips.
  useEffect(() => {
    if (troubles > 0) setPanelOpen(false);
  }, [troubles]);

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

  const clearChoices = () => clearFilters({ ...look, ...NO_CHOICES });

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
      <SearchBox
        box={box}
        typed={look.typed}
        expanded={list.total > 0}
        does={selectedId === null ? '' : `${whatEnterDoes(selectedId)} ${selectedId}`}
        onFocusMoved={selectNone}
        activeId={selectedId === null ? undefined : rowId(selectedId)}
        onType={(typed) => change({ typed })}
        onKeyDown={onKeyDown}
      />
      {/* Always rendered, so that screen readers announce its content. */}
      <p class="picker-said" role="status">
        {said !== null && selectedId === null && noneChosen(look.typed, list.total)}
      </p>
      <ListToolbar
        panelId={panelId}
        panelOpen={panelOpen}
        chosen={filters.length}
        scopes={scopes}
        scope={look.scope}
        sort={look.sort}
        onTogglePanel={() => setPanelOpen(!panelOpen)}
        onScope={(scope) => change({ scope })}
        onSort={(sort) => change({ sort })}
      />
      {panelOpen ? (
        <FilterPanel
          id={panelId}
          rows={rows}
          chosen={look}
          agentName={agentName}
          onChoose={change}
          onClear={clearChoices}
          onClose={() => {
            setPanelOpen(false);
            box.current?.focus();
          }}
        />
      ) : (
        <FilterChips
          filters={filters}
          onRemove={({ key }) => clearFilters({ ...look, [key]: null })}
          onClear={clearChoices}
        />
      )}
      {selected && (
        <button
          type="button"
          class="button button-primary start-selected"
          key={`${selected.id} ${live.has(selected.id)}`}
          {...whileBusy(sessions.starting.has(selected.id), () => start(selected.id))}
        >
          {live.has(selected.id) ? 'Open session' : 'Start cobrowse'} · {customerOf(selected)}
        </button>
      )}
      {status({
        shown: whole || !isFiltered(look) ? list.total : null,
        all: whole ? rows.length : list.total,
      })}
      <MissingSourcesNotice leftOut={head?.leftOut ?? NOTHING_LEFT_OUT} />
      <ConversationList
        list={list}
        look={look}
        scroller={scroller}
        rowHeight={rowHeight}
        initialOffset={initial.scrollTop}
        userId={userId}
        selectedId={selectedId}
        selectedIndex={selectedIndex}
        revealing={revealing}
        sessions={sessions}
        pinnedAgents={pinned}
        onSelect={(id) => {
          say(null);
          select(id);
          box.current?.focus();
        }}
        rowActions={{ ...rowActions, onStart: start }}
        onPin={pinAgentOf}
      >
        {(!known || (head === null && list.total === 0 && loading)) && <ListSkeleton />}
        {whole && head !== null && rows.length === 0 && (
          <EmptyList leftOut={head.leftOut} unread={head.unread} />
        )}
        {rows.length > 0 && list.total === 0 && (
          <NoMatch
            typed={look.typed}
            filters={filtersInWords(look, agentName)}
            onClear={() => clearFilters(withoutFilters(look))}
          />
        )}
      </ConversationList>
    </section>
  );
}

/** Why Enter has started nothing. */
function noneChosen(typed: string, found: number): string {
  const how = 'choose one with the arrow keys or a click.';
  if (typed.trim() === '') return `Nothing is selected. Type a name, or ${how}`;
  return found > 1
    ? `More than one conversation matches. Type more, or ${how}`
    : `Nothing is selected. To start, ${how}`;
}

/** Alt+P; on a Mac it arrives as the letter that the two keys type. */
function isPinKey({ key, altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent): boolean {
  return altKey && !ctrlKey && !metaKey && !shiftKey && (key.toLowerCase() === 'p' || key === 'π');
}

/** The name of the agent in the filter; remembered after their last conversation has ended. */
function useAgentName({ rows }: Floor, agentUserId: string | null): string {
  const known = useRef<{ userId: string | null; name: string | null }>({ userId: null, name: null });
  return useMemo(() => {
    const agent = agentUserId === null ? null : rows.find((row) => row.agent?.userId === agentUserId)?.agent;
    if (agent) known.current = agent;
    return (known.current.userId === agentUserId && known.current.name) || 'Agent without a conversation';
  }, [rows, agentUserId]);
}
