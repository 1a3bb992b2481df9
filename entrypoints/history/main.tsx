import '@/components/common/styles';
import { render } from 'preact';
import { HistoryPage } from '@/components/history/HistoryPage';
import { t } from '@/utils/i18n/messages';
import { beginPage } from '@/utils/pages/begin-page';
import { connectHistory } from '@/utils/pages/connect-history';

beginPage(document, t('history_page_title'));
const root = document.getElementById('root');
const { actions, watchState } = connectHistory();
if (root) {
  render(<HistoryPage state="reading" actions={actions} />, root);
  watchState((state) => render(<HistoryPage state={state ?? 'unreadable'} actions={actions} />, root));
}
