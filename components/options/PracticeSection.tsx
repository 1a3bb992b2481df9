import { t } from '@/utils/i18n/messages';
import type { AppActions, AppState } from '@/utils/pages/app-state';
import { isOff } from '@/utils/settings/policy';
import { useSpoken } from '../common/announce';
import { FailurePanel } from '../common/FailurePanel';
import { usePractice } from '../common/use-practice';
import { whileBusy } from '../common/while-busy';
import { Section } from '../settings-form/Section';

/**
 * Begins practice, and says what to do once it is on; nothing if the organization has switched it
 * off.
 */
export function PracticeSection({ state, actions }: { state: AppState; actions: AppActions }) {
  const spoken = useSpoken();
  const { entering, failure, enter, dismiss } = usePractice(actions.enterPractice);
  if (isOff(state.policy, 'practice')) return null;
  return (
    <Section id="practice" title={t('settings_practice')} intro={t('settings_practice_about')}>
      <div class="field-row">
        {state.practice ? (
          <button key="open" type="button" class="button" onClick={actions.openList}>
            {t('settings_practice_open')}
          </button>
        ) : (
          <button key="start" type="button" class="button" {...whileBusy(entering, () => void enter())}>
            {t('settings_practice_start')}
          </button>
        )}
      </div>
      <p class="hint" ref={spoken} hidden={!state.practice}>
        {state.practice && t('settings_practice_next')}
      </p>
      {failure && (
        <FailurePanel
          failure={failure}
          onRecoveryAction={dismiss}
          onDismiss={dismiss}
          onCopy={actions.copyText}
        />
      )}
    </Section>
  );
}
