import { X } from 'lucide';
import type { RefObject } from 'preact';
import { useId, useRef, useState } from 'preact/hooks';
import type { SessionNote } from '@/utils/cobrowse/model';
import type { Failure } from '@/utils/errors/failure';
import { describeFailure } from '@/utils/errors/messages';
import { IconButton } from '../common/IconButton';
import { formatLength } from '../common/time';
import './TileNotes.css';

/** As the background accepts it, in characters; a test compares them. */
export const LONGEST_NOTE = 500;

/** The notes of a session, each with the second of the session at which it was begun. */
export function TileNotes({
  input,
  notes,
  startedAt,
  readOnly,
  onAdd,
  onClose,
}: {
  input: RefObject<HTMLInputElement | null>;
  notes: SessionNote[];
  startedAt: number;
  readOnly: boolean;
  /** Returns the failure, or `null`. */
  onAdd: (text: string, at: number) => Promise<Failure | null>;
  onClose: () => void;
}) {
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  /** What was seen is older than the last letter of what is written about it. */
  const begunAt = useRef<number | null>(null);
  const id = useId();

  async function add(event: Event) {
    event.preventDefault();
    const said = text.trim();
    if (said === '' || busy) return;
    setBusy(true);
    const failed = await onAdd(said, begunAt.current ?? Date.now());
    setBusy(false);
    setFailure(failed);
    if (failed) return;
    setText('');
    begunAt.current = null;
  }

  return (
    <section class="notes" aria-label="Notes">
      <div class="notes-head">
        <h3>Notes</h3>
        <IconButton icon={X} label="Close notes" onPress={onClose} />
      </div>
      {notes.length === 0 && <p class="notes-empty">Nothing noted yet.</p>}
      <ol class="notes-list">
        {notes.map((note) => (
          <li key={`${note.at} ${note.text}`}>
            <span class="notes-time">{formatLength(note.at - startedAt)}</span>
            <bdi class="wrap-anywhere">{note.text}</bdi>
          </li>
        ))}
      </ol>
      {!readOnly && (
        <form class="notes-form" onSubmit={(event) => void add(event)}>
          <label htmlFor={id}>
            New note
            {begunAt.current !== null && (
              <span class="notes-time"> at {formatLength(begunAt.current - startedAt)}</span>
            )}
          </label>
          <input
            id={id}
            ref={input}
            type="text"
            dir="auto"
            autocomplete="off"
            maxLength={LONGEST_NOTE}
            value={text}
            onInput={({ currentTarget }) => {
              if (currentTarget.value === '') begunAt.current = null;
              else begunAt.current ??= Date.now();
              setText(currentTarget.value);
            }}
          />
          <button type="submit" class="button button-small" aria-disabled={busy || text.trim() === ''}>
            {busy ? 'Saving…' : 'Add'}
          </button>
          {failure && (
            <p class="notes-failure" role="alert">
              {describeFailure(failure).title} The note is still here.
            </p>
          )}
        </form>
      )}
    </section>
  );
}
