import { Lock } from 'lucide';
import { t } from '@/utils/i18n/messages';
import { Icon } from '../common/Icon';
import { MANAGED } from './groups';

/** Stands where nothing is left to choose, because the organization has set all of it. */
export function ManagedHere() {
  return (
    <p class="card card-body">
      <a class="locked" href={`#${MANAGED}`}>
        <Icon node={Lock} size={12} />
        <span>{t('settings_managed_see')}</span>
      </a>
    </p>
  );
}
