import '@/components/common/styles';
import { render } from 'preact';
import { Options } from '@/components/options/Options';
import { t } from '@/utils/i18n/messages';
import { beginPage } from '@/utils/pages/begin-page';
import { connectApp } from '@/utils/pages/connect-app';

beginPage(document, t('settings_page_title'));
const root = document.getElementById('root');
const { actions, watchState } = connectApp();
if (root) watchState((state) => render(<Options state={state} actions={actions} />, root));
