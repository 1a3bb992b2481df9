import { Check, CircleHelp, ExternalLink, Send } from 'lucide';
import { useRef, useState } from 'preact/hooks';
import type { AgentChange } from '@/utils/cobrowse/agent-change';
import type { AgentNotice, Session } from '@/utils/cobrowse/model';
import { SERVICE_TRAITS } from '@/utils/cobrowse/service-traits';
import type { Failure } from '@/utils/errors/failure';
import type { RecoveryAction } from '@/utils/errors/recovery-actions';
import type { Result } from '@/utils/errors/result';
import type { AppActions } from '@/utils/pages/app-state';
import { CopyButton } from '../common/CopyButton';
import { FailurePanel } from '../common/FailurePanel';
import { Icon } from '../common/Icon';
import { formatClockTime, formatLeft } from '../common/time';
import { useNow } from '../common/use-now';
import { whileBusy } from '../common/while-busy';
import { agentChangeWording, controlName, ownLimitText, purposeName } from '../common/wording';
import { customerOf } from '../conversation-list/row-wording';
import { InvitationFallback } from './InvitationFallback';
import { OfferPanel } from './OfferPanel';
import { useInvitation } from './use-invitation';
import './SessionCard.css';

/** A live session: with whom, the time left, and its actions. */
export function SessionCard({
  session,
  change,
  actions,
  onRecoveryAction,
}: {
  session: Session;
  /** Set if the agent has left the conversation. */
  change: AgentChange | null;
  actions: AppActions;
  /** Recovery actions that lead away from the card. */
  onRecoveryAction: (action: RecoveryAction) => void;
}) {
  const now = useNow();
  const [asking, setAsking] = useState(false);
  const backToEnd = useRef(false);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<{ failure: Failure; again: () => void } | null>(null);

  async function run<T>(work: () => Promise<Result<T>>, again: () => void): Promise<T | undefined> {
    setBusy(true);
    setFailed(null);
    const result = await work();
    setBusy(false);
    if (result.ok) return result.value;
    setFailed({ failure: result.failure, again });
    return undefined;
  }

  const open = () => void run(() => actions.openSession(session.id), open);
  const ask = () => {
    backToEnd.current = true;
    setAsking(true);
  };
  const keep = () => setAsking(false);
  const keepOnEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    keep();
  };
  const end = () => {
    setAsking(false);
    void run(() => actions.endSession(session.id), end);
  };
  const invitation = useInvitation(session.id, actions, run);
  const invited = session.invitation;

  /** The offer has ended: make a new one. */
  const startAgain = () =>
    void run(async () => {
      const left = await actions.endSession(session.id);
      return left.ok
        ? await actions.startSession(
            session.conversationId,
            session.ownLimit?.settings ?? session.settings,
            session.purpose,
            shows === 'customer-page' ? 'customer' : 'agent',
          )
        : left;
    }, startAgain);

  /** The agent has changed: start a session with the new one. */
  const startOver = () => void run(() => actions.startOver(session.id), startOver);

  const purpose = session.purpose === null ? '' : purposeName(session.purpose);
  const { shows, agentLink, endsForAll } = SERVICE_TRAITS[session.service];
  // Do not invite an agent who has left, or a new one, who has no part in this session.
  const invites = agentLink && change === null;
  const changed = change && agentChangeWording(change);
  const isOfCustomer = shows === 'customer-page';
  const agent = session.agent.name ?? 'agent';
  const name = {
    'agent-page': `Cobrowse with ${agent}`,
    'agent-screen': `Screens of ${agent}`,
    'customer-page': `Page of ${customerOf(session)}`,
  }[shows];
  const others = isOfCustomer ? `Agent: ${agent}` : customerOf(session);
  const facts = [others, session.queueName].filter(Boolean).join(' · ');
  // Screens can only be viewed, whatever the settings of the start said.
  const hasControl = session.settings.allowRemoteControl && shows !== 'agent-screen';
  const endName = endsForAll ? 'End' : 'Leave';
  return (
    // Where the focus moves when the focused control disappears.
    <article class="session" aria-label={name} tabIndex={-1} data-focus-place="">
      <div class="session-head">
        <span class={session.offer ? 'live-dot waiting-dot' : 'live-dot'} aria-hidden="true" />
        <h2 class="session-title ellipsis" title={name}>
          {name}
        </h2>
        {/* Until the customer accepts, the offer shows its own time limit. */}
        {!session.offer && <span class="session-left">{formatLeft(session.expiresAt, now)}</span>}
      </div>
      <p class="session-facts">
        <span class="ellipsis" title={facts}>
          {facts}
        </span>
        <span class={`chip ${hasControl ? 'chip-hold' : 'chip-ended'}`}>
          {isOfCustomer ? 'Customer’s page' : controlName(hasControl)}
        </span>
      </p>
      {session.joinedExisting && <p class="session-note">You joined a session already in progress</p>}
      {session.ownLimit && <p class="session-note">{ownLimitText(session, session.ownLimit)}</p>}
      {session.agentNotice && <p class="session-note">{agentNoticeText(session.agentNotice)}</p>}
      {isOfCustomer && <p class="session-note">The customer grants control in the viewer.</p>}
      {/* Always rendered, so that screen readers announce its content. */}
      <div class="session-changed" role="status">
        {changed && (
          <>
            <p>{changed.sentence}</p>
            {changed.button !== null && (
              <button
                type="button"
                class="button button-small button-primary"
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
          onStartAgain={startAgain}
        />
      )}
      <p class="session-facts">
        <span class="ellipsis" title={purpose}>
          {purpose}
        </span>
        {/* Always rendered, so that screen readers announce its content. */}
        <span class={`session-invited ${invited?.certain === false ? 'session-unsure' : ''}`} role="status">
          {invited && (
            <>
              <Icon node={invited.certain ? Check : CircleHelp} size={14} />
              {invited.certain ? 'Sent' : 'May have been sent'} {formatClockTime(invited.at)}
            </>
          )}
        </span>
      </p>
      {/* Keys, so that no button of one is ever reused for the other. */}
      {asking ? (
        <div key="question" class="session-actions">
          <button
            type="button"
            class="button button-small button-danger"
            onKeyDown={keepOnEscape}
            {...whileBusy(busy, end)}
          >
            {endName}
          </button>
          <span class="session-question">{agentLink ? 'End for everyone?' : 'Stop watching?'}</span>
          {/* The button that cancels has the focus, in the place of the one that asked. */}
          <button
            type="button"
            class="button button-small session-keep"
            ref={focusOnce}
            onKeyDown={keepOnEscape}
            onClick={keep}
          >
            Cancel
          </button>
        </div>
      ) : (
        <div key="actions" class="session-actions">
          {invites && (
            <button
              type="button"
              class={`button button-small ${invited ? '' : 'button-primary'}`}
              {...whileBusy(busy, () => void invitation.send())}
            >
              <Icon node={Send} size={14} />
              {invited ? 'Invite again' : 'Invite agent'}
            </button>
          )}
          <button
            type="button"
            class={`button button-small ${changed || (invites && !invited) ? '' : 'button-primary'}`}
            {...whileBusy(busy, open)}
          >
            <Icon node={ExternalLink} size={14} />
            Open
          </button>
          <button
            type="button"
            class="button button-small button-quiet session-end"
            ref={(element) => {
              // After cancelling, the focus returns to the button that asked.
              if (element && backToEnd.current) element.focus();
              if (element) backToEnd.current = false;
            }}
            {...whileBusy(busy, ask)}
          >
            {endName}
          </button>
        </div>
      )}
      {invites && (
        <div class="session-invite">
          <CopyButton
            label="Copy invitation"
            class="button button-small button-quiet"
            copy={invitation.copyInvitation}
          />
          <CopyButton
            label="Copy join link"
            class="button button-small button-quiet"
            copy={invitation.copyLink}
          />
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
    </article>
  );
}

/** Whether the agent knows that their screens are viewed. */
function agentNoticeText({ state, at }: AgentNotice): string {
  switch (state) {
    case 'pending':
      return 'Telling the agent…';
    case 'sent':
      return at === null ? 'The agent was told.' : `The agent was told at ${formatClockTime(at)}.`;
    case 'by-platform':
      return 'Genesys Cloud tells the agent.';
    case 'off':
      return 'The extension does not tell the agent: your organisation has turned this off.';
  }
}

function focusOnce(element: HTMLElement | null) {
  element?.focus();
}
