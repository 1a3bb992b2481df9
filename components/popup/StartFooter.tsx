import { ChevronDown } from 'lucide';
import { useEffect, useState } from 'preact/hooks';
import { isListedPurpose, PURPOSES } from '@/utils/invite/purpose';
import type { Policy } from '@/utils/settings/policy';
import type { SessionSettings } from '@/utils/settings/settings';
import { Icon } from '../common/Icon';
import { PurposeWords } from '../common/PurposeWords';
import { SessionSettingsFields } from '../common/SessionSettingsFields';
import { PURPOSE_NAMES } from '../common/wording';
import './StartFooter.css';

// The popup has only one of each.
const PURPOSE_LINE = 'start-purpose-line';
const PURPOSE_SELECT = 'start-purpose';

/** The settings of the next start. The purpose is shown if it is required, otherwise on request. */
export function StartFooter({
  settings,
  policy,
  withoutControl,
  onSettings,
  purpose,
  asksPurpose,
  asking,
  round,
  onPurpose,
}: {
  settings: SessionSettings;
  policy: Policy;
  /** Why control cannot be chosen here; shown instead of the choice. */
  withoutControl: string | undefined;
  onSettings: (settings: SessionSettings) => void;
  /** Empty for none. */
  purpose: string;
  asksPurpose: boolean;
  /** Whether another part of the page is asking for it right now. */
  asking: boolean;
  /** How many starts there were: what was opened for one is closed for the next. */
  round: number;
  onPurpose: (purpose: string) => void;
}) {
  const [opened, setOpened] = useState(false);
  useEffect(() => setOpened(false), [round]);
  const open = !asking && (asksPurpose || opened || purpose !== '');

  return (
    <footer class="popup-footer">
      <div class="popup-footer-line">
        {asksPurpose ? (
          <span class="popup-footer-label">Options</span>
        ) : (
          <button
            type="button"
            class="popup-footer-label popup-footer-more"
            aria-expanded={open}
            aria-controls={PURPOSE_LINE}
            title="Session purpose"
            onClick={() => {
              setOpened(!open);
              if (open) onPurpose('');
            }}
          >
            Options
            <Icon node={ChevronDown} size={14} class={open ? '' : 'turned'} />
          </button>
        )}
        <SessionSettingsFields
          value={settings}
          policy={policy}
          withoutControl={withoutControl}
          onChange={onSettings}
        />
      </div>
      <div id={PURPOSE_LINE} class="popup-footer-line" hidden={!open}>
        {open && <PurposeField key={round} purpose={purpose} onChange={onPurpose} />}
      </div>
    </footer>
  );
}

const NONE = '';
const OTHER = 'other';

function PurposeField({ purpose, onChange }: { purpose: string; onChange: (purpose: string) => void }) {
  const [other, setOther] = useState(false);
  // It is cleared from outside once a start has used it.
  const own = !isListedPurpose(purpose) && (other || purpose !== '');
  return (
    <>
      <label class="popup-footer-label" htmlFor={PURPOSE_SELECT}>
        Purpose
      </label>
      <select
        id={PURPOSE_SELECT}
        class="select popup-footer-purpose"
        value={own ? OTHER : purpose}
        onChange={({ currentTarget: { value } }) => {
          setOther(value === OTHER);
          onChange(value === OTHER ? '' : value);
        }}
      >
        <option value={NONE}>None</option>
        {PURPOSES.map((each) => (
          <option key={each} value={each}>
            {PURPOSE_NAMES[each]}
          </option>
        ))}
        <option value={OTHER}>Other…</option>
      </select>
      {own && (
        <PurposeWords class="popup-footer-words" field={focusOnce} words={purpose} onWords={onChange} />
      )}
    </>
  );
}

/** Only at the first render; the ref function stays the same afterwards. */
function focusOnce(element: HTMLElement | null) {
  element?.focus();
}
