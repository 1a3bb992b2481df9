import { t } from '../i18n/messages';
import type { Settings } from '../settings/settings';
import type { Notice } from './notices';

/** Returns the texts of a notification, with no more names than the settings allow. */
export function wordNotice(
  notice: Notice,
  names: Settings['notices']['names'],
): { title: string; message: string } {
  const agent = names === 'none' ? null : notice.agentName;
  const customer = names === 'agent-and-customer' ? notice.customerName : null;
  const who = [agent, customer].filter(Boolean).join(' · ');
  return { title: titleOf(notice), message: who || t('notify_nameless') };
}

function titleOf({ kind, what }: Notice): string {
  switch (kind) {
    case 'agent':
      if (what === 'ended') return t('notify_session_ended');
      return what === 'replaced' ? t('notify_agent_replaced') : t('notify_agent_left');
    case 'offer-accepted':
      return t('notify_offer_accepted');
    case 'limit-near':
      return t('notify_limit_near');
    case 'pinned-hold':
      return t('notify_pinned_hold');
    case 'help':
      return t('notify_help');
    case 'sign-in':
      return t('notify_sign_in');
  }
}
