import { Keyboard, LayoutGrid, RectangleHorizontal, WifiOff } from 'lucide';
import { useEffect, useRef, useState } from 'preact/hooks';
import { t, tPlural } from '@/utils/i18n/messages';
import type { ScreensActions } from '@/utils/pages/connect-screens';
import type { ScreensState, Tile } from '@/utils/screen-viewer/model';
import { Icon } from '../common/Icon';
import { PracticeBanner } from '../common/PracticeBanner';
import { ProductMark } from '../common/ProductMark';
import { useSteadyPage } from '../common/use-steady-page';
import { EndButton } from './EndButton';
import { PageMessage } from './PageMessage';
import { ScreenTile } from './ScreenTile';
import { linkText, pageTitle, shortcuts } from './screens-wording';
import { useNews } from './use-news';
import './ScreensPage.css';

const NO_TILES: Tile[] = [];

type Layout = 'one' | 'wall';

/** The screens of the agents whom the supervisor watches: one large, or all side by side. */
export function ScreensPage({ state, actions }: { state: ScreensState; actions: ScreensActions }) {
  const page = useSteadyPage();
  // A page that shows a message shows nobody, whatever it knows.
  const isWatching = state.page === 'watching' && state.tiles.length > 0;
  const tiles = isWatching ? state.tiles : NO_TILES;
  const [wanted, setWanted] = useState<Layout>('wall');
  const [chosen, setChosen] = useState<string | null>(null);
  const wall = useRef<HTMLDivElement>(null);
  const news = useNews(tiles, connectionText(state)?.title ?? null);
  const title = pageTitle(tiles);
  const layout: Layout = tiles.length === 1 ? 'one' : wanted;
  const large = layout === 'one' ? (tiles.find(({ key }) => key === chosen) ?? tiles[0]) : undefined;

  useEffect(() => {
    document.title = t('screens_document_title', { title });
  }, [title]);

  // The keys work where the focus is, so it begins at the first agent.
  const hasTiles = tiles.length > 0;
  useEffect(() => {
    if (hasTiles && document.activeElement === document.body) focusTile(wall.current, 0);
  }, [hasTiles]);

  function choose(key: string) {
    setChosen(key);
    setWanted('one');
  }

  async function openSession(sessionId: string): Promise<boolean> {
    const place = tiles.findIndex((tile) => tile.sessionId === sessionId && tile.phase !== 'ended');
    const tile = tiles[place];
    if (!tile) return (await actions.openSession(sessionId)).ok;
    if (layout === 'one') setChosen(tile.key);
    focusTile(wall.current, place);
    return true;
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Escape' && layout === 'one' && tiles.length > 1) {
      event.preventDefault();
      setWanted('wall');
      return;
    }
    // Elsewhere the arrows belong to what has the focus.
    if (!(event.target instanceof HTMLElement) || !event.target.matches('[data-tile]')) return;
    const way = direction(event.key, event.target);
    if (way === 0) return;
    event.preventDefault();
    const places = tilesIn(wall.current);
    const next = places[places.indexOf(event.target) + way];
    next?.focus();
    const key = next?.getAttribute('data-tile');
    if (layout === 'one' && key) setChosen(key);
  }

  return (
    <div class="screens" ref={page}>
      {state.practice && <PracticeBanner onLeave={actions.leavePractice} />}
      <header class="screens-head">
        <ProductMark size={24} />
        <h1 title={title}>
          <bdi class="ellipsis">{title}</bdi>
        </h1>
        {tiles.length > 1 && <LayoutChoice layout={layout} onChoose={setWanted} />}
        {isWatching && <EndAll tiles={tiles} actions={actions} />}
        {isWatching && <Shortcuts />}
      </header>
      <Connection state={state} onTryAgain={actions.tryAgain} />
      <main tabIndex={-1} data-focus-home="">
        {isWatching ? (
          // Only passes keys on from the tiles, which are focusable.
          // biome-ignore lint/a11y/noStaticElementInteractions: see above
          <div
            class={`wall wall-${layout}`}
            ref={wall}
            data-count={Math.min(tiles.length, 9)}
            onKeyDown={onKeyDown}
          >
            {tiles.map((tile) => (
              <ScreenTile
                key={tile.key}
                tile={tile}
                size={layout === 'wall' ? 'medium' : tile === large ? 'large' : 'small'}
                alone={tiles.length === 1}
                onOpenSession={openSession}
                onChoose={() => (tile === large ? setWanted('wall') : choose(tile.key))}
                actions={actions}
              />
            ))}
          </div>
        ) : (
          <PageMessage state={state} actions={actions} />
        )}
      </main>
      {/* The only live region; always rendered, so that screen readers announce its content. */}
      <p class="visually-hidden" role="status">
        {news}
      </p>
    </div>
  );
}

