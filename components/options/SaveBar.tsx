import { t } from '@/utils/i18n/messages';
import type { AppActions } from '@/utils/pages/app-state';
import { useAnnounce } from '../common/announce';
import { whileBusy } from '../common/while-busy';
import { SaveFailure } from '../settings-form/SaveFailure';
import type { SettingsForm } from '../settings-form/use-settings-draft';
import './SaveBar.css';

/** Stays in view while there are unsaved changes. */
export function SaveBar({ form, actions }: { form: SettingsForm; actions: AppActions }) {
  const isShown = form.changed || form.failure !== null;
  useAnnounce(isShown ? t('settings_unsaved') : '');
  if (!isShown) return null;
  return (
    <section class="save-bar" aria-label={t('settings_unsaved')}>
      <SaveFailure form={form} actions={actions} />
      <div class="save-bar-row">
        <p>{t('settings_unsaved')}</p>
        <button type="button" class="button" {...whileBusy(form.saving, form.discard)}>
          {t('settings_discard')}
        </button>
        <button
          type="button"
          class="button button-primary"
          {...whileBusy(form.saving, () => void form.save())}
        >
          {form.saving ? t('settings_saving') : t('settings_save')}
        </button>
      </div>
    </section>
  );
}
