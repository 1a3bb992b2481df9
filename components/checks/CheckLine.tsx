import {
  ChevronRight,
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CirclePause,
  type IconNode,
  LoaderCircle,
  TriangleAlert,
} from 'lucide';
import type { Check, CheckAction, CheckPart, CheckState } from '@/utils/checks/model';
import { Icon } from '../common/Icon';

const ICONS: Record<CheckState, IconNode> = {
  checking: LoaderCircle,
  good: CircleCheck,
  warning: TriangleAlert,
  problem: CircleAlert,
  waiting: CircleDashed,
  skipped: CirclePause,
};

/** The states as screen readers announce them. */
const STATE_NAMES: Record<CheckState, string> = {
  checking: 'Checking',
  good: 'Passed',
  warning: 'Warning',
  problem: 'Problem',
  waiting: 'Pending',
  skipped: 'Skipped',
};

const ACTION_NAMES: Record<CheckAction, string> = {
  'sign-in': 'Sign in',
  'allow-access': 'Allow access',
  'open-shortcuts': 'Open shortcuts page',
  'edit-environment': 'Go to environment',
  'edit-client': 'Go to client ID',
  'edit-user': 'Go to user ID',
};

/** One line of the checks: its state, what was found, and how to fix it if it is not good. */
export function CheckLine({ check, onAction }: { check: Check; onAction: (action: CheckAction) => void }) {
  const { title, state, finding, fix, action, parts } = check;
  return (
    <li class={`check-line check-${state}`} data-check={check.id}>
      <Icon node={ICONS[state]} size={18} class={`check-icon ${state === 'checking' ? 'spin' : ''}`} />
      <div class="check-text">
        <div class="check-said">
          <p class="check-title">
            {title}
            <span class="visually-hidden">: {STATE_NAMES[state]}.</span>
          </p>
          <p class="check-finding wrap-anywhere">{finding}</p>
        </div>
        {fix && <p class="check-fix">{fix}</p>}
        {parts && parts.length > 0 && <Parts parts={parts} folded={state === 'good'} />}
      </div>
      {action && (
        <button
          type="button"
          class="button button-small check-action"
          aria-label={`${ACTION_NAMES[action]}: ${title}`}
          onClick={() => onAction(action)}
        >
          {ACTION_NAMES[action]}
        </button>
      )}
    </li>
  );
}

function Parts({ parts, folded }: { parts: CheckPart[]; folded: boolean }) {
  const list = (
    <ul class="check-parts">
      {parts.map(({ name, about, state, code }) => (
        <li key={name} class={`check-${state}`}>
          <Icon node={ICONS[state]} size={14} class="check-icon" />
          <span class="check-part">
            {code ? <code>{name}</code> : <span>{name}</span>}
            <span class="visually-hidden">, {code ? partName(state) : ''} </span>
            <span class="hint">{about}</span>
          </span>
        </li>
      ))}
    </ul>
  );
  if (!folded) return list;
  return (
    <details class="details">
      <summary>
        <Icon node={ChevronRight} size={14} class="details-chevron" />
        Show all
      </summary>
      {list}
    </details>
  );
}

function partName(state: CheckPart['state']): string {
  return state === 'good' ? 'held,' : 'missing,';
}
