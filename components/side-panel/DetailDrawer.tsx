import { ChevronDown, ChevronUp } from 'lucide';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { t } from '@/utils/i18n/messages';
import type { DrawerView } from '@/utils/pages/panel-drawer';
import { Icon } from '../common/Icon';
import { LOW_WINDOW } from '../common/low-window';
import { isAnyOpen } from '../common/overlays';
import { whileBusy } from '../common/while-busy';
import { agentOf } from '../conversation-list/row-wording';
import type { SelectedDetail } from '../popup/popup-host';
import type { Target } from '../popup/StartBar';
import { DrawerFacts } from './DrawerFacts';
import { PastSessions, type WatchPast } from './PastSessions';
import './DetailDrawer.css';

/** The least and the most height, in hundredths of the window's height, and the step of a key. */
const [LEAST, MOST, STEP] = [20, 70, 5];

/** Where the height is set: the panel's rows are laid out with it. */
const SIZE = '--drawer-size';

const BODY_ID = 'drawer-body';

/**
 * More about the selected row, below the list. Its upper edge can be moved, by pointer and by keys;
 * Escape or its button closes it, and then only its head is left. Both are remembered.
 */
export function DetailDrawer({
  selected,
  memory,
  watchPast,
  onHistory,
}: {
  selected: SelectedDetail;
  /** How it was left last time. */
  memory: { read: () => DrawerView; write: (view: DrawerView) => void };
  watchPast: WatchPast;
  onHistory: () => void;
}) {
  // There, it covers the list.
  const [isLow, setLow] = useState(() => matchMedia(LOW_WINDOW).matches);
  // What covers the list must not do so by itself.
  const [view, setView] = useState(() => {
    const kept = memory.read();
    return { isOpen: kept.isOpen && !isLow, height: within(kept.height) };
  });
  const drawer = useRef<HTMLElement>(null);
  const toggle = useRef<HTMLButtonElement>(null);
  const { isOpen, height } = view;
  const { target, userId, blocker } = selected;
  const agent = agentOf(target.row);

  function show(next: DrawerView) {
    setView(next);
    if (!isLow) memory.write(next);
  }

  function close() {
    if (drawer.current?.contains(document.activeElement)) toggle.current?.focus();
    show({ ...view, isOpen: false });
  }

  useLayoutEffect(() => {
    const panel = drawer.current?.closest<HTMLElement>('.panel');
    if (!panel || !isOpen) return undefined;
    panel.style.setProperty(SIZE, `minmax(2.5rem, ${height}vh)`);
    // The list has become lower.
    panel.querySelector('.row-selected')?.scrollIntoView({ block: 'nearest' });
    return () => panel.style.removeProperty(SIZE);
  }, [isOpen, height]);

  // The window may be zoomed or made lower while it is open.
  useEffect(() => {
    const low = matchMedia(LOW_WINDOW);
    const follow = ({ matches }: MediaQueryListEvent) => {
      if (matches && drawer.current?.contains(document.activeElement)) toggle.current?.focus();
      setLow(matches);
      setView((before) => ({ ...before, isOpen: !matches && memory.read().isOpen }));
    };
    low.addEventListener('change', follow);
    return () => low.removeEventListener('change', follow);
  }, []);

  const closing = useRef(close);
  closing.current = close;
  useEffect(() => {
    if (!isOpen) return undefined;
    const onKeyDown = (event: KeyboardEvent) => {
      // An overlay, or a text that is being typed, is closed or cleared first.
      if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing || isAnyOpen()) return;
      if (drawer.current?.closest('[hidden]')) return;
      event.preventDefault();
      closing.current();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [isOpen]);

  return (
    <section
      ref={drawer}
      class={`drawer ${isOpen ? 'drawer-open' : ''}`}
      aria-label={t('panel_detail_of', { agent })}
      // If a control of it goes, the focus stays here: in the search box it would select nothing.
      data-focus-place=""
      tabIndex={-1}
    >
      {isOpen && !isLow && (
        <Edge
          height={height}
          onMove={(next) => setView({ ...view, height: next })}
          onMoved={(next) => show({ ...view, height: next })}
          onClose={close}
        />
      )}
      <div class="drawer-head line">
        <h2 class="drawer-title grow ellipsis" title={isOpen ? agent : undefined} dir="auto">
          {isOpen ? agent : t('panel_detail')}
        </h2>
        {isOpen && blocker === null && (
          <button
            type="button"
            class="button button-small"
            // Another row is another button: a second press must not start it. With its own row, it
            // stays, and so does the focus.
            key={target.row.id}
            {...whileBusy(target.starting, target.start)}
          >
            {watchName(target)}
          </button>
        )}
        <button
          ref={toggle}
          type="button"
          class="icon-button"
          aria-label={t('panel_detail')}
          title={t(isOpen ? 'panel_detail_close' : 'panel_detail_open')}
          aria-expanded={isOpen}
          aria-controls={isOpen ? BODY_ID : undefined}
          onClick={() => (isOpen ? close() : show({ ...view, isOpen: true }))}
        >
          <Icon node={isOpen ? ChevronDown : ChevronUp} />
        </button>
      </div>
      {isOpen && (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        <div class="drawer-body" id={BODY_ID} tabIndex={0} role="group" aria-label={t('panel_detail')}>
          {blocker && <p class="drawer-blocker">{blocker.sentence}</p>}
          <DrawerFacts {...selected} />
          <PastSessions row={target.row} userId={userId} watchPast={watchPast} onHistory={onHistory} />
        </div>
      )}
    </section>
  );
}

function watchName({ starting, live }: Target): string {
  if (starting) return t('list_row_starting');
  return t(live ? 'list_row_open' : 'list_row_watch');
}

/**
 * The upper edge: a window splitter, as its pattern says. Arrow keys move it, Home and End move it
 * as far as it goes, and Enter closes what it belongs to.
 */
function Edge({
  height,
  onMove,
  onMoved,
  onClose,
}: {
  height: number;
  /** While the pointer holds it. */
  onMove: (height: number) => void;
  onMoved: (height: number) => void;
  onClose: () => void;
}) {
  const held = useRef<{ y: number; height: number } | null>(null);
  const heightAt = (from: { y: number; height: number }, y: number) =>
    within(from.height + ((from.y - y) / window.innerHeight) * 100);

  function onKeyDown(event: KeyboardEvent) {
    const heights: Record<string, number> = {
      ArrowUp: height + STEP,
      ArrowDown: height - STEP,
      Home: LEAST,
      End: MOST,
    };
    const next = heights[event.key];
    if (event.key === 'Enter') onClose();
    else if (next !== undefined) onMoved(within(next));
    else return;
    event.preventDefault();
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule between texts cannot be moved.
    <div
      class="drawer-edge"
      role="separator"
      tabIndex={0}
      aria-orientation="horizontal"
      aria-label={t('panel_detail_resize')}
      aria-controls={BODY_ID}
      aria-valuemin={LEAST}
      aria-valuemax={MOST}
      aria-valuenow={height}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        held.current = { y: event.clientY, height };
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => held.current && onMove(heightAt(held.current, event.clientY))}
      onPointerUp={(event) => {
        if (held.current) onMoved(heightAt(held.current, event.clientY));
        held.current = null;
      }}
      onPointerCancel={() => {
        if (held.current) onMove(held.current.height);
        held.current = null;
      }}
    />
  );
}

const within = (height: number) => Math.round(Math.min(MOST, Math.max(LEAST, height)));
