import { CircleAlert } from 'lucide';
import type { HistoryTrouble } from '@/utils/history/trouble';
import { language, t, tPlural } from '@/utils/i18n/messages';
import { Icon } from '../common/Icon';
import { troubleText } from './history-wording';

/** Says that the history has gaps. */
export function WriteErrorNotice({ trouble: { since, lost, reason } }: { trouble: HistoryTrouble }) {
  const time = new Date(since).toLocaleString(language(), { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <div class="failure" role="alert">
      <Icon node={CircleAlert} size={18} class="failure-icon" />
      <div class="failure-body">
        <p class="failure-title">{tPlural('history_unsaved', lost, { time })}</p>
        <p class="failure-help">
          {troubleText(reason)} {t('history_sessions_work')}
        </p>
      </div>
    </div>
  );
}
