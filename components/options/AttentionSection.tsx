import { t, tPlural } from '@/utils/i18n/messages';
import { ATTENTION_LIMITS, type AttentionSettings } from '@/utils/settings/settings';
import { Section } from '../settings-form/Section';
import type { SettingsForm } from '../settings-form/use-settings-draft';

/**
 * When a conversation needs the supervisor: it is then on top of the list. Nothing if the
 * organization has set all of it.
 */
export function AttentionSection({ form }: { form: SettingsForm }) {
  const { draft, locks, change } = form;
  if (locks.holdSeconds && locks.alertingSeconds && locks.handledMinutes) return null;
  const field = (part: keyof AttentionSettings, label: string, choices: readonly number[]) =>
    !locks[part] && (
      <LimitField
        id={`field-${part}`}
        label={label}
        choices={choices}
        value={draft.attention[part]}
        format={part === 'handledMinutes' ? inMinutes : inSeconds}
        onChange={(value) => change({ attention: { ...draft.attention, [part]: value } })}
      />
    );
  return (
    <Section id="attention" title={t('settings_attention_title')} intro={t('settings_attention_intro')}>
      {field('holdSeconds', t('settings_attention_hold'), ATTENTION_LIMITS.holdChoices)}
      {field('alertingSeconds', t('settings_attention_alerting'), ATTENTION_LIMITS.alertingChoices)}
      {field('handledMinutes', t('settings_attention_handled'), ATTENTION_LIMITS.handledChoices)}
    </Section>
  );
}

function LimitField({
  id,
  label,
  choices,
  value,
  format,
  onChange,
}: {
  id: string;
  label: string;
  choices: readonly number[];
  /** `null`: no limit. */
  value: number | null;
  format: (value: number) => string;
  onChange: (value: number | null) => void;
}) {
  // A policy may set any value.
  const offered =
    value === null || choices.includes(value) ? choices : [...choices, value].sort((a, b) => a - b);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        class="select"
        value={value ?? ''}
        onChange={({ currentTarget }) => onChange(Number(currentTarget.value) || null)}
      >
        {offered.map((each) => (
          <option key={each} value={each}>
            {format(each)}
          </option>
        ))}
        <option value="">{t('settings_attention_off')}</option>
      </select>
    </div>
  );
}

const inMinutes = (value: number) => tPlural('settings_minutes', value);
const inSeconds = (value: number) =>
  value % 60 === 0 ? inMinutes(value / 60) : tPlural('settings_seconds', value);
