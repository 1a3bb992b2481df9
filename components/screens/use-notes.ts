import { useEffect, useState } from 'preact/hooks';
import type { SessionNote } from '@/utils/cobrowse/model';
import type { Failure } from '@/utils/errors/failure';
import type { ScreensActions } from '@/utils/pages/connect-screens';
import type { Tile } from '@/utils/screen-viewer/model';

/** A note that is being written, about the session in which it was begun. */
type NoteDraft = {
  text: string;
  /** When its first letter was written, in milliseconds since the epoch. */
  begunAt: number;
  sessionId: string;
  /** When that session started, in milliseconds since the epoch. */
  startedAt: number;
};

/** The notes of a tile, and the one that is being written, which outlives panel and session. */
export type Notes = {
  all: SessionNote[];
  draft: NoteDraft | null;
  /** Whether something can be written: the session is live, or a note of it is not saved yet. */
  canWrite: boolean;
  write(text: string): void;
  /** Saves what is written. Returns the failure, or `null`. */
  save(): Promise<Failure | null>;
};

/** Keeps them for as long as the tile is there. */
export function useNotes(tile: Tile, actions: ScreensActions): Notes {
  const { key, sessionId, startedAt, notes, phase } = tile;
  const [draft, setDraft] = useState<NoteDraft | null>(null);
  /** Saved after the end: the page no longer reads the notes of that session. */
  const [late, setLate] = useState<{ sessionId: string; note: SessionNote }[]>([]);
  const isOver = phase === 'ended' || phase === 'failed';
  const hasDraft = draft !== null;

  useEffect(() => {
    if (!hasDraft) return undefined;
    actions.keepTile(key, true);
    return () => actions.keepTile(key, false);
  }, [hasDraft, key]);

  function write(text: string) {
    if (text === '') setDraft(null);
    else if (draft) setDraft({ ...draft, text });
    // What was seen is older than the last letter of what is written about it.
    else if (sessionId !== null && startedAt !== null)
      setDraft({ text, begunAt: Date.now(), sessionId, startedAt });
  }

  async function save(): Promise<Failure | null> {
    const text = draft?.text.trim() ?? '';
    if (!draft || text === '') return null;
    const result = await actions.addNote(draft.sessionId, text, draft.begunAt);
    if (!result.ok) return result.failure;
    if (isOver || draft.sessionId !== sessionId)
      setLate((before) => [...before, { sessionId: draft.sessionId, note: { text, at: draft.begunAt } }]);
    setDraft(null);
    return null;
  }

  return {
    all: [...notes, ...late.filter((one) => one.sessionId === sessionId).map(({ note }) => note)],
    draft,
    canWrite: hasDraft || (sessionId !== null && !isOver),
    write,
    save,
  };
}
