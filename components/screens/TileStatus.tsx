import { Check, CircleX, LoaderCircle, MonitorOff, MonitorX, SquareArrowOutUpRight } from 'lucide';
import { useState } from 'preact/hooks';
import type { Failure } from '@/utils/errors/failure';
import type { RecoveryAction } from '@/utils/errors/recovery-actions';
import { t } from '@/utils/i18n/messages';
import type { ScreensActions } from '@/utils/pages/connect-screens';
import type { Tile, TilePhase } from '@/utils/screen-viewer/model';
import { FailurePanel } from '../common/FailurePanel';
import { Icon } from '../common/Icon';
import { useNow } from '../common/use-now';
import { whileBusy } from '../common/while-busy';
import { isCovered, phaseText } from './screens-wording';
import './TileStatus.css';

/** After this time without an answer, what may be missing is said, in milliseconds. */
const LONG_MS = 8000;

/** What stands in the place of the picture, or over the last one. */
export function TileStatus({
  tile,
  small,
  onOpenSession,
  actions,
}: {
  tile: Tile;
  small: boolean;
  /** Shows another session; resolves with whether it is still live. */
  onOpenSession: (sessionId: string) => Promise<boolean>;
  actions: ScreensActions;
}) {
  const waits = tile.phase === 'asking' || tile.phase === 'waiting';
  const hasWaitedLong = useWaitedLong(waits ? tile.phase : null);
  if (tile.failure)
    return <Failed tile={tile} failure={tile.failure} onOpenSession={onOpenSession} actions={actions} />;
  if (tile.waitingFor)
    return (
      <div class="tile-status">
        <FailurePanel
          failure={tile.waitingFor}
          waiting
          onRecoveryAction={(action) => recover(action, tile, actions)}
          onCopy={actions.copyText}
        />
      </div>
    );
  const text = phaseText(tile, hasWaitedLong);
  if (!text) return null;
  const isOver = tile.phase === 'ended';
  return (
    <div class={`tile-status ${tile.phase === 'interrupted' ? 'tile-status-over-picture' : ''}`}>
      <StatusIcon tile={tile} />
      <p class="tile-status-title">{text.title}</p>
      {!small && <p class="tile-status-help">{text.help}</p>}
      {!small && (waits || tile.phase === 'connecting') && <Steps phase={tile.phase} />}
      {!small && isOver && <AfterEnd tile={tile} actions={actions} />}
    </div>
  );
}

function StatusIcon({ tile: { phase, ending, notice } }: { tile: Tile }) {
  if (phase === 'live' && !isCovered({ notice })) return <Icon node={MonitorOff} size={32} />;
  if (phase !== 'ended') return <Icon node={LoaderCircle} size={32} class="spin" />;
  if (ending === 'answered-elsewhere') return <Icon node={SquareArrowOutUpRight} size={32} />;
  return <Icon node={ending === 'no-picture' ? CircleX : MonitorX} size={32} />;
}

const STEPS = [
  { phase: 'connecting', name: 'screens_genesys_cloud' },
  { phase: 'asking', name: 'screens_agents_computer' },
  { phase: 'waiting', name: 'screens_picture' },
] as const;

/** How far it is. */
function Steps({ phase }: { phase: TilePhase }) {
  const at = STEPS.findIndex((step) => step.phase === phase);
  return (
    <ol class="tile-steps">
      {STEPS.map(({ phase: step, name }, index) => (
        <li
          key={step}
          class={index < at ? 'tile-step-done' : ''}
          aria-current={index === at ? 'step' : undefined}
        >
          {index < at && <Icon node={Check} size={14} />}
          {t(name)}
        </li>
      ))}
    </ol>
  );
}

function AfterEnd({ tile, actions }: { tile: Tile; actions: ScreensActions }) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  async function watchAgain() {
    setBusy(true);
    setFailure(null);
    const result = await actions.watchAgain(tile);
    setBusy(false);
    // A failed start has a tile state of its own; this is for a refusal before it.
    if (!result.ok) setFailure(result.failure);
  }

  return (
    <>
      <div class="tile-status-actions">
        {canStartAgain(tile) && (
          <button type="button" class="button" {...whileBusy(busy, () => void watchAgain())}>
            {t('screens_watch_again')}
          </button>
        )}
        <button type="button" class="button button-quiet" onClick={() => actions.removeTile(tile)}>
          {t('screens_remove')}
        </button>
      </div>
      {failure && (
        <FailurePanel
          failure={failure}
          recoveryActionName=""
          onRecoveryAction={() => undefined}
          onCopy={actions.copyText}
        />
      )}
    </>
  );
}

/** Where another session would only end the same way, none is offered. */
const canStartAgain = ({ ending }: Tile) => ending !== 'conversation-over' && ending !== 'not-allowed';

function Failed({
  tile,
  failure,
  onOpenSession,
  actions,
}: {
  tile: Tile;
  failure: Failure;
  onOpenSession: (sessionId: string) => Promise<boolean>;
  actions: ScreensActions;
}) {
  async function openOther(sessionId: string) {
    // If it has ended, nothing is in the way any more.
    if (!(await onOpenSession(sessionId))) void actions.watchAgain(tile);
  }
  return (
    <div class="tile-status">
      <FailurePanel
        failure={failure}
        onRecoveryAction={(action) =>
          action === 'open-session' && failure.sessionId !== undefined
            ? void openOther(failure.sessionId)
            : recover(action, tile, actions)
        }
        onDismiss={() => actions.removeTile(tile)}
        onCopy={actions.copyText}
      />
    </div>
  );
}

function recover(action: RecoveryAction, tile: Tile, actions: ScreensActions) {
  if (action === 'sign-in') void actions.signIn();
  else if (action === 'open-settings' || action === 'grant-access') actions.openSettings();
  else if (action === 'choose-purpose' || action === 'refresh') actions.openList();
  else void actions.watchAgain(tile);
}

function useWaitedLong(phase: TilePhase | null): boolean {
  const now = useNow(phase !== null);
  const [since, setSince] = useState({ phase, at: now });
  if (since.phase !== phase) setSince({ phase, at: now });
  return phase !== null && since.phase === phase && now - since.at >= LONG_MS;
}
