import { render } from 'preact';
import { Popup } from '@/components/popup/Popup';
import { t } from '@/utils/i18n/messages';
import { beginPage } from '@/utils/pages/begin-page';
import { connectApp } from '@/utils/pages/connect-app';
import { removeSnapshot } from '@/utils/pages/snapshot';

beginPage(document, t('extension_name'));
const root = document.getElementById('root');
const { actions, watchState } = connectApp({ showsList: true });
if (root) {
  watchState((state) => {
    removeSnapshot(root);
    render(<Popup state={state} actions={actions} />, root);
  });
}
