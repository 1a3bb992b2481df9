import { Send } from 'lucide';
import { useState } from 'preact/hooks';
import type { AgentChange } from '@/utils/cobrowse/agent-change';
import type { AgentNotice, Session } from '@/utils/cobrowse/model';
import { SERVICE_TRAITS } from '@/utils/cobrowse/service-traits';
import type { RecoveryAction } from '@/utils/errors/recovery-actions';
import { t } from '@/utils/i18n/messages';
import type { AppActions } from '@/utils/pages/app-state';
import { useSpoken } from '../common/announce';
import { CopyButton } from '../common/CopyButton';
import { FailurePanel } from '../common/FailurePanel';
import { Icon } from '../common/Icon';
import { formatClockTime, formatLeft } from '../common/time';
import { useNow } from '../common/use-now';
import { whileBusy } from '../common/while-busy';
import { agentChangeWording, controlName, ownLimitText, purposeName } from '../common/wording';
import { InvitationFallback } from './InvitationFallback';
import { OfferPanel } from './OfferPanel';
import { factsOf, stateText } from './session-words';
import { type Handover, useInvitation } from './use-invitation';
import { type Failed, useRun } from './use-run';
import './SessionDetails.css';

/** Everything about a live session, in its sheet: facts, the offer, ways to invite the agent. */
export function SessionDetails({
  session,
  change,
  handover,
  actions,
  onStartAgain,
  onRecoveryAction,
}: {
  session: Session;
  /** Set if the agent has left the conversation. */
  change: AgentChange | null;
  /** What the line of the session could not send. */
  handover: Handover | null;
  actions: AppActions;
  onStartAgain: () => void;
  /** Recovery actions that lead away from the session. */
  onRecoveryAction: (action: RecoveryAction) => void;
}) {
  const spokenState = useSpoken();
  const spokenChange = useSpoken();
  const now = useNow();
  const [failed, setFailed] = useState<Failed | null>(null);
  const { busy, run } = useRun(setFailed);
  const invitation = useInvitation(session.id, actions, run, handover);
  const invited = session.invitation;

  /** The agent has changed: start a session with the new one. */
  const startOver = () => void run(() => actions.startOver(session.id), startOver);

  const { shows, agentLink } = SERVICE_TRAITS[session.service];
  // Do not invite an agent who has left, or a new one, who has no part in this session.
  const invites = agentLink && change === null;
  const changed = change && agentChangeWording(change);
  const isOfCustomer = shows === 'customer-page';
  // Screens can only be viewed, whatever the settings of the start said.
  const hasControl = session.settings.allowRemoteControl && shows !== 'agent-screen';
  const facts = [
    factsOf(session),
    isOfCustomer ? t('session_customer_page') : controlName(hasControl),
    session.purpose === null ? '' : purposeName(session.purpose),
  ];

  return (
    <div class="stack session-details">
      <p class="session-facts">
        <bdi>{facts.filter(Boolean).join(' · ')}</bdi>
        {!session.offer && <span class="session-left">{formatLeft(session.expiresAt, now)}</span>}
      </p>
      <p class={`session-invited ${invited?.certain === false ? 'session-unsure' : ''}`} ref={spokenState}>
        {!session.offer && stateText(session, now)}
      </p>
      {session.joinedExisting && <p class="session-note">{t('session_joined_existing')}</p>}
      {session.ownLimit && <p class="session-note">{ownLimitText(session, session.ownLimit)}</p>}
      {session.agentNotice && <p class="session-note">{agentNoticeText(session.agentNotice)}</p>}
      {isOfCustomer && <p class="session-note">{t('session_customer_control')}</p>}
      <div class="session-changed" ref={spokenChange}>
        {changed && (
          <>
            <p>{changed.sentence}</p>
            {changed.button !== null && (
              <button
                type="button"
                class="button button-small button-primary button-wraps"
                {...whileBusy(busy, startOver)}
              >
                {changed.button}
              </button>
            )}
          </>
        )}
      </div>
      {session.offer && (
        <OfferPanel
          offer={session.offer}
          now={now}
          busy={busy}
          onCopy={actions.copyText}
          onStartAgain={onStartAgain}
        />
      )}
      {invites && (
        <div class="cluster">
          <button
            type="button"
            class={`button button-small ${invited ? '' : 'button-primary'}`}
            {...whileBusy(busy, () => void invitation.send())}
          >
            <Icon node={Send} size={14} />
            {t(invited ? 'session_invite_again' : 'session_invite')}
          </button>
          <CopyButton
            label={t('session_copy_invitation')}
            class="button button-small"
            copy={invitation.copyInvitation}
          />
          <CopyButton label={t('session_copy_link')} class="button button-small" copy={invitation.copyLink} />
        </div>
      )}
      {invitation.handover && (
        <InvitationFallback
          handover={invitation.handover}
          onDismiss={invitation.dismiss}
          onCopy={actions.copyText}
        />
      )}
      {failed && (
        <FailurePanel
          failure={failed.failure}
          onRecoveryAction={(action) =>
            action === 'try-again' || action === 'reopen' ? failed.again() : onRecoveryAction(action)
          }
          onDismiss={() => setFailed(null)}
          onCopy={actions.copyText}
        />
      )}
    </div>
  );
}

/** Whether the agent knows that their screens are viewed. */
function agentNoticeText({ state, at }: AgentNotice): string {
  switch (state) {
    case 'pending':
      return t('session_telling');
    case 'sent':
      return at === null ? t('session_told') : t('session_told_at', { time: formatClockTime(at) });
    case 'by-platform':
      return t('session_told_by_platform');
    case 'off':
      return t('session_told_off');
  }
}
