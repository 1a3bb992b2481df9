import { RefreshCw, Stethoscope } from 'lucide';
import { countSkipped, summaryOf } from '@/utils/checks/checks';
import type { CheckAction } from '@/utils/checks/model';
import type { AppActions, AppState } from '@/utils/pages/app-state';
import { Icon } from '../common/Icon';
import { useSecondsUntil } from '../common/use-now';
import { whileBusy } from '../common/while-busy';
import { Section } from '../settings-form/Section';
import { CheckLine } from './CheckLine';
import { Diagnostics } from './Diagnostics';
import { useChecks } from './use-checks';
import './checks.css';

/**
 * The checks: everything that a start needs, tested live, each on its own line with what to do
 * about it.
 */
export function ChecksSection({
  state,
  actions,
  onAction,
}: {
  state: AppState;
  actions: AppActions;
  /** For what is fixed elsewhere on the page. */
  onAction: (action: Exclude<CheckAction, 'allow-access' | 'open-shortcuts'>) => void;
}) {
  const { checks, running, runAgain, roomAt } = useChecks(state, actions);
  // Until its own budget has room again, a new run would only skip the same probes.
  const seconds = useSecondsUntil(roomAt);

  function act(action: CheckAction) {
    // Call this directly from the click, as the browser requires. A grant triggers a new run.
    if (action === 'allow-access') void actions.grantHostAccess(state.settings);
    else if (action === 'open-shortcuts') actions.openShortcutSettings();
    else onAction(action);
  }

  return (
    <Section
      title="Checks"
      icon={Stethoscope}
      intro="Makes sure that everything a session needs is in place."
    >
      <div class="checks-head">
        <p class="checks-summary" role="status">
          {wordsFor(summaryOf(checks), countSkipped(checks), running)}
        </p>
        <button type="button" class="button" {...whileBusy(running || seconds > 0, runAgain)}>
          <Icon node={RefreshCw} size={14} class={running ? 'spin' : ''} />
          {seconds > 0 && !running ? `Run again in ${seconds} s` : 'Run again'}
        </button>
      </div>
      <ul class="checks" aria-busy={running} aria-label="Check results">
        {checks.map((check) => (
          <CheckLine key={check.id} check={check} onAction={act} />
        ))}
      </ul>
      <Diagnostics state={state} actions={actions} checks={checks} />
    </Section>
  );
}

function wordsFor(
  { problems, warnings }: { problems: number; warnings: number },
  skipped: number,
  running: boolean,
): string {
  if (running) return 'Checking…';
  const words = [countOf(problems, 'problem'), countOf(warnings, 'warning')].filter(Boolean).join(', ');
  const found = words === '' ? (skipped > 0 ? 'No problems found.' : 'Everything works.') : `${words}.`;
  return skipped === 0 ? found : `${found} ${countOf(skipped, 'check')} skipped for now.`;
}

function countOf(count: number, noun: string): string {
  return count === 0 ? '' : `${count} ${noun}${count === 1 ? '' : 's'}`;
}
