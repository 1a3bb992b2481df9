import type { Doubt } from '@/utils/cobrowse/doubts';
import { t } from '@/utils/i18n/messages';

/** Why this window asks, as shown to the user. */
export function whyText(doubt: Doubt): string {
  switch (doubt) {
    case 'altered':
      return t('confirm_why_altered');
    case 'cannot-tell':
      return t('confirm_why_cannot_tell');
    case 'focus':
      return t('confirm_why_focus');
    case 'no-pointer':
      return t('confirm_why_no_pointer');
    case 'unnamed':
      return t('confirm_why_unnamed');
    case 'too-soon':
      return t('confirm_why_too_soon');
    case 'disagrees':
      return t('confirm_why_disagrees');
    case 'no-button':
      return t('confirm_why_no_button');
    case 'changed':
      return t('confirm_why_changed');
    case 'purpose':
      return t('confirm_why_purpose');
  }
}
