import { render } from 'preact';
import { Popup } from '@/components/popup/Popup';
import { connectApp } from '@/utils/app/connection';
import '@/components/parts/tokens.css';
import '@/components/parts/parts.css';
import '@/components/popup/popup.css';

const root = document.getElementById('root');
const { actions, watchState } = connectApp({ showsList: true });
if (root) watchState((state) => render(<Popup state={state} actions={actions} />, root));
