import { Download } from 'lucide';
import { t } from '@/utils/i18n/messages';
import { Icon } from '../common/Icon';

/** Exports what is shown. */
export function ExportButtons({
  disabled,
  onCsv,
  onJson,
}: {
  disabled: boolean;
  onCsv: () => Promise<void>;
  onJson: () => Promise<void>;
}) {
  return (
    <div class="history-exports">
      <button type="button" class="button" disabled={disabled} onClick={() => void onCsv()}>
        <Icon node={Download} size={14} />
        {t('history_export_csv')}
      </button>
      <button type="button" class="button" disabled={disabled} onClick={() => void onJson()}>
        <Icon node={Download} size={14} />
        {t('history_export_json')}
      </button>
    </div>
  );
}
