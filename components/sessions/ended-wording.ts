import type { EndedSession, Session } from '@/utils/cobrowse/model';
import { SERVICE_TRAITS } from '@/utils/cobrowse/service-traits';
import { t } from '@/utils/i18n/messages';
import { formatClockTime } from '../common/time';

/** How long a notice stays, in milliseconds. */
const NOTICE_MS = 10 * 60_000;

/** The notice of a session that was ended here at once: nothing is stored of it. */
export function endedByYou({
  id,
  service,
  conversationId,
  agent,
  customerName,
  expiresAt,
}: Session): EndedSession {
  const how = SERVICE_TRAITS[service].endsForAll ? 'ended-by-you' : 'left';
  const endedAt = Date.now();
  return { id, service, conversationId, agentName: agent.name, customerName, how, endedAt, expiresAt };
}

/** Says how a session ended, in one sentence. */
export function endedText(ended: EndedSession): string {
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
  const names = { agent: agentName ?? t('session_ended_the_agent') };
  switch (how) {
    case 'ended-by-you':
    case 'left':
      return t('session_ended_screens_stopped', names);
    case 'time-limit':
    case 'left-at-limit':
      return t('session_ended_screens_time', names);
    case 'conversation-over':
      return t('session_ended_screens_conversation', names);
    case 'not-allowed':
      return t('session_ended_screens_not_allowed', names);
    case 'page-closed':
      return t('session_ended_screens_page_closed', names);
    case 'no-picture':
      return t('session_ended_screens_no_picture', names);
    case 'answered-elsewhere':
      return t('session_ended_screens_elsewhere', names);
    case 'media-ended':
      return t('session_ended_screens_connection', names);
    case 'agent-not-told':
      return t('session_ended_screens_not_told', names);
    case 'offer-ended':
    case 'ended-elsewhere':
      return t('session_ended_screens_others', names);
  }
}

function customerWording({ customerName, how }: EndedSession): string {
  const names = { customer: customerName ?? t('session_ended_the_customer') };
  switch (how) {
    case 'ended-by-you':
    case 'left':
      return t('session_ended_customer_left', names);
    case 'time-limit':
      return t('session_ended_customer_time', names);
    case 'conversation-over':
      return t('session_ended_customer_conversation', names);
    case 'offer-ended':
      return t('session_ended_customer_offer', names);
    // In the viewer, the extension neither grants control nor knows the end of a session.
    case 'left-at-limit':
    case 'not-allowed':
      return t('session_ended_customer_not_allowed', names);
    default:
      return t('session_ended_customer_others', names);
  }
}

function agentWording({ agentName, how, expiresAt }: EndedSession): string {
  const agent = agentName ?? t('session_ended_the_agent');
  switch (how) {
    case 'ended-by-you':
      return t('session_ended_agent_by_you', { agent });
    case 'left':
      return t('session_ended_agent_left', { agent, time: formatClockTime(expiresAt) });
    case 'time-limit':
      return t('session_ended_agent_time', { agent });
    case 'conversation-over':
      return t('session_ended_agent_conversation', { agent });
    case 'left-at-limit':
      return t('session_ended_agent_left_at_limit', { agent, time: formatClockTime(expiresAt) });
    case 'not-allowed':
      return t('session_ended_agent_not_allowed', { agent });
    default:
      return t('session_ended_agent_others', { agent });
  }
}

/**
 * When the notice of a session that ended is obsolete, in milliseconds since the epoch: it is old,
 * or the session that was left has really ended.
 */
export function noticeEnd({ how, endedAt, expiresAt, service }: EndedSession): number {
  const old = endedAt + NOTICE_MS;
  return how === 'left' && SERVICE_TRAITS[service].keepsTimeLimit ? Math.min(old, expiresAt) : old;
}
