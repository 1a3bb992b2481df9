import { RefreshCw } from 'lucide';
import { summaryOf } from '@/utils/checks/checks';
import type { CheckAction } from '@/utils/checks/model';
import { formatNumber, t, tPlural } from '@/utils/i18n/messages';
import type { AppActions, AppState } from '@/utils/pages/app-state';
import { useSpoken } from '../common/announce';
import { Icon } from '../common/Icon';
import { useSecondsUntil } from '../common/use-now';
import { whileBusy } from '../common/while-busy';
import { CheckLine } from './CheckLine';
import { Diagnostics } from './Diagnostics';
import type { ChecksRun } from './use-checks';
import './checks.css';

/**
 * The checks: everything that a start needs, tested live, each on its own line with what to do
 * about it.
 */
export function ChecksSection({
  run: { checks, running, runAgain, roomAt },
  state,
  actions,
  onAction,
}: {
  run: ChecksRun;
  state: AppState;
  actions: AppActions;
  /** For what is fixed elsewhere on the page. */
  onAction: (action: Exclude<CheckAction, 'allow-access' | 'open-shortcuts'>) => void;
}) {
  const spoken = useSpoken();
  // Until its own budget has room again, a new run would only skip the same probes.
  const seconds = useSecondsUntil(roomAt);

  function act(action: CheckAction) {
    // Call this directly from the click, as the browser requires. A grant triggers a new run.
    if (action === 'allow-access') void actions.grantHostAccess(state.settings);
    else if (action === 'open-shortcuts') actions.openShortcutSettings();
    else onAction(action);
  }

  return (
    <div class="card card-body">
      <p class="hint">{t('check_about')}</p>
      <div class="checks-head">
        <p class="checks-summary" ref={spoken}>
          {running ? t('check_running') : wordsFor(summaryOf(checks))}
        </p>
        <button type="button" class="button" {...whileBusy(running || seconds > 0, runAgain)}>
          <Icon node={RefreshCw} size={14} class={running ? 'spin' : ''} />
          {seconds > 0 && !running
            ? t('check_run_again_in', { seconds: formatNumber(seconds) })
            : t('check_run_again')}
        </button>
      </div>
      <ul class="checks" aria-busy={running} aria-label={t('check_results')}>
        {checks.map((check) => (
          <CheckLine key={check.id} check={check} onAction={act} />
        ))}
      </ul>
      <Diagnostics state={state} actions={actions} checks={checks} />
    </div>
  );
}

function wordsFor({ problems, warnings, skipped }: ReturnType<typeof summaryOf>): string {
  const [first, second] = [
    problems > 0 && tPlural('check_problems', problems),
    warnings > 0 && tPlural('check_warnings', warnings),
  ].filter((words) => words !== false);
  const found =
    first === undefined
      ? t(skipped > 0 ? 'check_no_problems' : 'check_all_good')
      : second === undefined
        ? t('check_found_one', { first })
        : t('check_found_two', { first, second });
  return skipped === 0 ? found : `${found} ${tPlural('check_skipped', skipped)}`;
}
