import type { Ref } from 'preact';
import { t } from '@/utils/i18n/messages';
import { MAX_PURPOSE_LENGTH } from '@/utils/invite/purpose';
import './PurposeWords.css';

/** The field for a purpose in the user's own words. */
export function PurposeWords({
  words,
  field,
  class: className = '',
  onWords,
}: {
  words: string;
  field: Ref<HTMLInputElement>;
  class?: string;
  onWords: (words: string) => void;
}) {
  return (
    <input
      ref={field}
      class={`purpose-words ${className}`.trim()}
      type="text"
      aria-label={t('common_purpose_other_field')}
      placeholder={t('common_purpose_in_own_words')}
      autocomplete="off"
      maxLength={MAX_PURPOSE_LENGTH}
      value={words}
      onInput={({ currentTarget }) => onWords(currentTarget.value)}
    />
  );
}
