import '@/components/common/styles';
import { render } from 'preact';
import { ConfirmStart } from '@/components/confirm/ConfirmStart';
import { t } from '@/utils/i18n/messages';
import { beginPage } from '@/utils/pages/begin-page';
import { connectConfirmation } from '@/utils/pages/connect-confirm';

beginPage(document, t('confirm_page_title'));
const root = document.getElementById('root');
const { actions, watchState } = connectConfirmation();
if (root) watchState((state) => render(<ConfirmStart state={state} actions={actions} />, root));
