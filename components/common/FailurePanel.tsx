import { ChevronRight, CircleAlert, Hourglass } from 'lucide';
import type { ComponentChildren } from 'preact';
import type { Failure } from '@/utils/errors/failure';
import { describeFailure } from '@/utils/errors/messages';
import type { RecoveryAction } from '@/utils/errors/recovery-actions';
import { formatNumber, t } from '@/utils/i18n/messages';
import { adminRequestFor } from './admin-request';
import { useAnnounce } from './announce';
import { CopyButton } from './CopyButton';
import { DismissButton } from './DismissButton';
import { Icon } from './Icon';
import { secondsUntil } from './time';
import { useNow } from './use-now';
import { whileBusy } from './while-busy';
import { recoveryActionName as nameOf } from './wording';
import './FailurePanel.css';

/**
 * A failure as shown to the user: what happened, what to do, the button for it, and the details
 * that support asks for. `waiting`: it resumes automatically and is not (yet) an error.
 */
export function FailurePanel({
  failure,
  about,
  waiting = false,
  silent = false,
  openDetails = false,
  recoveryActionName,
  onRecoveryAction,
  onDismiss,
  onCopy,
}: {
  failure: Failure;
  /** The conversation or session this is about, if the place alone does not show it. */
  about?: string | undefined;
  waiting?: boolean;
  /** Whether it was announced elsewhere on the page. */
  silent?: boolean;
  /** Whether the details are open from the beginning. */
  openDetails?: boolean;
  /** Another text for the recovery-action button; an empty text removes the button. */
  recoveryActionName?: string | undefined;
  onRecoveryAction: (recoveryAction: RecoveryAction) => void;
  onDismiss?: (() => void) | undefined;
  onCopy: (text: string) => Promise<void>;
}) {
  const { title, help, recoveryAction } = describeFailure(failure, waiting);
  useAnnounce(waiting && !silent ? [about, title, help].filter(Boolean).join(' ') : '');
  const counting = failure.retryAt !== undefined;
  const now = useNow(counting);
  const seconds = failure.retryAt === undefined ? 0 : secondsUntil(failure.retryAt, now);
  const request = adminRequestFor(failure);
  const name = recoveryActionName ?? recoveryActionNameOf(failure, recoveryAction);

  return (
    <div class={`failure ${waiting ? 'failure-waiting' : ''}`} role={silent || waiting ? undefined : 'alert'}>
      <Icon node={waiting ? Hourglass : CircleAlert} size={18} class="failure-icon" />
      <div class="failure-body">
        {about && (
          <p class="failure-about ellipsis" title={about} dir="auto">
            {about}
          </p>
        )}
        <p class="failure-title">{title}</p>
        <p class="failure-help">{counting && waiting ? goesOn(seconds) : help}</p>
        {(name !== '' || request !== null) && (
          <div class="failure-actions cluster">
            {request !== null && (
              <CopyButton
                label={t('common_copy_request')}
                class="button button-small button-primary"
                copy={() => onCopy(request).then(copied, notCopied)}
              />
            )}
            {name !== '' && (
              <button
                type="button"
                class={`button button-small ${request === null ? 'button-primary' : ''}`}
                // Another recovery action is another button.
                key={recoveryAction}
                {...whileBusy(!waiting && seconds > 0, () => onRecoveryAction(recoveryAction))}
              >
                {!waiting && seconds > 0
                  ? t('common_recover_in', { action: name, seconds: formatNumber(seconds) })
                  : name}
              </button>
            )}
          </div>
        )}
        <FailureDetails failure={failure} isOpen={openDetails} onCopy={onCopy} />
      </div>
      {onDismiss && <DismissButton class="failure-dismiss" onDismiss={onDismiss} />}
    </div>
  );
}

/** The name of a failure's button; none where only an administrator can help. */
export function recoveryActionNameOf(failure: Failure, action: RecoveryAction): string {
  return action === 'try-again' && failure.code === 'permission-denied' ? '' : nameOf(action);
}

const copied = () => true;
const notCopied = () => false;

/** Says when a failure that waits resumes. */
export function goesOn(seconds: number): string {
  return seconds > 0 ? t('common_retrying_in', { seconds: formatNumber(seconds) }) : t('common_retrying');
}

/** The details that support asks for, collapsed. */
export function FailureDetails({
  failure,
  isOpen = false,
  onCopy,
}: {
  failure: Failure;
  isOpen?: boolean;
  onCopy: (text: string) => Promise<void>;
}) {
  const rows = Object.entries({
    [t('common_detail_code')]: failure.code,
    [t('common_detail_call')]: failure.call,
    [t('common_detail_status')]: failure.status?.toString(),
    [t('common_detail_api_code')]: failure.apiCode,
    [t('common_detail_correlation_id')]: failure.correlationId,
    [t('common_detail_field')]: failure.fieldPath,
  }).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));

  async function copy() {
    const text = rows.map((row) => t('common_detail', row)).join('\n');
    return await onCopy(text).then(copied, notCopied);
  }

  return (
    <details class="details" open={isOpen}>
      <summary>
        <Icon node={ChevronRight} size={14} class="details-chevron" />
        {t('common_details')}
      </summary>
      <dl>
        {rows.map(
          ({ name, value }): ComponentChildren => (
            <div key={name}>
              <dt>{name}</dt>
              <dd dir="ltr">{value}</dd>
            </div>
          ),
        )}
      </dl>
      <CopyButton label={t('common_copy_details')} class="button button-small" copy={copy} />
    </details>
  );
}
