import { t } from '@/utils/i18n/messages';
import type { AppActions, AppState } from '@/utils/pages/app-state';
import { PracticeSection } from '../options/PracticeSection';
import { Section } from '../settings-form/Section';
import { PinHint } from './PinHint';

/** The first session, a real one or practice; and how to have the icon at hand. */
export function TryStep({
  state,
  actions,
  signedIn,
  onSignIn,
}: {
  state: AppState;
  actions: AppActions;
  signedIn: boolean;
  onSignIn: () => void;
}) {
  return (
    <>
      <Section id="in-genesys" title={t('welcome_in_genesys')} intro={t('welcome_in_genesys_about')}>
        <div class="field-row">
          {state.practice ? (
            <p>{t('welcome_practice_try')}</p>
          ) : signedIn ? (
            <>
              <button
                type="button"
                class="button button-primary"
                onClick={() => actions.openGenesysCloud(state.settings)}
              >
                {t('welcome_open_genesys')}
              </button>
              <button type="button" class="button" onClick={actions.openSettings}>
                {t('welcome_run_checks')}
              </button>
            </>
          ) : (
            <button type="button" class="button button-primary" onClick={onSignIn}>
              {t('welcome_sign_in_first')}
            </button>
          )}
        </div>
      </Section>
      <PracticeSection state={state} actions={actions} />
      <PinHint isPinned={actions.isPinned} />
    </>
  );
}
