import { t } from '@/utils/i18n/messages';
import { Section } from '../settings-form/Section';

/** Opens the history of all sessions. */
export function HistorySection({ onOpen }: { onOpen: () => void }) {
  return (
    <Section id="history" title={t('settings_history')} intro={t('settings_history_about')}>
      <div>
        <button type="button" class="button" onClick={onOpen}>
          {t('settings_open_history')}
        </button>
      </div>
    </Section>
  );
}
