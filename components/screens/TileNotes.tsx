import { X } from 'lucide';
import type { RefObject } from 'preact';
import { useId, useState } from 'preact/hooks';
import type { Failure } from '@/utils/errors/failure';
import { describeFailure } from '@/utils/errors/messages';
import { t, tParts } from '@/utils/i18n/messages';
import { IconButton } from '../common/IconButton';
import { formatLength } from '../common/time';
import type { Notes } from './use-notes';
import './TileNotes.css';

/** As the background accepts it, in characters; a test compares them. */
export const LONGEST_NOTE = 500;

/** The notes of a session, each with the second of the session at which it was begun. */
export function TileNotes({
  input,
  notes: { all, draft, canWrite, write, save },
  startedAt,
  isOver,
  onClose,
}: {
  input: RefObject<HTMLInputElement | null>;
  notes: Notes;
  startedAt: number;
  /** Whether the session has ended; a note that was begun can still be added. */
  isOver: boolean;
  onClose: () => void;
}) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const id = useId();

  async function add(event: Event) {
    event.preventDefault();
    if (busy || !draft || draft.text.trim() === '') return;
    setBusy(true);
    setFailure(await save());
    setBusy(false);
  }

  return (
    <section class="notes" aria-label={t('screens_notes')}>
      <div class="notes-head">
        <h3>{t('screens_notes')}</h3>
        <IconButton icon={X} label={t('screens_close_notes')} onPress={onClose} />
      </div>
      {all.length === 0 && <p class="notes-empty">{t('screens_notes_none')}</p>}
      <ol class="notes-list">
        {all.map((note) => (
          <li key={`${note.at} ${note.text}`}>
            <span class="notes-time">{formatLength(note.at - startedAt)}</span>
            <bdi class="wrap-anywhere">{note.text}</bdi>
          </li>
        ))}
      </ol>
      {canWrite && (
        <form class="notes-form" onSubmit={(event) => void add(event)}>
          <label htmlFor={id}>
            {draft
              ? tParts(isOver ? 'screens_note_not_added_at' : 'screens_note_new_at', {
                  at: (
                    <span key="at" class="notes-time">
                      {t('screens_note_time', { time: formatLength(draft.begunAt - draft.startedAt) })}
                    </span>
                  ),
                })
              : t(isOver ? 'screens_note_not_added' : 'screens_note_new')}
          </label>
          <input
            id={id}
            ref={input}
            type="text"
            dir="auto"
            autocomplete="off"
            maxLength={LONGEST_NOTE}
            value={draft?.text ?? ''}
            onInput={({ currentTarget }) => write(currentTarget.value)}
          />
          <button
            type="submit"
            class="button button-small"
            aria-disabled={busy || !draft || draft.text.trim() === ''}
          >
            {t(busy ? 'screens_note_saving' : 'screens_add')}
          </button>
          {failure && (
            <p class="notes-failure" role="alert">
              {t('screens_note_kept', { problem: describeFailure(failure).title })}
            </p>
          )}
        </form>
      )}
    </section>
  );
}
