import { render } from 'preact';
import { PracticeSession } from '@/components/practice/PracticeSession';
import { connectApp } from '@/utils/pages/connect-app';
import '@/components/common/tokens.css';
import '@/components/common/parts.css';
import '@/components/practice/practice-session.css';

const root = document.getElementById('root');
const { watchState } = connectApp();
if (root) {
  watchState((state) => render(<PracticeSession state={state} search={location.search} />, root));
}
