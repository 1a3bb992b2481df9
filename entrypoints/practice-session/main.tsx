import '@/components/common/styles';
import { render } from 'preact';
import { PracticeSession } from '@/components/practice/PracticeSession';
import { connectApp } from '@/utils/pages/connect-app';

const root = document.getElementById('root');
const { watchState } = connectApp();
if (root) {
  watchState((state) => render(<PracticeSession state={state} search={location.search} />, root));
}
