import {
  BellOff,
  Eye,
  Maximize,
  Maximize2,
  Minimize,
  Minimize2,
  NotebookPen,
  PictureInPicture2,
  TriangleAlert,
} from 'lucide';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Failure } from '@/utils/errors/failure';
import type { Result } from '@/utils/errors/result';
import { formatNumber, t } from '@/utils/i18n/messages';
import type { ScreensActions } from '@/utils/pages/connect-screens';
import type { Screen, Tile } from '@/utils/screen-viewer/model';
import { FailurePanel } from '../common/FailurePanel';
import { Icon } from '../common/Icon';
import { IconButton } from '../common/IconButton';
import { ENDS_SOON_MS, formatLeft } from '../common/time';
import { useNow } from '../common/use-now';
import { EndButton } from './EndButton';
import { qualityFacts } from './quality-wording';
import { Stage } from './Stage';
import { agentInText, agentOf, factsOf, isCovered, noticeText } from './screens-wording';
import { TileNotes } from './TileNotes';
import { TileStatus } from './TileStatus';
import { screensNews, warningOf } from './tile-news';
import { useFullScreen } from './use-full-screen';
import { useNotes } from './use-notes';
import { usePictureInPicture } from './use-picture-in-picture';
import { useZoom } from './use-zoom';
import { ZoomControls } from './ZoomControls';
import './ScreenTile.css';

/** How long a change of the screens is shown, in milliseconds. */
const TOAST_MS = 6000;

/** One agent: their screens, what was agreed with whom, and the actions. */
export function ScreenTile({
  tile,
  size,
  alone,
  onChoose,
  onOpenSession,
  actions,
}: {
  tile: Tile;
  /** `small`: a preview beside a large tile. */
  size: 'large' | 'medium' | 'small';
  alone: boolean;
  /** Shows this tile large, or all side by side again. */
  onChoose: () => void;
  /** Shows another session, on this page or elsewhere; resolves with whether it is still live. */
  onOpenSession: (sessionId: string) => Promise<boolean>;
  actions: ScreensActions;
}) {
  const article = useRef<HTMLElement>(null);
  const stage = useRef<HTMLDivElement>(null);
  const note = useRef<HTMLInputElement>(null);
  const [chosenScreen, setChosenScreen] = useState<string | null>(null);
  const [notesOpen, setNotesOpen] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const pictures = tile.screens.filter((screen): screen is Screen & { size: object } => screen.size !== null);
  const shown = isCovered(tile) ? [] : pictures;
  const screen = shown.find(({ id }) => id === chosenScreen) ?? shown[0];
  const zoom = useZoom(stage, screen?.size ?? null);
  const fullScreen = useFullScreen(article);
  const pictureInPicture = usePictureInPicture(stage, !isCovered(tile));
  const toast = useToast(tile);
  const warning = warningOf(tile);
  const agent = agentOf(tile);
  const isOver = tile.phase === 'ended' || tile.phase === 'failed';
  const small = size === 'small';
  const notes = useNotes(tile, actions);
  const hasNotes = notes.all.length > 0 || notes.draft !== null;
  const startedAt = tile.startedAt ?? notes.draft?.startedAt ?? null;

  async function end(): Promise<void> {
    setFailure(null);
    const result: Result<unknown> = await actions.end(tile);
    if (!result.ok) setFailure(result.failure);
  }

  // Before the next key: the letters of a note are keys of the tile.
  useLayoutEffect(() => {
    if (notesOpen) note.current?.focus();
  }, [notesOpen]);

  function openNotes() {
    if (notesOpen) note.current?.focus();
    else setNotesOpen(true);
  }

  function closeNotes() {
    setNotesOpen(false);
    article.current?.focus({ preventScroll: true });
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
    const { target, key } = event;
    if (key === 'Escape' && notesOpen) {
      event.preventDefault();
      closeNotes();
      return;
    }
    if (!(target instanceof HTMLElement) || target.matches('input, textarea, select')) return;
    if (key === 'Enter' && target === article.current && !alone) {
      event.preventDefault();
      onChoose();
      return;
    }
    const act = actionOf(key);
    if (!act) return;
    event.preventDefault();
    act();
  }

  function actionOf(key: string): (() => void) | null {
    const number = shown[Number(key) - 1];
    if (/^[1-4]$/.test(key)) return number ? () => setChosenScreen(number.id) : null;
    if (isOver) return null;
    switch (key.toLowerCase()) {
      case 'f':
        return fullScreen.toggle;
      case '+':
      case '=':
        return zoom.larger;
      case '-':
        return zoom.smaller;
      case '0':
        return zoom.fit;
      case 'n':
        return tile.sessionId === null ? null : openNotes;
      default:
        return null;
    }
  }

  return (
    <article
      class={`tile tile-${size} tile-phase-${tile.phase}`}
      ref={article}
      aria-label={t('screens_name', { agent: agentInText(tile) })}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: its keys work while it has the focus
      tabIndex={0}
      data-tile={tile.key}
      data-focus-place=""
      onKeyDown={onKeyDown}
      // The small ones are chosen by clicking anywhere; by keyboard, with Enter.
      onClick={small ? onChoose : undefined}
    >
      <header class="tile-head">
        <span
          class={`tile-dot ${tile.phase === 'live' && !isCovered(tile) ? 'tile-dot-live' : ''}`}
          aria-hidden="true"
        />
        <div class="tile-names">
          <h2 title={agent}>
            <bdi class="ellipsis">{agent}</bdi>
          </h2>
          <p title={factsOf(tile)}>
            <bdi class="ellipsis">{factsOf(tile)}</bdi>
          </p>
        </div>
        {tile.expiresAt !== null && !isOver && <TimeLeft expiresAt={tile.expiresAt} />}
        {!alone && (
          <IconButton
            icon={size === 'large' ? Minimize2 : Maximize2}
            label={
              size === 'large'
                ? t('screens_show_wall')
                : t('screens_show_large', { agent: agentInText(tile) })
            }
            onPress={small ? () => undefined : onChoose}
          />
        )}
        {!small && !isOver && (
          <EndButton
            name={t('screens_end')}
            // A start that is canceled has shown nothing.
            question={tile.sessionId === null ? null : t('screens_end_session')}
            kind="danger"
            onEnd={end}
          />
        )}
      </header>
      {!small && !isOver && <Told tile={tile} />}
      <div class="tile-body">
        <div class="tile-picture">
          <Stage
            stage={stage}
            screens={tile.screens}
            shownId={screen?.id ?? null}
            agent={agentInText(tile)}
            zoom={zoom}
            onPicture={(screenId, pictureSize) => actions.notePicture(tile.key, screenId, pictureSize)}
          />
          <TileStatus tile={tile} small={small} onOpenSession={onOpenSession} actions={actions} />
          {toast !== null && <p class="tile-toast">{toast}</p>}
        </div>
        {notesOpen && !small && startedAt !== null && (
          <TileNotes
            input={note}
            notes={notes}
            startedAt={startedAt}
            isOver={isOver || tile.sessionId === null}
            onClose={closeNotes}
          />
        )}
      </div>
      {failure && (
        <div class="tile-failure">
          <FailurePanel
            failure={failure}
            onRecoveryAction={() => void end()}
            onDismiss={() => setFailure(null)}
            onCopy={actions.copyText}
          />
        </div>
      )}
      {warning !== null && !isOver && (
        <p class="tile-warning">
          <Icon node={TriangleAlert} size={14} />
          {warning}
        </p>
      )}
      {!small && (!isOver || hasNotes) && (
        <footer class="tile-foot">
          {!isOver && <ScreenChoice screens={shown} chosen={screen?.id ?? null} onChoose={setChosenScreen} />}
          {screen && !isOver && <ZoomControls zoom={zoom} />}
          <p class="tile-quality ellipsis">
            {screen && tile.phase === 'live' && tile.quality[screen.id]
              ? qualityFacts(tile.quality[screen.id] ?? NO_QUALITY)
              : ''}
          </p>
          {screen && !isOver && pictureInPicture.isPossible && (
            <IconButton
              icon={PictureInPicture2}
              label={t(
                pictureInPicture.isOn ? 'screens_leave_picture_in_picture' : 'screens_picture_in_picture',
              )}
              size={18}
              onPress={pictureInPicture.toggle}
            />
          )}
          {!isOver && (
            <IconButton
              icon={fullScreen.isOn ? Minimize : Maximize}
              label={t(fullScreen.isOn ? 'screens_leave_full_screen' : 'screens_full_screen')}
              size={18}
              onPress={fullScreen.toggle}
            />
          )}
          {startedAt !== null && (
            <button
              type="button"
              class="button button-small button-quiet"
              aria-expanded={notesOpen}
              onClick={notesOpen ? closeNotes : openNotes}
            >
              <Icon node={NotebookPen} size={16} />
              {notes.all.length > 0
                ? t('screens_notes_count', { count: formatNumber(notes.all.length) })
                : t('screens_notes')}
            </button>
          )}
        </footer>
      )}
    </article>
  );
}

