import type { Start } from '@/utils/cobrowse/model';
import { shownStep } from '@/utils/cobrowse/start-machine';
import type { ErrorCode } from '@/utils/errors/codes';
import type { RecoveryAction } from '@/utils/errors/recovery-actions';
import { FailurePanel } from '../common/FailurePanel';
import { Progress } from '../common/Progress';
import { customerOf } from '../conversation-list/row-wording';
import './StartPanels.css';

/** Failures without a button of their own if the page has a bigger "Sign in". */
const SIGN_IN_FIRST: readonly ErrorCode[] = ['signed-out', 'purpose-required'];

/** Starts that are running, waiting or failed, directly above the controls they came from. */
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
    <section class="starts" aria-label="Starts">
      {starts.map((start) =>
        start.state.phase === 'running' ? (
          <div class="start-running" key={start.conversationId} role="status">
            <p class="start-title ellipsis" title={customerOf(start)}>
              Starting cobrowse · {customerOf(start)}
            </p>
            <Progress step={shownStep(start.state.step)} />
          </div>
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
