import { useRef, useState } from 'preact/hooks';
import type { RecentAgent } from '@/utils/history/recent-agents';
import { formatNumber, t } from '@/utils/i18n/messages';
import type { AppActions, AppState } from '@/utils/pages/app-state';
import type { DrawerView } from '@/utils/pages/panel-drawer';
import { Announcer } from '../common/Announcer';
import { Popup } from '../popup/Popup';
import { Shortcuts } from '../shortcuts/Shortcuts';
import { DrawerSlot } from './DrawerSlot';
import { FLOOR_COLUMNS } from './FloorColumns';
import { PanelSessions } from './PanelSessions';
import type { WatchPast } from './PastSessions';
import { RecentAgents } from './RecentAgents';
import './SidePanel.css';

const TABS = ['floor', 'sessions', 'recent'] as const;
type Tab = (typeof TABS)[number];

/**
 * The side panel: the popup's own views, which stay open while sessions run, and beside them the
 * live sessions and the agents of past ones.
 */
export function SidePanel({
  state,
  actions,
  watchRecent,
  watchPast,
  drawer,
}: {
  state: AppState;
  actions: AppActions;
  /** Calls back with the agents of past sessions; returns a function that stops it. */
  watchRecent: (onAgents: (agents: RecentAgent[]) => void) => () => void;
  watchPast: WatchPast;
  /** Remembers how the drawer was left. */
  drawer: { read: () => DrawerView; write: (view: DrawerView) => void };
}) {
  const [shown, setShown] = useState<Tab>('floor');
  const page = useRef<HTMLDivElement>(null);
  const isSignedIn = state.identity !== null;
  const tab = isSignedIn ? shown : 'floor';
  const names: Record<Tab, string> = {
    floor: t('panel_tab_floor'),
    sessions:
      state.sessions.length > 0
        ? t('panel_tab_sessions_count', { count: formatNumber(state.sessions.length) })
        : t('panel_tab_sessions'),
    recent: t('panel_tab_recent'),
  };

  /** Keys move along the tabs, arrows in reading direction, as the pattern for tabs says. */
  function moveOn(event: KeyboardEvent) {
    const forward =
      getComputedStyle(event.currentTarget as Element).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    const last = TABS.length - 1;
    const places: Record<string, number> = {
      ArrowLeft: TABS.indexOf(tab) + last,
      ArrowRight: TABS.indexOf(tab) + last,
      [forward]: TABS.indexOf(tab) + 1,
      Home: 0,
      End: last,
    };
    const place = places[event.key];
    // With Alt, an arrow goes back or forward in the browser.
    if (place === undefined || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const next = TABS[place % TABS.length] ?? 'floor';
    setShown(next);
    page.current?.querySelector<HTMLElement>(`#tab-${next}`)?.focus();
  }

  return (
    <div class="panel" ref={page}>
      {isSignedIn && (
        <div class="panel-tabs" role="tablist" aria-label={t('panel_tabs')} onKeyDown={moveOn}>
          {TABS.map((one) => (
            <button
              key={one}
              type="button"
              role="tab"
              id={`tab-${one}`}
              class="panel-tab"
              aria-selected={one === tab}
              aria-controls={`view-${one}`}
              tabIndex={one === tab ? 0 : -1}
              // In the floor, the search is what the focus goes back to.
              data-focus-home={one === tab && tab !== 'floor' ? '' : undefined}
              onClick={() => setShown(one)}
            >
              {names[one]}
            </button>
          ))}
        </div>
      )}
      {/* Stays while another tab is shown: what was typed and begun there goes on. */}
      <div
        class="panel-view"
        id="view-floor"
        hidden={tab !== 'floor'}
        {...(isSignedIn && { role: 'tabpanel', 'aria-labelledby': 'tab-floor' })}
      >
        <Popup
          state={state}
          actions={actions}
          host={{
            page,
            columns: FLOOR_COLUMNS,
            detail: (selected) => (
              <DrawerSlot
                selected={selected}
                memory={drawer}
                watchPast={watchPast}
                onHistory={actions.openHistory}
              />
            ),
          }}
        />
      </div>
      {tab === 'sessions' && (
        <div
          class="panel-view panel-scroll"
          id="view-sessions"
          role="tabpanel"
          aria-labelledby="tab-sessions"
          // Where the focus moves when the last control of a card disappears.
          tabIndex={-1}
          data-focus-place=""
        >
          <PanelSessions state={state} actions={actions} />
        </div>
      )}
      {tab === 'recent' && (
        <div class="panel-view panel-scroll" id="view-recent" role="tabpanel" aria-labelledby="tab-recent">
          <RecentAgents
            state={state}
            actions={actions}
            watchRecent={watchRecent}
            onStarted={() => setShown('floor')}
          />
        </div>
      )}
      <Shortcuts
        getShortcuts={actions.getShortcuts}
        onChange={actions.openShortcutSettings}
        onSearch={() => setShown('floor')}
      />
      {/* Not in a view, of which all but one are hidden. */}
      <Announcer />
    </div>
  );
}
