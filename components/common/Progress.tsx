import { Check, LoaderCircle } from 'lucide';
import type { StartStep } from '@/utils/cobrowse/start-machine';
import { Icon } from './Icon';
import { STEPS, stepName } from './wording';
import './Progress.css';

/** The steps of a start: done, current, upcoming. */
export function Progress({ step }: { step: StartStep }) {
  const current = STEPS.indexOf(step);
  return (
    <ol class="progress">
      {STEPS.map((each, index) => (
        <li
          key={each}
          class={index < current ? 'progress-done' : index === current ? 'progress-current' : ''}
          aria-current={index === current ? 'step' : undefined}
        >
          <span class="progress-dot">
            {index < current && <Icon node={Check} size={12} />}
            {index === current && <Icon node={LoaderCircle} size={14} class="spin" />}
          </span>
          {stepName(each)}
        </li>
      ))}
    </ol>
  );
}
