import { useId } from 'preact/hooks';
import './ChoiceCards.css';

/** One choice of a few, each with a line that explains it. */
export function ChoiceCards<T extends string>({
  label,
  value,
  choices,
  onChange,
}: {
  label: string;
  value: T;
  choices: { value: T; name: string; about: string }[];
  onChange: (value: T) => void;
}) {
  const name = useId();
  return (
    <div class="choices" role="radiogroup" aria-label={label}>
      {choices.map((choice) => {
        const id = `${name}-${choice.value}`;
        return (
          <label class="choice" key={choice.value} for={id}>
            <input
              type="radio"
              id={id}
              name={name}
              checked={choice.value === value}
              aria-labelledby={`${id}-name`}
              aria-describedby={`${id}-about`}
              onChange={() => onChange(choice.value)}
            />
            <span>
              <span class="choice-name" id={`${id}-name`}>
                {choice.name}
              </span>
              <span class="hint" id={`${id}-about`}>
                {choice.about}
              </span>
            </span>
          </label>
        );
      })}
    </div>
  );
}
