import { render } from 'preact';
import { WelcomePage } from '@/components/welcome/WelcomePage';
import { connectApp } from '@/utils/pages/connect-app';
import '@/components/common/tokens.css';
import '@/components/common/parts.css';
import '@/components/options/options.css';
import '@/components/welcome/welcome.css';

const root = document.getElementById('root');
const { actions, watchState } = connectApp();
if (root) watchState((state) => render(<WelcomePage state={state} actions={actions} />, root));
