import type { Failure } from '@/utils/errors/failure';
import { t } from '@/utils/i18n/messages';
import type { Handover } from './use-invitation';

/** Says what happened, and what was done or must be done. */
export function handoverSentences({ delivery, byHand }: Handover): string[] {
  if (!delivery) return [t('session_handover_no_copy'), t('session_handover_copy_here')];
  const happened = delivery.how === 'unsure' ? t('session_handover_unsure') : reasonText(delivery.why);
  if (byHand !== undefined) return [happened, t('session_handover_not_copied')];
  return [
    happened,
    delivery.how === 'unsure' ? t('session_handover_copied_too') : t('session_handover_copied'),
  ];
}

function reasonText(why: Failure | 'off'): string {
  if (why === 'off') return t('session_handover_off');
  if (why.apiCode === 'not.a.user') return t('session_handover_no_user');
  if (why.code === 'permission-denied') {
    // Of “the permission “…”” only the name is needed here.
    const missing = /^the (?:permission|scope) “([^”]+)”$/.exec(why.subject ?? '')?.[1] ?? why.subject;
    return missing ? t('session_handover_denied_missing', { missing }) : t('session_handover_denied');
  }
  return why.code === 'not-found' ? t('session_handover_unreachable') : t('session_handover_not_accepted');
}
