import '@/components/common/styles';
import { render } from 'preact';
import { WelcomePage } from '@/components/welcome/WelcomePage';
import { t } from '@/utils/i18n/messages';
import { beginPage } from '@/utils/pages/begin-page';
import { connectApp } from '@/utils/pages/connect-app';

beginPage(document, t('welcome_page_title'));
const root = document.getElementById('root');
const { actions, watchState } = connectApp();
if (root) watchState((state) => render(<WelcomePage state={state} actions={actions} />, root));
