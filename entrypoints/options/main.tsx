import '@/components/common/styles';
import { render } from 'preact';
import { Options } from '@/components/options/Options';
import { connectApp } from '@/utils/pages/connect-app';

const root = document.getElementById('root');
const { actions, watchState } = connectApp();
if (root) watchState((state) => render(<Options state={state} actions={actions} />, root));
