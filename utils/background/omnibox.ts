import { bestRow, searchRows } from '@/components/conversation-list/search-rows';
import { findStartBlocker, type Starter } from '@/components/conversation-list/start-blocker';
import type { FloorRow } from '../floor/model';
import { t } from '../i18n/messages';

/** The most rows to suggest; the browsers show about as many. */
const MAX_SUGGESTIONS = 8;

/** What is known when somebody types into the address bar. */
export type OmniboxScene = {
  rows: readonly FloorRow[];
  /** Ids of the conversations with a live session. */
  live: ReadonlySet<string>;
  /** Who would start. */
  starter: Starter;
};

/** The text that stands for a row in the address bar. */
const labelOf = ({ agent, customerName }: FloorRow) =>
  [agent?.name ?? t('omnibox_no_agent'), customerName].filter(Boolean).join(' · ');

/** Labels each row; rows with the same names also get the beginning of their id. */
function labelsOf(rows: readonly FloorRow[]): Map<FloorRow, string> {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(labelOf(row), (counts.get(labelOf(row)) ?? 0) + 1);
  return new Map(
    rows.map((row) => {
      const label = labelOf(row);
      return [row, (counts.get(label) ?? 0) > 1 ? `${label} #${row.id.slice(0, 8)}` : label];
    }),
  );
}

/**
 * Returns what to suggest below the typed text, and what to say in the first line, which is what
 * Enter does.
 * @param mark formats a part of a description: Chromium reads XML there, Firefox plain text
 */
export function suggest(
  typed: string,
  scene: OmniboxScene,
  mark: Mark,
): { first: string; others: { content: string; description: string }[] } {
  const labels = labelsOf(scene.rows);
  const found = searchRows(scene.rows, typed, scene.live);
  const best = bestRow(found, typed);
  const describeRow = (row: FloorRow) => describe(row, labels.get(row) ?? '', scene, mark);
  return {
    first: best ? describeRow(best) : mark.plain(t('omnibox_choose')),
    others: found
      .filter((row) => row !== best)
      .slice(0, MAX_SUGGESTIONS)
      .map((row) => ({ content: labels.get(row) ?? '', description: describeRow(row) })),
  };
}

/** Formats parts of a description. */
export type Mark = { plain(text: string): string; dim(text: string): string };

/** What Enter would do with a row, or why it would not. */
function describe(row: FloorRow, label: string, { live, starter }: OmniboxScene, mark: Mark): string {
  const blocker = live.has(row.id) ? null : findStartBlocker(row, starter);
  const does = live.has(row.id) ? t('omnibox_open') : (blocker?.short ?? t('omnibox_watch'));
  const queue = row.queueName ? ` · ${row.queueName}` : '';
  return `${mark.plain(`${label}${queue}`)} ${mark.dim(`– ${does}`)}`;
}

/** What Enter means. */
export type OmniboxChoice =
  | { do: 'open' | 'start'; row: FloorRow }
  /** The list has to say why, or to show what there is. */
  | { do: 'list' };

/** Returns what the accepted text means: a chosen suggestion, or what was typed. */
export function chooseRow(text: string, scene: OmniboxScene): OmniboxChoice {
  const labeled = [...labelsOf(scene.rows)].find(([, label]) => label === text)?.[0];
  const row = labeled ?? bestRow(searchRows(scene.rows, text, scene.live), text);
  if (!row) return { do: 'list' };
  if (scene.live.has(row.id)) return { do: 'open', row };
  return findStartBlocker(row, scene.starter) ? { do: 'list' } : { do: 'start', row };
}
