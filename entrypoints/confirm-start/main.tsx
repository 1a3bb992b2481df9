import { render } from 'preact';
import { ConfirmStart } from '@/components/confirm/ConfirmStart';
import { connectConfirmation } from '@/utils/pages/connect-confirm';
import '@/components/parts/tokens.css';
import '@/components/parts/parts.css';
import '@/components/confirm/confirm.css';

const root = document.getElementById('root');
const { actions, watchState } = connectConfirmation();
if (root) watchState((state) => render(<ConfirmStart state={state} actions={actions} />, root));
