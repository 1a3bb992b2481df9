import { render } from 'preact';
import { Options } from '@/components/options/Options';
import { connectApp } from '@/utils/pages/connect-app';
import '@/components/common/tokens.css';
import '@/components/common/parts.css';
import '@/components/options/options.css';
import '@/components/checks/doctor.css';

const root = document.getElementById('root');
const { actions, watchState } = connectApp();
if (root) watchState((state) => render(<Options state={state} actions={actions} />, root));
