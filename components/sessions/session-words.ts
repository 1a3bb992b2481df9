import { isEnding } from '@/utils/cobrowse/ending';
import type { Session } from '@/utils/cobrowse/model';
import { SERVICE_TRAITS } from '@/utils/cobrowse/service-traits';
import { t } from '@/utils/i18n/messages';
import { formatClockTime } from '../common/time';
import { customerOf } from '../conversation-list/row-wording';
import { groupsOf } from './OfferPanel';

/**
 * How far a session is, as far as the service tells. `open`: nobody reports whether the other side
 * has joined. Only `joined` is a session that somebody is known to be in.
 */
export type SessionState = 'ending' | 'expired' | 'waiting' | 'not-invited' | 'open' | 'joined';

/** Returns the state of a live session. */
export function stateOf(session: Session, now: number): SessionState {
  const { offer, service, invitation, joinedExisting, agentNotice } = session;
  if (isEnding(session)) return 'ending';
  if (offer) return offer.endsAt !== null && offer.endsAt <= now ? 'expired' : 'waiting';
  if (service === 'platform') return 'joined';
  if (service === 'screen') return agentNotice?.state === 'pending' ? 'open' : 'joined';
  return invitation === null && !joinedExisting ? 'not-invited' : 'open';
}

/**
 * Sorts sessions by their time limits, the one that is over first on top. One that the user has
 * ended keeps its place: nothing moves under the pointer, and no key changes, while the end can be
 * undone.
 */
export function inOrder(sessions: readonly Session[]): Session[] {
  const limitOf = ({ ending, expiresAt }: Session) => ending?.limitAt ?? expiresAt;
  return [...sessions].sort((a, b) => limitOf(a) - limitOf(b));
}

/** Whether somebody else must do something before the session is of use. */
export const needsAttention = (state: SessionState) =>
  state === 'waiting' || state === 'expired' || state === 'not-invited';

/** The state in a few words. */
export function stateText(session: Session, now: number): string {
  const { offer, invitation } = session;
  switch (stateOf(session, now)) {
    case 'ending':
      return t('session_state_ended');
    case 'expired':
      return t('session_state_expired');
    case 'waiting':
      return offer?.joinCode
        ? t('session_state_waiting_code', {
            code: groupsOf(offer.joinCode)
              .map(({ text }) => text)
              .join(' '),
          })
        : t('session_state_waiting');
    case 'not-invited':
      return t('session_state_not_invited');
    case 'joined':
      return session.service === 'screen' ? t('session_state_watching') : t('session_state_joined');
    case 'open':
      if (invitation === null) return t('session_state_open');
      return invitation.certain
        ? t('session_state_invited', { time: formatClockTime(invitation.at) })
        : t('session_state_maybe_invited', { time: formatClockTime(invitation.at) });
  }
}

/** Whom it shows, as the headline of its line. */
export function headlineOf(session: Session): string {
  const agent = session.agent.name ?? t('session_agent');
  return SERVICE_TRAITS[session.service].shows === 'customer-page'
    ? t('session_customer_headline', { name: customerOf(session) })
    : agent;
}

/** What it is, as a name for users who listen. */
export function nameOf(session: Session): string {
  const agent = session.agent.name ?? t('session_agent');
  switch (SERVICE_TRAITS[session.service].shows) {
    case 'agent-page':
      return t('session_name_agent_page', { agent });
    case 'agent-screen':
      return t('session_name_agent_screen', { agent });
    case 'customer-page':
      return t('session_name_customer_page', { customer: customerOf(session) });
  }
}

/** The others in the conversation: “Joanna Keller · Billing”. */
export function factsOf(session: Session): string {
  const isOfCustomer = SERVICE_TRAITS[session.service].shows === 'customer-page';
  const others = isOfCustomer
    ? t('session_with_agent', { agent: session.agent.name ?? t('session_agent') })
    : customerOf(session);
  return [others, session.queueName].filter(Boolean).join(' · ');
}
