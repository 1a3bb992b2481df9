import { TriangleAlert } from 'lucide';
import { t } from '@/utils/i18n/messages';
import { Icon } from '../common/Icon';
import { goToPlace } from '../settings-form/go-to-place';
import { findMissing, type SignInField } from '../settings-form/settings-draft';
import { fieldId, type SettingsForm } from '../settings-form/use-settings-draft';
import './StillMissing.css';

const NAMES = {
  host: 'settings_custom_host',
  clientId: 'settings_client_id',
  clientSecret: 'settings_client_secret',
  supervisorUserId: 'settings_supervisor_id',
} as const satisfies Record<SignInField, string>;

/** What a sign-in still needs, each with the way to its field; nothing if nothing is missing. */
export function StillMissing({ form: { draft, keepsSecret } }: { form: SettingsForm }) {
  const missing = findMissing(draft, keepsSecret);
  if (missing.length === 0) return null;
  return (
    <p class="still-missing">
      <Icon node={TriangleAlert} size={18} />
      <span>{t('settings_still_missing')}</span>
      {missing.map((field) => (
        <a
          key={field}
          href={`#${fieldId(field)}`}
          onClick={(event) => {
            // The address may be the same as before: then nothing else would happen.
            event.preventDefault();
            goToPlace(fieldId(field));
          }}
        >
          {t(NAMES[field])}
        </a>
      ))}
    </p>
  );
}
