import { CircleAlert } from 'lucide';
import { useEffect, useState } from 'preact/hooks';
import { formatList, t } from '@/utils/i18n/messages';
import type { AppActions } from '@/utils/pages/app-state';
import type { RecordReport } from '@/utils/storage/kept-records';
import { DismissButton } from '../common/DismissButton';
import { Icon } from '../common/Icon';
import { recordWords } from './record-wording';
import './RecordReports.css';

/**
 * Says at the top of the page which stored settings could not be fully read, until dismissed;
 * nothing if all could.
 */
export function RecordReports({
  actions: { reviewRecords, dismissRecordReports },
}: {
  actions: Pick<AppActions, 'reviewRecords' | 'dismissRecordReports'>;
}) {
  const [reports, setReports] = useState<RecordReport[]>([]);

  useEffect(() => {
    let isGone = false;
    // If the background cannot answer, show nothing; the next visit asks again.
    void reviewRecords().then((result) => {
      if (!isGone && result.ok) setReports(result.value);
    });
    return () => {
      isGone = true;
    };
  }, [reviewRecords]);

  if (reports.length === 0) return null;
  const isDamaged = reports.some(({ lost }) => lost.length > 0);
  const title = isDamaged ? t('settings_record_unread') : t('settings_record_newer');

  function dismiss() {
    setReports([]);
    void dismissRecordReports();
  }

  return (
    <section class="record-reports" aria-label={title}>
      <Icon node={CircleAlert} size={18} class="record-reports-icon" />
      <div class="record-reports-body">
        <h2 class="record-reports-title">{title}</h2>
        {reports.map((report, index) => (
          // The same item may have been found twice; the order does not change.
          <OneReport key={index} report={report} />
        ))}
        <p class="hint">{copyNote(reports)}</p>
      </div>
      <DismissButton onDismiss={dismiss} />
    </section>
  );
}

function OneReport({ report }: { report: RecordReport }) {
  const { title, lost, kept } = recordWords(report);
  return (
    <div class="record-report">
      <h3>{title}</h3>
      {report.isNewer && <p class="hint">{t('settings_record_newer_about')}</p>}
      {lost.length === 1 && <p>{lost[0]}</p>}
      {lost.length > 1 && (
        <ul>
          {lost.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      {kept.length > 0 && <p class="hint">{t('settings_record_kept', { names: formatList(kept) })}</p>}
    </div>
  );
}

function copyNote(reports: readonly RecordReport[]): string {
  const copied = reports.filter(({ hasCopy }) => hasCopy);
  const secretNote = t('settings_record_secrets');
  if (copied.length === 0) return secretNote;
  const note = t('settings_record_copy');
  return copied.length === reports.length ? note : `${note} ${secretNote}`;
}
