import { FlaskConical } from 'lucide';
import { useState } from 'preact/hooks';
import type { AppActions } from '@/utils/pages/app-state';
import { Icon } from './Icon';
import { whileBusy } from './while-busy';
import './PracticeBanner.css';

/** Says on every page that nothing on it is real, with a button that ends practice. */
export function PracticeBanner({ onLeave }: { onLeave: AppActions['leavePractice'] }) {
  const [leaving, setLeaving] = useState(false);

  async function leave() {
    setLeaving(true);
    await onLeave();
    setLeaving(false);
  }

  return (
    <section class="practice-banner" aria-label="Practice">
      <Icon node={FlaskConical} size={18} />
      <p>
        <strong>Practice mode: nobody here is real.</strong> Nothing is recorded in the history.
      </p>
      <button type="button" class="button button-small" {...whileBusy(leaving, () => void leave())}>
        Leave practice
      </button>
    </section>
  );
}
