import { Info } from 'lucide';
import { useState } from 'preact/hooks';
import type { FloorHead } from '@/utils/floor/model';
import { DismissButton } from '../common/DismissButton';
import { Icon } from '../common/Icon';
import { sentencesOfLeftOut } from './missing-sources';
import './MissingSourcesNotice.css';

/**
 * Says once what the list cannot contain and who can change that. Appears again if something else
 * is missing.
 */
export function MissingSourcesNotice({ leftOut }: { leftOut: FloorHead['leftOut'] }) {
  const [dismissed, setDismissed] = useState('');
  const sentences = sentencesOfLeftOut(leftOut);
  const whole = sentences.join('\n');
  if (whole === '' || dismissed === whole) return null;
  return (
    <div class="left-out" role="note">
      <Icon node={Info} size={14} class="left-out-icon" />
      <div class="left-out-body">
        {sentences.length === 1 ? (
          <p>{whole} Ask an administrator.</p>
        ) : (
          <>
            <ul class="left-out-list">
              {sentences.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
            <p>Ask an administrator.</p>
          </>
        )}
      </div>
      <DismissButton class="left-out-dismiss" size={14} onDismiss={() => setDismissed(whole)} />
    </div>
  );
}