function LayoutChoice({ layout, onChoose }: { layout: Layout; onChoose: (layout: Layout) => void }) {
  return (
    <fieldset class="segmented screens-layout">
      <legend class="visually-hidden">{t('screens_layout')}</legend>
      {(['one', 'wall'] as const).map((each) => (
        <label key={each} class="segment" title={t(LAYOUTS[each].name)}>
          <input type="radio" name="layout" checked={layout === each} onChange={() => onChoose(each)} />
          <Icon node={LAYOUTS[each].icon} />
          <span class="screens-layout-name">{t(LAYOUTS[each].name)}</span>
        </label>
      ))}
    </fieldset>
  );
}

const LAYOUTS = {
  one: { name: 'screens_layout_large', icon: RectangleHorizontal },
  wall: { name: 'screens_layout_wall', icon: LayoutGrid },
} as const;

function EndAll({ tiles, actions }: { tiles: Tile[]; actions: ScreensActions }) {
  const watched = tiles.filter(({ phase }) => phase !== 'ended' && phase !== 'failed');
  if (watched.length < 2) return null;
  return (
    <EndButton
      name={t('screens_end_all')}
      question={tPlural('screens_end_sessions', watched.length)}
      kind="quiet"
      // A failure stays visible: its tile does not end.
      onEnd={async () => {
        await Promise.all(watched.map(actions.end));
      }}
    />
  );
}

function Shortcuts() {
  const details = useRef<HTMLDetailsElement>(null);
  return (
    <details
      class="shortcuts"
      ref={details}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !details.current?.open) return;
        event.preventDefault();
        event.stopPropagation();
        details.current.open = false;
        details.current.querySelector('summary')?.focus();
      }}
    >
      <summary class="icon-button" aria-label={t('screens_shortcuts')} title={t('screens_shortcuts')}>
        <Icon node={Keyboard} size={18} />
      </summary>
      <div class="shortcuts-list card">
        <p class="hint">{t('screens_shortcuts_help')}</p>
        <dl>
          {shortcuts().map(([keys, meaning]) => (
            <div key={keys}>
              <dt>
                <kbd>{keys}</kbd>
              </dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
      </div>
    </details>
  );
}

function Connection({ state, onTryAgain }: { state: ScreensState; onTryAgain: () => void }) {
  const text = connectionText(state);
  if (!text) return null;
  return (
    <div class="screens-link">
      <Icon node={WifiOff} />
      <p>
        <strong>{text.title}</strong> {text.help}
      </p>
      {state.link === 'unreachable' && (
        <button type="button" class="button button-small" onClick={onTryAgain}>
          {t('screens_try_now')}
        </button>
      )}
    </div>
  );
}

function connectionText({ page, link, tiles }: ScreensState) {
  const hasPictures = tiles.some(({ phase }) => phase === 'live');
  return page === 'watching' ? linkText(link, hasPictures) : null;
}

const tilesIn = (wall: HTMLElement | null): HTMLElement[] => [
  ...(wall?.querySelectorAll<HTMLElement>('[data-tile]') ?? []),
];

function focusTile(wall: HTMLElement | null, index: number) {
  tilesIn(wall)[index]?.focus({ preventScroll: true });
}

/** To the next tile or the previous one, in the direction of reading; 0 for any other key. */
function direction(key: string, element: HTMLElement): -1 | 0 | 1 {
  if (key === 'ArrowDown') return 1;
  if (key === 'ArrowUp') return -1;
  if (key !== 'ArrowLeft' && key !== 'ArrowRight') return 0;
  const rightToLeft = getComputedStyle(element).direction === 'rtl';
  return (key === 'ArrowRight') !== rightToLeft ? 1 : -1;
}
