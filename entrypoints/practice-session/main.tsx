import '@/components/common/styles';
import { render } from 'preact';
import { PracticeSession } from '@/components/practice/PracticeSession';
import { t } from '@/utils/i18n/messages';
import { beginPage } from '@/utils/pages/begin-page';
import { connectApp } from '@/utils/pages/connect-app';

beginPage(document, t('practice_page_title'));
const root = document.getElementById('root');
const { watchState } = connectApp();
if (root) {
  watchState((state) => render(<PracticeSession state={state} search={location.search} />, root));
}
