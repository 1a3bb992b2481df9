import type { Start } from '@/utils/cobrowse/model';
import { type StartStep, shownStep } from '@/utils/cobrowse/start-machine';
import type { ErrorCode } from '@/utils/errors/codes';
import type { RecoveryAction } from '@/utils/errors/recovery-actions';
import { t } from '@/utils/i18n/messages';
import { useAnnounce, useSpoken } from '../common/announce';
import { FailurePanel } from '../common/FailurePanel';
import { Progress } from '../common/Progress';
import { stepName } from '../common/wording';
import { customerOf } from '../conversation-list/row-wording';
import './StartPanels.css';

/** Failures without a button of their own if the page has a bigger "Sign in". */
const SIGN_IN_FIRST: readonly ErrorCode[] = ['signed-out', 'purpose-required'];

/** Starts that are running, waiting or failed, on the page that asks to sign in. */
export function StartPanels({
  starts,
  signInElsewhere = false,
  onRecoveryAction,
  onDismiss,
  onCopy,
}: {
  starts: Start[];
  /** True if the page already has a bigger "Sign in". */
  signInElsewhere?: boolean;
  onRecoveryAction: (action: RecoveryAction, start: Start) => void;
  onDismiss: (start: Start) => void;
  onCopy: (text: string) => Promise<void>;
}) {
  if (starts.length === 0) return null;
  return (
    <section class="starts" aria-label={t('popup_starts')}>
      {starts.map((start) =>
        start.state.phase === 'running' ? (
          <Running key={start.conversationId} name={customerOf(start)} step={shownStep(start.state.step)} />
        ) : (
          <FailurePanel
            key={start.conversationId}
            failure={start.state.failure}
            about={customerOf(start)}
            waiting={start.state.phase === 'waiting'}
            recoveryActionName={
              signInElsewhere && SIGN_IN_FIRST.includes(start.state.failure.code) ? '' : undefined
            }
            onRecoveryAction={(action) => onRecoveryAction(action, start)}
            onDismiss={() => onDismiss(start)}
            onCopy={onCopy}
          />
        ),
      )}
    </section>
  );
}

function Running({ name, step }: { name: string; step: StartStep }) {
  const spoken = useSpoken(true);
  useAnnounce(t('popup_step_spoken', { step: stepName(step) }));
  return (
    <div class="start-running">
      <p class="start-title ellipsis" title={name} ref={spoken}>
        {t('popup_starting', { name })}
      </p>
      <Progress step={step} />
    </div>
  );
}
