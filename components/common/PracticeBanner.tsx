import { FlaskConical } from 'lucide';
import { useState } from 'preact/hooks';
import { t, tParts } from '@/utils/i18n/messages';
import type { AppActions } from '@/utils/pages/app-state';
import { Icon } from './Icon';
import { whileBusy } from './while-busy';
import './PracticeBanner.css';

/** Says on every page that nothing on it is real, with a button that ends practice. */
export function PracticeBanner({ onLeave }: { onLeave: AppActions['leavePractice'] }) {
  const [leaving, setLeaving] = useState(false);

  async function leave() {
    setLeaving(true);
    await onLeave();
    setLeaving(false);
  }

  return (
    <section class="practice-banner" aria-label={t('common_practice')}>
      <Icon node={FlaskConical} size={18} />
      <p>
        {tParts('common_practice_note', {
          nobody: <strong key="nobody">{t('common_practice_nobody')}</strong>,
        })}
      </p>
      <button type="button" class="button button-small" {...whileBusy(leaving, () => void leave())}>
        {t('common_practice_leave')}
      </button>
    </section>
  );
}
