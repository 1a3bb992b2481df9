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
import { t } from '@/utils/i18n/messages';
import { Icon } from '../common/Icon';

export const ICONS: Record<CheckState, IconNode> = {
  checking: LoaderCircle,
  good: CircleCheck,
  warning: TriangleAlert,
  problem: CircleAlert,
  waiting: CircleDashed,
  skipped: CirclePause,
};

const ACTIONS = {
  'sign-in': 'check_action_sign_in',
  'allow-access': 'check_action_allow_access',
  'open-shortcuts': 'check_action_open_shortcuts',
  'edit-environment': 'check_action_edit_environment',
  'edit-client': 'check_action_edit_client',
  'edit-user': 'check_action_edit_user',
} as const satisfies Record<CheckAction, string>;

/** One line of the checks: its state, what was found, and how to fix it if it is not good. */
export function CheckLine({ check, onAction }: { check: Check; onAction: (action: CheckAction) => void }) {
  const { title, state, finding, fix, action, parts } = check;
  return (
    <li class={`check-line check-${state}`} data-check={check.id}>
      <Icon node={ICONS[state]} size={18} class={`check-icon ${state === 'checking' ? 'spin' : ''}`} />
      <div class="check-text">
        <div class="check-said">
          <p class="check-title">
            <span aria-hidden="true">{title}</span>
            <span class="visually-hidden">
              {t('check_title_state', { title, state: t(`check_state_${state}`) })}
            </span>
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
          aria-label={t('check_action_of', { action: t(ACTIONS[action]), check: title })}
          onClick={() => onAction(action)}
        >
          {t(ACTIONS[action])}
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
            {code ? <code dir="ltr">{name}</code> : <span>{name}</span>}
            {code && <span class="visually-hidden">{partName(state)}</span>}
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
        {t('check_show_all')}
      </summary>
      {list}
    </details>
  );
}

function partName(state: CheckPart['state']): string {
  return state === 'good' ? t('check_part_held') : t('check_part_missing');
}
