import { markMatches } from './search-rows';
import './MarkedText.css';

/** A name, in which the typed letters are marked. */
export function MarkedText({ text, words }: { text: string; words: readonly string[] }) {
  if (words.length === 0) return <>{text}</>;
  return (
    <>
      {markMatches(text, words).map((part, index) =>
        part.isMatch ? (
          <mark class="typed" key={index}>
            {part.text}
          </mark>
        ) : (
          part.text
        ),
      )}
    </>
  );
}
