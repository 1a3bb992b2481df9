import { LoaderCircle } from 'lucide';
import type { Start } from '@/utils/cobrowse/model';
import { shownStep } from '@/utils/cobrowse/start-machine';
import { t } from '@/utils/i18n/messages';
import { useAnnounce } from '../common/announce';
import { Icon } from '../common/Icon';
import { Progress } from '../common/Progress';
import { stepName } from '../common/wording';
import './StartLine.css';

/** A start that is running: one line of the live strip. Its steps are spoken one by one. */
export function StartLine({ start, name }: { start: Start; name: string }) {
  const step = start.state.phase === 'running' ? shownStep(start.state.step) : null;
  const first = step === 'checking';
  useAnnounce(
    step === null
      ? ''
      : first
        ? t('popup_start_spoken', { name })
        : t('popup_step_spoken', { step: stepName(step) }),
  );
  if (step === null) return null;
  return (
    <div class="strip-line start-running">
      <Icon node={LoaderCircle} class="spin" />
      <div class="grow">
        <p class="strip-name ellipsis" title={name}>
          {t('popup_starting', { name })}
        </p>
        <Progress step={step} />
      </div>
    </div>
  );
}
