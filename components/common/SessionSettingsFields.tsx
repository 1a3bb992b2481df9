import { Eye, MousePointerClick } from 'lucide';
import { useId } from 'preact/hooks';
import type { Policy } from '@/utils/settings/policy';
import { type SessionSettings, TIMEOUT_MINUTES } from '@/utils/settings/settings';
import { Icon } from './Icon';
import { SetByOrganisation } from './SetByOrganisation';
import './SessionSettingsFields.css';

/**
 * View only or control, and for how long: as defaults in the settings, and for a single start.
 * Limited to what the organisation allows; its defaults can be changed for a single start.
 */
export function SessionSettingsFields({
  value,
  policy,
  defaults = false,
  onChange,
  withoutControl,
}: {
  value: SessionSettings;
  policy: Policy;
  defaults?: boolean;
  onChange: (value: SessionSettings) => void;
  /** Why control cannot be chosen here; shown instead of the choice. */
  withoutControl?: string | undefined;
}) {
  const name = useId();
  const minutes = value.timeoutInMinutes;
  const viewOnly = policy.controlAllowed === false;
  const most = policy.maxTimeoutInMinutes;
  const controlLocked = viewOnly || (defaults && policy.allowRemoteControl !== undefined);
  const timeLocked = defaults && policy.timeoutInMinutes !== undefined;
  const said = [
    viewOnly ? 'view only' : controlLocked && 'control',
    timeLocked && 'time limit',
    most !== undefined && `at most ${most} min`,
  ].filter(Boolean);
  const noteId = said.length > 0 ? `${name}-lock` : undefined;
  // A length that was set elsewhere, for example by policy, is also a choice.
  const choices = [...new Set<number>([...TIMEOUT_MINUTES.choices, minutes, ...(most ? [most] : [])])]
    .filter((choice) => choice <= (most ?? TIMEOUT_MINUTES.max))
    .sort((a, b) => a - b);

  return (
    <>
      <div class="session-settings">
        {withoutControl === undefined ? (
          <div class="segmented" role="radiogroup" aria-label="Control" aria-describedby={noteId}>
            <label class="segment">
              <input
                type="radio"
                name={name}
                checked={!value.allowRemoteControl}
                disabled={controlLocked && value.allowRemoteControl}
                onChange={() => onChange({ ...value, allowRemoteControl: false })}
              />
              <Icon node={Eye} size={14} />
              View only
            </label>
            <label class="segment">
              <input
                type="radio"
                name={name}
                checked={value.allowRemoteControl}
                disabled={controlLocked && !value.allowRemoteControl}
                onChange={() => onChange({ ...value, allowRemoteControl: true })}
              />
              <Icon node={MousePointerClick} size={14} />
              With control
            </label>
          </div>
        ) : (
          <span class="session-settings-note">{withoutControl}</span>
        )}
        <select
          class="select"
          aria-label="Time limit"
          aria-describedby={noteId}
          value={String(minutes)}
          disabled={timeLocked}
          onChange={({ currentTarget }) =>
            onChange({ ...value, timeoutInMinutes: Number(currentTarget.value) })
          }
        >
          {choices.map((choice) => (
            <option key={choice} value={String(choice)}>
              {choice} min
            </option>
          ))}
        </select>
      </div>
      {noteId && <SetByOrganisation id={noteId}>: {said.join(', ')}</SetByOrganisation>}
    </>
  );
}
