import { ChevronUp, CornerDownLeft } from 'lucide';
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { FloorRow } from '@/utils/floor/model';
import { t, tParts, tPlural } from '@/utils/i18n/messages';
import { isListedPurpose, PURPOSES } from '@/utils/invite/purpose';
import type { Policy } from '@/utils/settings/policy';
import type { SessionSettings } from '@/utils/settings/settings';
import { Icon } from '../common/Icon';
import { Popover } from '../common/Popover';
import { PurposeWords } from '../common/PurposeWords';
import { SessionSettingsFields } from '../common/SessionSettingsFields';
import { useOpener } from '../common/use-overlay';
import { whileBusy } from '../common/while-busy';
import { controlName, listedPurposeName, purposeName } from '../common/wording';
import { agentOf, customerOf } from '../conversation-list/row-wording';
import './StartBar.css';

/** The row that Enter would start, and what pressing does. */
export type Target = {
  row: FloorRow;
  /** Whether it has a session, which opens. */
  live: boolean;
  /** Whether it is being started. */
  starting: boolean;
  start: () => void;
};

/**
 * The last line: the settings of the next start, in a popover on demand, and what Enter does, to
 * whom.
 */
export function StartBar({
  target,
  showsCustomer,
  settings,
  policy,
  withoutControl,
  onSettings,
  purpose,
  asksPurpose,
  round,
  onPurpose,
  children,
}: {
  target: Target | null;
  /** Whether a start shows the customer's page, not the agent's. */
  showsCustomer: boolean;
  settings: SessionSettings;
  policy: Policy;
  /** Why control cannot be chosen here; shown instead of the choice. */
  withoutControl: string | undefined;
  onSettings: (settings: SessionSettings) => void;
  /** Empty for none. */
  purpose: string;
  asksPurpose: boolean;
  /** How many starts there were: what was opened for one is closed for the next. */
  round: number;
  onPurpose: (purpose: string) => void;
  /** What the start shows, above its settings. */
  children: ComponentChildren;
}) {
  const options = useOpener();
  const { close } = options;
  // Only the next start closes it.
  useEffect(() => close(), [round]);

  return (
    <footer class={`start-bar ${target ? 'start-bar-chosen' : ''}`}>
      <button
        ref={options.opener}
        type="button"
        class="start-options"
        aria-haspopup="dialog"
        aria-expanded={options.isOpen}
        title={t('popup_session_options')}
        onClick={options.toggle}
      >
        <span class="visually-hidden">{t('popup_session_options')}: </span>
        <span class="ellipsis">
          {withoutControl ?? controlName(settings.allowRemoteControl)}
          {' · '}
          {/* All or nothing of it: of 15, only the 5 would be left where text runs to the left. */}
          <span class="start-length">{tPlural('common_minutes', settings.timeoutInMinutes)}</span>
          {purpose !== '' && ` · ${purposeName(purpose)}`}
        </span>
        <Icon node={ChevronUp} size={14} />
      </button>
      <button
        type="button"
        class="button button-primary button-small start-watch"
        title={target ? nameOf(target, showsCustomer) : t('popup_watch_nobody')}
        // Another row is another button: a second press must not start it.
        key={target ? `${target.row.id} ${target.live}` : ''}
        {...whileBusy(target === null || target.starting, () => target?.start())}
      >
        <Icon node={CornerDownLeft} size={14} />
        <span class={target && !target.live ? 'start-name' : 'ellipsis'}>
          {labelOf(target, showsCustomer)}
        </span>
      </button>
      {options.isOpen && (
        <Popover
          label={t('popup_session_options')}
          opener={options.opener}
          class="start-popover"
          onClose={close}
        >
          {children}
          <SessionSettingsFields
            value={settings}
            policy={policy}
            withoutControl={withoutControl}
            onChange={onSettings}
          />
          <PurposeField key={round} purpose={purpose} isAsked={asksPurpose} onChange={onPurpose} />
        </Popover>
      )}
    </footer>
  );
}

/** The whole text, which may be too long for the button. */
const nameOf = (target: Target, showsCustomer: boolean) =>
  target.live ? t('popup_open_session') : t('popup_watch_person', { name: personOf(target, showsCustomer) });

/** A name that is too long is cut at its own end, whichever way the text around it runs. */
function labelOf(target: Target | null, showsCustomer: boolean): ComponentChildren {
  if (target === null) return t('popup_watch');
  if (target.live) return t('popup_open_session');
  const name = (
    <span key="name" class="ellipsis" dir="auto">
      {personOf(target, showsCustomer)}
    </span>
  );
  return tParts('popup_watch_person', { name });
}

const personOf = ({ row }: Target, showsCustomer: boolean) =>
  showsCustomer ? customerOf(row) : agentOf(row);

const NONE = '';
const OTHER = 'other';
// The popup has only one.
const PURPOSE_SELECT = 'start-purpose';

function PurposeField({
  purpose,
  isAsked,
  onChange,
}: {
  purpose: string;
  isAsked: boolean;
  onChange: (purpose: string) => void;
}) {
  const [other, setOther] = useState(false);
  // It is cleared from outside once a start has used it.
  const own = !isListedPurpose(purpose) && (other || purpose !== '');
  return (
    <div class="start-purpose">
      <label htmlFor={PURPOSE_SELECT}>{t('popup_purpose')}</label>
      <select
        id={PURPOSE_SELECT}
        class="select start-purpose-select"
        value={own ? OTHER : purpose}
        onChange={({ currentTarget: { value } }) => {
          setOther(value === OTHER);
          onChange(value === OTHER ? '' : value);
        }}
      >
        <option value={NONE}>{isAsked ? t('popup_purpose_asked') : t('popup_purpose_none')}</option>
        {PURPOSES.map((each) => (
          <option key={each} value={each}>
            {listedPurposeName(each)}
          </option>
        ))}
        <option value={OTHER}>{t('popup_purpose_own')}</option>
      </select>
      {own && (
        <PurposeWords class="start-purpose-words" field={focusOnce} words={purpose} onWords={onChange} />
      )}
    </div>
  );
}

/** Only at the first render; the ref function stays the same afterwards. */
function focusOnce(element: HTMLElement | null) {
  element?.focus();
}
