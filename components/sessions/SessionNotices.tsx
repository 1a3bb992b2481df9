import { LogOut, Unplug } from 'lucide';
import type { EndedSession } from '@/utils/cobrowse/model';
import { SERVICE_TRAITS } from '@/utils/cobrowse/service-traits';
import { DismissButton } from '../common/DismissButton';
import { Icon } from '../common/Icon';
import { formatClockTime } from '../common/time';
import { customerOf } from '../conversation-list/row-wording';
import { useUnexpired } from './use-unexpired';
import './SessionNotices.css';

/** How long a notice stays, in milliseconds. */
const NOTICE_MS = 10 * 60_000;

/** Sessions that have ended, each with the reason, until they are dismissed or old. */
export function SessionNotices({
  sessions,
  onDismiss,
}: {
  sessions: EndedSession[];
  onDismiss: (sessionId: string) => void;
}) {
  const shown = useUnexpired(sessions, noticeEnd);
  return (
    // Always rendered, so that screen readers announce its content.
    <div class="notices" role="status">
      {shown.map((session) => (
        <div class="notice" key={session.id}>
          <Icon node={session.how === 'left' ? LogOut : Unplug} class="notice-icon" />
          <div class="notice-body">
            <p>{wordingOf(session)}</p>
            <p class="notice-facts ellipsis" title={customerOf(session)}>
              {customerOf(session)} · {formatClockTime(session.endedAt)}
            </p>
          </div>
          <DismissButton class="notice-dismiss" onDismiss={() => onDismiss(session.id)} />
        </div>
      ))}
    </div>
  );
}

function wordingOf(ended: EndedSession): string {
  switch (SERVICE_TRAITS[ended.service].shows) {
    case 'agent-page':
      return agentWording(ended);
    case 'agent-screen':
      return screenWording(ended);
    case 'customer-page':
      return customerWording(ended);
  }
}

/** Why a session of Live Screen Monitoring ended. */
function screenWording({ agentName, how }: EndedSession): string {
  const screens = `screens of ${agentName ?? 'the agent'}`;
  const because = (reason: string) => `The ${screens} are no longer shown: ${reason}.`;
  switch (how) {
    case 'ended-by-you':
    case 'left':
      return `You stopped viewing the ${screens}.`;
    case 'time-limit':
    case 'left-at-limit':
      return because('your time limit was reached');
    case 'conversation-over':
      return because('the conversation has ended');
    case 'not-allowed':
      return because('your organisation no longer allows it');
    case 'page-closed':
      return because('the viewer page was closed or reloaded');
    case 'no-picture':
      return `No picture arrived from the ${screens}. Their computer probably lacks the Genesys Cloud desktop app or Background Assistant.`;
    case 'answered-elsewhere':
      return `Genesys Cloud opened the ${screens} in its own tab.`;
    case 'media-ended':
      return because('the connection ended');
    case 'agent-not-told':
      return because('the agent could not be told');
    case 'offer-ended':
    case 'ended-elsewhere':
      return because('Genesys Cloud or somebody else ended the session');
  }
}

function customerWording({ customerName, how }: EndedSession): string {
  const page = `the page of ${customerName ?? 'the customer'}`;
  switch (how) {
    case 'ended-by-you':
    case 'left':
      return `You left ${page}. If it is still shared, the customer or the agent can stop sharing.`;
    case 'time-limit':
      return `The viewer on ${page} was closed: your time limit was reached. The customer may still be sharing.`;
    case 'conversation-over':
      return `The session on ${page} ended with the conversation.`;
    case 'offer-ended':
      return `The offer to see ${page} was not accepted in time. Start again to get a new code.`;
    // In the viewer, the extension neither grants control nor knows the end of a session.
    case 'left-at-limit':
    case 'not-allowed':
      return `The viewer on ${page} was closed: your organisation no longer allows it.`;
    default:
      return `The session on ${page} was ended by the customer or somebody else.`;
  }
}

function agentWording({ agentName, how, expiresAt }: EndedSession): string {
  const session = `session with ${agentName ?? 'the agent'}`;
  switch (how) {
    case 'ended-by-you':
      return `You ended the ${session}.`;
    case 'left':
      return `You left the ${session}. It ends automatically at ${formatClockTime(expiresAt)}.`;
    case 'time-limit':
      return `The ${session} ended: its time limit was reached.`;
    case 'conversation-over':
      return `The ${session} ended with the conversation.`;
    case 'left-at-limit':
      return `You left the ${session}: your time limit was reached. The session itself runs until ${formatClockTime(expiresAt)}.`;
    case 'not-allowed':
      return `The ${session} was closed here: your organisation does not allow control.`;
    default:
      return `The ${session} was ended by the agent or somebody else.`;
  }
}

/** After a session that was left has really ended, its notice is obsolete. */
function noticeEnd({ how, endedAt, expiresAt, service }: EndedSession): number {
  const old = endedAt + NOTICE_MS;
  return how === 'left' && SERVICE_TRAITS[service].keepsTimeLimit ? Math.min(old, expiresAt) : old;
}
