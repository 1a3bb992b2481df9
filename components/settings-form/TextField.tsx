import type { TargetedInputEvent } from 'preact';
import type { CheckedField } from './settings-draft';
import { fieldId, type SettingsForm } from './use-settings-draft';

/** A labeled text field with its hint and its error message. */
export function TextField({
  form,
  field,
  label,
  hint,
  placeholder,
  secret = false,
}: {
  form: SettingsForm;
  field: CheckedField;
  label: string;
  hint?: string;
  placeholder?: string;
  secret?: boolean;
}) {
  const id = fieldId(field);
  const problem = form.problems[field];
  const described = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(' ');
  const input = {
    id,
    class: 'text-input',
    value: form.draft[field],
    placeholder: placeholder ?? '',
    spellcheck: false,
    // Ids and hosts are written from left to right in every language.
    dir: 'ltr' as const,
    'aria-invalid': problem !== undefined,
    'aria-describedby': described || undefined,
    onInput: ({ currentTarget }: TargetedInputEvent<HTMLInputElement>) =>
      form.change({ [field]: currentTarget.value }),
    onBlur: () => form.leave(field),
  };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {secret ? (
        <input {...input} type="password" autocomplete="new-password" />
      ) : (
        <input {...input} type="text" autocomplete="off" />
      )}
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {problem && (
        <p class="problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
    </div>
  );
}
