import type { FloorRow } from '@/utils/floor/model';
import { agentOf, alsoThereOf, MEDIA_NAMES, STATE_NAMES, sentenceOf } from './row-wording';

/** Letters without accents, figures and signs. */
const PLAIN = /^[\n -~]*$/;

/** Rows folded in one go, which takes about a millisecond. */
const AT_ONCE = 250;

/** How long rows are left alone, in milliseconds: what is on screen is drawn first. */
const FOLD_AFTER = 50;

/** What a row says, folded once: a row that has not changed is the same object again. */
const texts = new WeakMap<FloorRow, string>();

/**
 * Rows in which every typed word occurs somewhere: agent, who is there besides, customer, queue,
 * media, state, who looks in and how, or “live” where there
 * is a session of one's own; or whose id begins with it.
 */
export function findRows(
  rows: readonly FloorRow[],
  typed: string,
  liveIds: ReadonlySet<string> = new Set(),
): readonly FloorRow[] {
  const words = fold(typed).split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const text = textOf(row);
    return words.every(
      (word) =>
        text.includes(word) || isStartOfId(word, row.id) || (liveIds.has(row.id) && 'live'.includes(word)),
    );
  });
}

/** Folds what rows say before it is needed, a few at a time, so that the first key is as quick as the others. Returns how to stop. */
export function foldAhead(rows: readonly FloorRow[]): () => void {
  let done = 0;
  let timer = setTimeout(function go() {
    for (const row of rows.slice(done, done + AT_ONCE)) textOf(row);
    done += AT_ONCE;
    if (done < rows.length) timer = setTimeout(go);
  }, FOLD_AFTER);
  return () => clearTimeout(timer);
}

function textOf(row: FloorRow): string {
  const known = texts.get(row);
  if (known !== undefined) return known;
  const text = fold(
    [
      agentOf(row),
      alsoThereOf(row),
      row.customerName,
      row.queueName,
      MEDIA_NAMES[row.media],
      STATE_NAMES[row.state],
      ...row.watchers.map((watcher) => sentenceOf(watcher, '')),
    ].join('\n'),
  );
  texts.set(row, text);
  return text;
}

/** A stray digit is part of nearly every id; only what looks like the beginning of one counts. */
function isStartOfId(word: string, id: string): boolean {
  return word.length >= 4 && id.startsWith(word);
}

/** Lower case without accents, so that “muller” finds “Müller”. */
function fold(text: string): string {
  // Most texts have none to look for, and there are thousands of them.
  return (PLAIN.test(text) ? text : text.normalize('NFD').replace(/\p{M}/gu, '')).toLowerCase();
}
