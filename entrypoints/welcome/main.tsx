import '@/components/common/styles';
import { render } from 'preact';
import { WelcomePage } from '@/components/welcome/WelcomePage';
import { connectApp } from '@/utils/pages/connect-app';

const root = document.getElementById('root');
const { actions, watchState } = connectApp();
if (root) watchState((state) => render(<WelcomePage state={state} actions={actions} />, root));
