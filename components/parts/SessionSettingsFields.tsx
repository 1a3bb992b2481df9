import { Eye, MousePointerClick } from 'lucide';
import { useId } from 'preact/hooks';
import { type SessionSettings, TIMEOUT_MINUTES } from '@/utils/settings/settings';
import { Icon } from './Icon';

/** View only or control, and for how long: once as defaults in the settings, once for a single start. */
export function SessionSettingsFields({
  value,
  onChange,
  withoutControl,
}: {
  value: SessionSettings;
  onChange: (value: SessionSettings) => void;
  /** Why control is no choice here; said in place of the choice. */
  withoutControl?: string | undefined;
}) {
  const name = useId();
  const minutes = value.timeoutInMinutes;
  // A length that was set by other means, by policy for instance, stays a choice.
  const choices = [...new Set<number>([...TIMEOUT_MINUTES.choices, minutes])].sort((a, b) => a - b);

  return (
    <div class="session-settings">
      {withoutControl === undefined ? (
        <div class="segmented" role="radiogroup" aria-label="Control">
          <label class="segment">
            <input
              type="radio"
              name={name}
              checked={!value.allowRemoteControl}
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
              onChange={() => onChange({ ...value, allowRemoteControl: true })}
            />
            <Icon node={MousePointerClick} size={14} />
            Allow control
          </label>
        </div>
      ) : (
        <span class="session-settings-note">{withoutControl}</span>
      )}
      <select
        class="select"
        aria-label="Time limit"
        value={String(minutes)}
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
  );
}
