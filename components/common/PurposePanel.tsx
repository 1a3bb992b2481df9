import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { t } from '@/utils/i18n/messages';
import { hasContent, PURPOSES } from '@/utils/invite/purpose';
import { PurposeWords } from './PurposeWords';
import { listedPurposeName } from './wording';
import './PurposePanel.css';

const OTHER = 'other';
const CHOICES = [...PURPOSES, OTHER] as const;
type Choice = (typeof CHOICES)[number];

/**
 * Asks for the purpose of a session, and starts with the answer. By keyboard: arrows or a number
 * choose, Enter starts, Escape cancels. Nothing is preselected, so that users must choose.
 * Afterwards the focus returns to where it was.
 */
export function PurposePanel({
  about,
  onSay,
  onCancel,
}: {
  /** The conversation this is about, if the place alone does not show it. */
  about?: string;
  onSay: (purpose: string) => void;
  onCancel: () => void;
}) {
  const form = useRef<HTMLFormElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<Choice | null>(null);
  const [words, setWords] = useState('');
  const said = chosen === OTHER ? words.trim() : chosen;
  const purpose = said !== null && hasContent(said) ? said : null;

  // Before paint: the next key may already be a number.
  useLayoutEffect(() => {
    const before = document.activeElement;
    form.current?.querySelector('input')?.focus();
    return () => before instanceof HTMLElement && before.focus();
  }, []);

  function onKeyDown(event: KeyboardEvent) {
    if (event.isComposing) return;
    if (event.key === 'Escape') onCancel();
    else if (event.target === field.current) return;
    else {
      const choice = CHOICES[Number(event.key) - 1];
      if (!choice) return;
      setChosen(choice);
      const radio = form.current?.querySelector<HTMLInputElement>(`[value=${choice}]`);
      (choice === OTHER ? field.current : radio)?.focus();
    }
    event.preventDefault();
  }

  return (
    <form
      ref={form}
      class="purpose"
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        if (purpose) onSay(purpose);
      }}
    >
      <fieldset>
        <legend>{t('common_purpose_question')}</legend>
        {about && (
          <p class="purpose-about ellipsis" title={about} dir="auto">
            {about}
          </p>
        )}
        <div class="purpose-choices">
          {CHOICES.map((choice, index) => (
            <label key={choice} class="purpose-choice">
              <input
                type="radio"
                // The radio buttons of a form are a separate group.
                name="purpose"
                value={choice}
                aria-keyshortcuts={String(index + 1)}
                checked={chosen === choice}
                onChange={() => setChosen(choice)}
                // After a click, the user wants to type; with the arrow keys, they may be moving to
                // another choice.
                onClick={({ detail }) => choice === OTHER && detail > 0 && field.current?.focus()}
              />
              {choice === OTHER ? t('common_purpose_else') : listedPurposeName(choice)}
              <span class="purpose-key" aria-hidden="true">
                {index + 1}
              </span>
            </label>
          ))}
        </div>
        {/* Keep what was typed while another choice is tried. */}
        <PurposeWords
          field={field}
          words={words}
          onWords={(typed) => {
            setChosen(OTHER);
            setWords(typed);
          }}
        />
      </fieldset>
      <div class="purpose-actions">
        <button type="button" class="button button-small" data-at-once onClick={onCancel}>
          {t('common_cancel')}
        </button>
        <button type="submit" class="button button-small button-primary" disabled={!purpose}>
          {t('common_purpose_start')}
        </button>
      </div>
    </form>
  );
}
