import { t } from '@/utils/i18n/messages';
import { CopyButton } from '../common/CopyButton';

/** The exact address to register with the OAuth client; empty while no environment is chosen. */
export function RedirectUri({ uri, onCopy }: { uri: string; onCopy: (text: string) => Promise<void> }) {
  async function copy() {
    await onCopy(uri);
    return true;
  }
  return (
    <div class="field">
      <label for="field-redirect-uri">{t('settings_redirect_uri')}</label>
      <div class="field-row">
        <input
          id="field-redirect-uri"
          class="text-input code"
          type="text"
          readOnly
          value={uri}
          dir="ltr"
          placeholder={t('settings_redirect_uri_none')}
          title={uri}
          aria-describedby="field-redirect-uri-hint"
          onFocus={({ currentTarget }) => currentTarget.select()}
        />
        {uri !== '' && (
          <CopyButton label={t('settings_copy')} name={t('settings_copy_redirect_uri')} copy={copy} />
        )}
      </div>
      <p class="hint" id="field-redirect-uri-hint">
        {t('settings_redirect_uri_hint')}
      </p>
    </div>
  );
}
