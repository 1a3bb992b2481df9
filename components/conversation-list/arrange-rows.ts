import { ATTENTION_REASONS, type Attention } from '@/utils/floor/attention';
import type { SectionKey, Sort } from '@/utils/floor/list-view';
import type { FloorRow } from '@/utils/floor/model';
import { language, t } from '@/utils/i18n/messages';

/** The sort orders as shown to the user. */
export const sortName = (sort: Sort): string => {
  const names: Record<Sort, string> = {
    attention: t('list_sort_attention'),
    hold: t('list_sort_hold'),
    longest: t('list_sort_longest'),
    newest: t('list_sort_newest'),
    agent: t('list_sort_agent'),
  };
  return names[sort];
};

/** A part of the list, in the order of its rows. */
export type Part = { key: SectionKey; rows: FloorRow[] };

/** What decides where a row stands, besides itself. */
export type Arrangement = {
  sort: Sort;
  /** User ids. */
  pinnedAgents: readonly string[];
  /** User ids, the latest first. */
  recentAgents: readonly string[];
  /** What the rows need the supervisor for, by id. */
  attention: ReadonlyMap<string, Attention>;
};

/**
 * Divides rows into the parts of the list, and sorts each: those of pinned agents, those that need
 * the supervisor (if that is the order), those of agents watched lately, and all others. A refresh
 * never reorders unchanged rows, because neither times nor ids change. Empty parts are omitted.
 */
export function arrangeRows(rows: readonly FloorRow[], arrangement: Arrangement): Part[] {
  const { sort } = arrangement;
  const pinned = new Set(arrangement.pinnedAgents);
  const recent = new Set(arrangement.recentAgents);
  const parts: Record<SectionKey, Keyed[]> = { pinned: [], attention: [], recent: [], everyone: [] };
  const keyOf = KEYS[sort];
  for (const row of rows) {
    const attention = sort === 'attention' ? (arrangement.attention.get(row.id) ?? null) : null;
    const userId = row.agent?.userId ?? '';
    // Numbers computed once per row are faster to compare than facts looked up for each comparison.
    const keyed: Keyed = attention
      ? {
          row,
          group: ATTENTION_REASONS.indexOf(attention.reason),
          time: attention.since ?? startOf(row),
          name: '',
        }
      : { row, ...keyOf(row) };
    if (attention === null && sort === 'attention') keyed.group += ATTENTION_REASONS.length;
    if (pinned.has(userId)) parts.pinned.push(keyed);
    else if (attention !== null) parts.attention.push(keyed);
    else if (recent.has(userId)) parts.recent.push(keyed);
    else parts.everyone.push(keyed);
  }
  return (Object.keys(parts) as SectionKey[]).flatMap((key) =>
    parts[key].length === 0
      ? []
      : [{ key, rows: parts[key].sort(sort === 'agent' ? byName : byNumbers).map(({ row }) => row) }],
  );
}

/** Where a row stands: by group, then by time, then by id. */
type Key = { group: number; time: number; name: string };
type Keyed = Key & { row: FloorRow };

const UNKNOWN = Number.MAX_SAFE_INTEGER;
const startOf = ({ startedAt }: FloorRow) => startedAt ?? UNKNOWN;

const KEYS: Record<Sort, (row: FloorRow) => Key> = {
  // What nobody works on now comes last, however old it is.
  attention: (row) => ({ group: row.state === 'parked' ? 1 : 0, time: startOf(row), name: '' }),
  hold: (row) =>
    row.state === 'on-hold'
      ? { group: 0, time: row.stateSince ?? UNKNOWN, name: '' }
      : { group: 1, time: startOf(row), name: '' },
  longest: (row) => ({ group: 0, time: startOf(row), name: '' }),
  newest: (row) => ({
    group: 0,
    time: row.startedAt === null ? UNKNOWN : -row.startedAt,
    name: '',
  }),
  // Without an agent, and while the name is not known, at the end.
  agent: (row) => ({ group: row.agent?.name ? 0 : 1, time: startOf(row), name: row.agent?.name ?? '' }),
};

function byNumbers(a: Keyed, b: Keyed): number {
  return a.group - b.group || a.time - b.time || (a.row.id < b.row.id ? -1 : a.row.id > b.row.id ? 1 : 0);
}

function byName(a: Keyed, b: Keyed): number {
  return a.group - b.group || compareNames(a.name, b.name) || byNumbers(a, b);
}

let collator: { of: string; compare: Intl.Collator['compare'] } | null = null;

/** Compares names in the user's language. Creating what compares is slow. */
export function compareNames(a: string, b: string): number {
  const of = language();
  if (collator?.of !== of) collator = { of, compare: new Intl.Collator(of, { numeric: true }).compare };
  return collator.compare(a, b);
}

/** The rows of an agent who has one row only: the first, and the others behind it. */
export type AgentRows = ReadonlyMap<string, readonly FloorRow[]>;

/**
 * Leaves one row of each agent: the first in the order of the list. `others` has the rest by the id
 * of that row. Agents in `expanded` (user ids) keep all rows, together.
 */
export function groupByAgent(
  parts: readonly Part[],
  expanded: ReadonlySet<string>,
): { parts: Part[]; others: AgentRows } {
  const leads = new Map<string, FloorRow>();
  const others = new Map<string, FloorRow[]>();
  for (const { rows } of parts) {
    for (const row of rows) {
      if (!row.agent) continue;
      const lead = leads.get(row.agent.userId);
      if (!lead) leads.set(row.agent.userId, row);
      else others.set(lead.id, [...(others.get(lead.id) ?? []), row]);
    }
  }
  const left = parts.map(({ key, rows }) => ({
    key,
    rows: rows.flatMap((row) => {
      if (!row.agent) return [row];
      if (leads.get(row.agent.userId) !== row) return [];
      return expanded.has(row.agent.userId) ? [row, ...(others.get(row.id) ?? [])] : [row];
    }),
  }));
  return { parts: left.filter(({ rows }) => rows.length > 0), others };
}
