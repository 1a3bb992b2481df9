import '@/components/common/styles';
import { render } from 'preact';
import { ConfirmStart } from '@/components/confirm/ConfirmStart';
import { connectConfirmation } from '@/utils/pages/connect-confirm';

const root = document.getElementById('root');
const { actions, watchState } = connectConfirmation();
if (root) watchState((state) => render(<ConfirmStart state={state} actions={actions} />, root));
