import { render } from 'preact';
import { ConfirmStart } from '@/components/confirm/ConfirmStart';
import { connectConfirmation } from '@/utils/pages/connect-confirm';
import '@/components/common/tokens.css';
import '@/components/common/parts.css';
import '@/components/confirm/confirm.css';

const root = document.getElementById('root');
const { actions, watchState } = connectConfirmation();
if (root) watchState((state) => render(<ConfirmStart state={state} actions={actions} />, root));
