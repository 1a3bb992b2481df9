import { render } from 'preact';
import { Popup } from '@/components/popup/Popup';
import { connectApp } from '@/utils/pages/connect-app';
import { removeSnapshot } from '@/utils/pages/snapshot';

const root = document.getElementById('root');
const { actions, watchState } = connectApp({ showsList: true });
if (root) {
  watchState((state) => {
    removeSnapshot(root);
    render(<Popup state={state} actions={actions} />, root);
  });
}
