import { Eye, MousePointerClick } from 'lucide';
import { useId } from 'preact/hooks';
import { t, tPlural } from '@/utils/i18n/messages';
import type { Policy } from '@/utils/settings/policy';
import { type SessionSettings, TIMEOUT_MINUTES } from '@/utils/settings/settings';
import { Icon } from './Icon';
import { SetByOrganization } from './SetByOrganization';
import { formatMinutes } from './time';
import './SessionSettingsFields.css';

/**
 * View only or control, and for how long: as defaults in the settings, and for a single start.
 * Limited to what the organization allows; its defaults can be changed for a single start.
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
    viewOnly ? t('common_part_view_only') : controlLocked && t('common_part_control'),
    timeLocked && t('common_part_time_limit'),
    most !== undefined && tPlural('common_part_longest', most),
  ].filter((part) => part !== false);
  const noteId = said.length > 0 ? `${name}-lock` : undefined;
  // A length that was set elsewhere, for example by policy, is also a choice.
  const choices = [...new Set<number>([...TIMEOUT_MINUTES.choices, minutes, ...(most ? [most] : [])])]
    .filter((choice) => choice <= (most ?? TIMEOUT_MINUTES.max))
    .sort((a, b) => a - b);

  return (
    <>
      <div class="session-settings">
        {withoutControl === undefined ? (
          <div
            class="segmented"
            role="radiogroup"
            aria-label={t('common_setting_control')}
            aria-describedby={noteId}
          >
            <label class="segment">
              <input
                type="radio"
                name={name}
                checked={!value.allowRemoteControl}
                disabled={controlLocked && value.allowRemoteControl}
                onChange={() => onChange({ ...value, allowRemoteControl: false })}
              />
              <Icon node={Eye} size={14} />
              {t('common_setting_view_only')}
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
              {t('common_setting_with_control')}
            </label>
          </div>
        ) : (
          <span class="session-settings-note">{withoutControl}</span>
        )}
        <select
          class="select"
          aria-label={t('common_setting_time_limit')}
          aria-describedby={noteId}
          value={String(minutes)}
          disabled={timeLocked}
          onChange={({ currentTarget }) =>
            onChange({ ...value, timeoutInMinutes: Number(currentTarget.value) })
          }
        >
          {choices.map((choice) => (
            <option key={choice} value={String(choice)}>
              {formatMinutes(choice)}
            </option>
          ))}
        </select>
      </div>
      {noteId && <SetByOrganization id={noteId} parts={said} />}
    </>
  );
}
