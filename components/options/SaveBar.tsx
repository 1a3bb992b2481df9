import type { AppActions } from '@/utils/pages/app-state';
import { whileBusy } from '../common/while-busy';
import { SaveFailure } from '../settings-form/SaveFailure';
import type { SettingsForm } from '../settings-form/use-settings-draft';
import './SaveBar.css';

/** Stays in view while there are unsaved changes. */
export function SaveBar({ form, actions }: { form: SettingsForm; actions: AppActions }) {
  if (!form.changed && !form.failure) return null;
  return (
    <section class="save-bar" aria-label="Unsaved changes">
      <SaveFailure form={form} actions={actions} />
      <div class="save-bar-row">
        <p role="status">Unsaved changes</p>
        <button type="button" class="button" {...whileBusy(form.saving, form.discard)}>
          Discard
        </button>
        <button
          type="button"
          class="button button-primary"
          {...whileBusy(form.saving, () => void form.save())}
        >
          {form.saving ? 'Saving…' : 'Save'}
        </button>
      </div>
    </section>
  );
}
