import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { PURPOSES, saysSomething } from '@/utils/invite/purpose';
import { PurposeWords } from './PurposeWords';
import { PURPOSE_NAMES } from './wording';
import './PurposePanel.css';

const OTHER = 'other';
const CHOICES = [...PURPOSES, OTHER] as const;
type Choice = (typeof CHOICES)[number];

/**
 * Asks what a session is for, and starts with the answer. By keyboard: arrows or a number choose,
 * Enter starts, Escape leaves. Nothing is chosen beforehand, so that a reflex is no answer. The
 * focus goes back to where it was.
 */
export function PurposePanel({
  about,
  onSay,
  onCancel,
}: {
  /** Which conversation this is about, where the place alone does not say. */
  about?: string;
  onSay: (purpose: string) => void;
  onCancel: () => void;
}) {
  const form = useRef<HTMLFormElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<Choice | null>(null);
  const [words, setWords] = useState('');
  const said = chosen === OTHER ? words.trim() : chosen;
  const purpose = said !== null && saysSomething(said) ? said : null;

  // At once: the next key may be a number already.
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
        <legend>What is this session for?</legend>
        {about && (
          <p class="purpose-about ellipsis" title={about}>
            {about}
          </p>
        )}
        <div class="purpose-choices">
          {CHOICES.map((choice, index) => (
            <label key={choice} class="purpose-choice">
              <input
                type="radio"
                // Radio buttons of a form are a group of their own.
                name="purpose"
                value={choice}
                aria-keyshortcuts={String(index + 1)}
                checked={chosen === choice}
                onChange={() => setChosen(choice)}
                // A pointer wants to type next; the arrows may be on their way to another choice.
                onClick={({ detail }) => choice === OTHER && detail > 0 && field.current?.focus()}
              />
              {choice === OTHER ? 'Other…' : PURPOSE_NAMES[choice]}
              <span class="purpose-key" aria-hidden="true">
                {index + 1}
              </span>
            </label>
          ))}
        </div>
        {/* What was typed stays while another choice is tried. */}
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
          Cancel
        </button>
        <button type="submit" class="button button-small button-primary" disabled={!purpose}>
          Start cobrowse
        </button>
      </div>
    </form>
  );
}
