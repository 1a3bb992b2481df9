import { ChevronRight, CircleAlert, Hourglass } from 'lucide';
import type { ComponentChildren } from 'preact';
import type { Failure } from '@/utils/errors/failure';
import { describeFailure } from '@/utils/errors/messages';
import type { RecoveryAction } from '@/utils/errors/recovery-actions';
import { CopyButton } from './CopyButton';
import { DismissButton } from './DismissButton';
import { Icon } from './Icon';
import { secondsUntil } from './time';
import { useNow } from './use-now';
import { whileBusy } from './while-busy';
import { RECOVERY_ACTION_NAMES } from './wording';
import './FailurePanel.css';

/**
 * A failure as shown to the user: what happened, what to do, the button for it, and the details
 * that support asks for. `waiting`: it resumes automatically and is not (yet) an error.
 */
export function FailurePanel({
  failure,
  about,
  waiting = false,
  recoveryActionName,
  onRecoveryAction,
  onDismiss,
  onCopy,
}: {
  failure: Failure;
  /** The conversation or session this is about, if the place alone does not show it. */
  about?: string | undefined;
  waiting?: boolean;
  /** Another text for the recovery-action button; an empty text removes the button. */
  recoveryActionName?: string | undefined;
  onRecoveryAction: (recoveryAction: RecoveryAction) => void;
  onDismiss?: (() => void) | undefined;
  onCopy: (text: string) => Promise<void>;
}) {
  const { title, help, recoveryAction } = describeFailure(failure, waiting);
  const counting = failure.retryAt !== undefined;
  const now = useNow(counting);
  const seconds = failure.retryAt === undefined ? 0 : secondsUntil(failure.retryAt, now);
  const name = recoveryActionName ?? RECOVERY_ACTION_NAMES[recoveryAction];

  return (
    <div class={`failure ${waiting ? 'failure-waiting' : ''}`} role={waiting ? 'status' : 'alert'}>
      <Icon node={waiting ? Hourglass : CircleAlert} size={18} class="failure-icon" />
      <div class="failure-body">
        {about && (
          <p class="failure-about ellipsis" title={about}>
            {about}
          </p>
        )}
        <p class="failure-title">{title}</p>
        <p class="failure-help">{counting && waiting ? goesOn(seconds) : help}</p>
        {name !== '' && (
          <div class="failure-actions">
            <button
              type="button"
              class="button button-small button-primary"
              // Another recovery action is another button.
              key={recoveryAction}
              {...whileBusy(!waiting && seconds > 0, () => onRecoveryAction(recoveryAction))}
            >
              {!waiting && seconds > 0 ? `${name} in ${seconds} s` : name}
            </button>
          </div>
        )}
        <FailureDetails failure={failure} onCopy={onCopy} />
      </div>
      {onDismiss && <DismissButton class="failure-dismiss" onDismiss={onDismiss} />}
    </div>
  );
}

function goesOn(seconds: number): string {
  return seconds > 0 ? `Continues automatically in ${seconds} s` : 'Continuing…';
}

/** The details that support asks for, collapsed. */
export function FailureDetails({
  failure,
  onCopy,
}: {
  failure: Failure;
  onCopy: (text: string) => Promise<void>;
}) {
  const rows = Object.entries({
    Code: failure.code,
    Call: failure.call,
    Status: failure.status,
    'API code': failure.apiCode,
    'Correlation ID': failure.correlationId,
    Field: failure.fieldPath,
  }).filter(([, value]) => value !== undefined);

  async function copy() {
    await onCopy(rows.map(([name, value]) => `${name}: ${value}`).join('\n'));
    return true;
  }

  return (
    <details class="details">
      <summary>
        <Icon node={ChevronRight} size={14} class="details-chevron" />
        Details
      </summary>
      <dl>
        {rows.map(
          ([name, value]): ComponentChildren => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
      <CopyButton label="Copy details" class="button button-small" copy={copy} />
    </details>
  );
}
