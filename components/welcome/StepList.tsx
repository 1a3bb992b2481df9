import { Check } from 'lucide';
import { t } from '@/utils/i18n/messages';
import { Icon } from '../common/Icon';
import { STEPS, type Step, stepName } from './steps';

/** The current step, with links to the other steps. */
export function StepList({
  current,
  done,
  onChoose,
}: {
  current: Step;
  done: ReadonlySet<Step>;
  onChoose: (step: Step) => void;
}) {
  return (
    <nav aria-label={t('welcome_steps')}>
      <ol class="steps">
        {STEPS.map((step, index) => (
          <li key={step}>
            <button
              type="button"
              class={`step ${done.has(step) ? 'step-done' : ''}`}
              aria-current={step === current ? 'step' : undefined}
              onClick={() => onChoose(step)}
            >
              <span class="step-mark" aria-hidden="true">
                {done.has(step) ? <Icon node={Check} size={14} /> : index + 1}
              </span>
              {stepName(step)}
              {done.has(step) && <span class="visually-hidden"> {t('welcome_step_done')}</span>}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
