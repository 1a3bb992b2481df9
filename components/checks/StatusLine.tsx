import { RefreshCw } from 'lucide';
import { summaryOf } from '@/utils/checks/checks';
import { formatNumber, t, tPlural } from '@/utils/i18n/messages';
import { Icon } from '../common/Icon';
import { useSecondsUntil } from '../common/use-now';
import { whileBusy } from '../common/while-busy';
import { ICONS } from './CheckLine';
import type { ChecksRun } from './use-checks';
import './checks.css';

/** The checks in one line: how many are good, with the way to each of them. */
export function StatusLine({ run: { checks, running, runAgain, roomAt } }: { run: ChecksRun }) {
  const seconds = useSecondsUntil(roomAt);
  const { good, counted, problems, warnings, skipped } = summaryOf(checks);
  const state = running
    ? 'checking'
    : problems > 0
      ? 'problem'
      : warnings > 0
        ? 'warning'
        : good > 0
          ? 'good'
          : 'skipped';
  const passed = tPlural('settings_status_passed', counted, { passed: formatNumber(good) });
  return (
    <div class={`status-line check-${state}`}>
      <Icon node={ICONS[state]} size={18} class={`check-icon ${running ? 'spin' : ''}`} />
      <a class="status-words" href="#checks">
        {running
          ? t('settings_status_checking')
          : skipped > 0
            ? `${passed} · ${tPlural('settings_status_skipped', skipped)}`
            : passed}
      </a>
      <button type="button" class="button button-small" {...whileBusy(running || seconds > 0, runAgain)}>
        <Icon node={RefreshCw} size={14} />
        {seconds > 0 && !running
          ? t('settings_run_checks_in', { seconds: formatNumber(seconds) })
          : t('settings_run_checks')}
      </button>
    </div>
  );
}