const NO_QUALITY = { level: 'still', framesPerSecond: 0, width: null, height: null, loss: 0 } as const;

/** That the supervisor only watches, and whether the agent was told. */
function Told({ tile }: { tile: Tile }) {
  const told = tile.notice && noticeText(tile, tile.notice);
  return (
    <p class={`tile-told ${told?.attention ? 'tile-told-attention' : ''}`}>
      <span class="tile-view-only">
        <Icon node={Eye} size={14} />
        {t('common_session_view_only')}
      </span>
      {told && (
        <span class="tile-told-text">
          {told.attention && <Icon node={BellOff} size={14} />}
          <span>{told.text}</span>
        </span>
      )}
    </p>
  );
}

function TimeLeft({ expiresAt }: { expiresAt: number }) {
  const now = useNow();
  return (
    <span class={`tile-left ${expiresAt - now < ENDS_SOON_MS ? 'tile-left-short' : ''}`} dir="ltr">
      {formatLeft(expiresAt, now)}
    </span>
  );
}

/** One button for each screen; nothing while there is only one. */
function ScreenChoice({
  screens,
  chosen,
  onChoose,
}: {
  screens: Screen[];
  chosen: string | null;
  onChoose: (id: string) => void;
}) {
  if (screens.length < 2) return null;
  return (
    <fieldset class="screen-choice">
      <legend class="visually-hidden">{t('screens_choose')}</legend>
      {screens.map(({ id }, index) => (
        <button
          key={id}
          type="button"
          class="screen-choice-button"
          aria-pressed={id === chosen}
          aria-label={t('screens_number_of', {
            number: formatNumber(index + 1),
            total: formatNumber(screens.length),
          })}
          title={t('screens_number_key', { number: formatNumber(index + 1) })}
          onClick={() => onChoose(id)}
        >
          {formatNumber(index + 1)}
        </button>
      ))}
    </fieldset>
  );
}

/** Says for a moment that a screen was added or removed. */
function useToast(tile: Tile): string | null {
  const before = useRef(tile);
  const [toast, setToast] = useState<string | null>(null);
  useEffect(() => {
    const news = screensNews(before.current, tile);
    before.current = tile;
    if (news !== null) setToast(news);
  }, [tile]);
  useEffect(() => {
    if (toast === null) return undefined;
    const timer = setTimeout(() => setToast(null), TOAST_MS);
    return () => clearTimeout(timer);
  }, [toast]);
  return toast;
}
