import { LoaderCircle, X } from 'lucide';
import type { RecoveryAction } from '@/utils/errors/recovery-actions';
import { t } from '@/utils/i18n/messages';
import type { HistoryActions, WatchOutcome } from '@/utils/pages/connect-history';
import { useSpoken } from '../common/announce';
import { FailurePanel } from '../common/FailurePanel';
import { Icon } from '../common/Icon';

/** A start from the history: under way, or what became of it. */
export type WatchState = { agent: string; outcome: WatchOutcome | 'starting'; again: () => void };

/** Says what became of “Watch again”, and what to do where it could not start. */
export function WatchNotice({
  state: { agent, outcome, again },
  actions,
  onDismiss,
}: {
  state: WatchState;
  actions: Pick<HistoryActions, 'copyText' | 'openSettings' | 'showInList'>;
  onDismiss: () => void;
}) {
  const spoken = useSpoken(true);
  if (outcome !== 'starting' && outcome.kind === 'failed') {
    return (
      <FailurePanel
        failure={outcome.failure}
        about={agent}
        onRecoveryAction={recover}
        onDismiss={onDismiss}
        onCopy={actions.copyText}
      />
    );
  }

  function recover(action: RecoveryAction) {
    if (action === 'sign-in' || action === 'open-settings' || action === 'grant-access')
      actions.openSettings();
    else if (action === 'choose-purpose') void actions.showInList(agent);
    else if (action === 'try-again' || action === 'refresh') again();
    else onDismiss();
  }

  return (
    <div class="card watch-notice">
      <p ref={spoken} class="watch-words">
        {outcome === 'starting' && <Icon node={LoaderCircle} class="spin" />}
        <span>{wordsOf(outcome, agent)}</span>
      </p>
      {outcome !== 'starting' && outcome.kind === 'ask-purpose' && (
        <button type="button" class="button" onClick={() => void actions.showInList(agent)}>
          {t('history_watch_open_list', { agent })}
        </button>
      )}
      {outcome !== 'starting' && (
        <button
          type="button"
          class="icon-button"
          aria-label={t('history_dismiss')}
          title={t('history_dismiss')}
          onClick={onDismiss}
        >
          <Icon node={X} />
        </button>
      )}
    </div>
  );
}

function wordsOf(outcome: Exclude<WatchState['outcome'], { kind: 'failed' }>, agent: string): string {
  if (outcome === 'starting') return t('history_watching', { agent });
  switch (outcome.kind) {
    case 'started':
      return t('history_watch_started', { agent });
    case 'no-conversation':
      return t('history_watch_none', { agent });
    case 'ask-purpose':
      return t('history_watch_purpose');
  }
}
