import { CircleAlert } from 'lucide';
import type { HistoryTrouble } from '@/utils/history/trouble';
import { Icon } from '../common/Icon';
import { TROUBLE_TEXTS } from './wording';

/** Says that the history has gaps. */
export function WriteErrorNotice({ trouble: { since, lost, reason } }: { trouble: HistoryTrouble }) {
  const time = new Date(since).toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <div class="failure" role="alert">
      <Icon node={CircleAlert} size={18} class="failure-icon" />
      <div class="failure-body">
        <p class="failure-title">
          {lost === 1 ? 'An entry' : `${lost.toLocaleString()} entries`} could not be saved since {time}.
        </p>
        <p class="failure-help">{TROUBLE_TEXTS[reason]} Sessions still work.</p>
      </div>
    </div>
  );
}
