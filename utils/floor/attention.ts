import type { AttentionSettings } from '../settings/settings';
import type { FloorRow } from './model';

/** Why a conversation needs the supervisor, by urgency. */
export const ATTENTION_REASONS = ['flagged', 'on-hold', 'alerting', 'long'] as const;
type AttentionReason = (typeof ATTENTION_REASONS)[number];

/** What a conversation needs the supervisor for. */
export type Attention = {
  reason: AttentionReason;
  /** When what counts began, in milliseconds since the epoch; `null` for a flag. */
  since: number | null;
};

/** What the rules read of a row. */
export type AttentionFacts = Pick<FloorRow, 'state' | 'stateSince' | 'startedAt' | 'flagged'>;

/** A time counts as urgent from this multiple of its limit: two minutes on hold, then five. */
const URGENT_TIMES = 2.5;

/**
 * The states in which an agent handles a conversation. A parked email or a conversation that waits
 * in a queue is old without being long.
 */
const HANDLED: readonly FloorRow['state'][] = ['connected', 'on-hold'];

/**
 * Returns why a conversation needs the supervisor now, or `null`: its agent has flagged it, it is
 * on hold or rings for too long, or it takes long. Only times that the platform reports count.
 * @param now milliseconds since the epoch
 */
export function attentionOf(row: AttentionFacts, limits: AttentionSettings, now: number): Attention | null {
  if (row.flagged && row.state !== 'ended') return { reason: 'flagged', since: null };
  return clocksOf(row, limits).find(({ since, limit }) => now - since >= limit) ?? null;
}

/** Whether a time is far beyond its limit. A flag, which has no time, is not. */
export function isUrgent(attention: Attention, limits: AttentionSettings, now: number): boolean {
  const limit = limitOf(attention.reason, limits);
  return attention.since !== null && limit !== null && now - attention.since >= limit * URGENT_TIMES;
}

/** Returns what each of these conversations needs the supervisor for now, by id, if it does. */
export function attentionIn(
  rows: Iterable<AttentionFacts & Pick<FloorRow, 'id'>>,
  limits: AttentionSettings,
  now: number,
): ReadonlyMap<string, Attention> {
  const found = new Map<string, Attention>();
  for (const row of rows) {
    const attention = attentionOf(row, limits, now);
    if (attention) found.set(row.id, attention);
  }
  return found;
}

/** Counts the conversations that need the supervisor now. `now`: milliseconds since the epoch. */
export function countAttention(
  rows: Iterable<AttentionFacts>,
  limits: AttentionSettings,
  now: number,
): number {
  let count = 0;
  for (const row of rows) if (attentionOf(row, limits, now) !== null) count += 1;
  return count;
}

/**
 * Returns when the next of these conversations will need the supervisor if nothing else happens, in
 * milliseconds since the epoch; `null` if none will.
 */
export function nextAttentionAt(
  rows: Iterable<AttentionFacts>,
  limits: AttentionSettings,
  now: number,
): number | null {
  let next: number | null = null;
  for (const row of rows) {
    if (attentionOf(row, limits, now) !== null) continue;
    for (const { since, limit } of clocksOf(row, limits)) {
      if (next === null || since + limit < next) next = since + limit;
    }
  }
  return next;
}

/** The running times of a conversation that have a limit, the most urgent first. */
function clocksOf(
  { state, stateSince, startedAt }: AttentionFacts,
  limits: AttentionSettings,
): { reason: 'on-hold' | 'alerting' | 'long'; since: number; limit: number }[] {
  const clock = (reason: 'on-hold' | 'alerting' | 'long', since: number | null | undefined) => {
    const limit = limitOf(reason, limits);
    return limit === null || since === null || since === undefined ? [] : [{ reason, since, limit }];
  };
  return [
    ...(state === 'on-hold' || state === 'alerting' ? clock(state, stateSince) : []),
    ...(HANDLED.includes(state) ? clock('long', startedAt) : []),
  ];
}

/** Returns a limit in milliseconds; `null` if there is none. */
function limitOf(reason: AttentionReason, limits: AttentionSettings): number | null {
  const { holdSeconds, alertingSeconds, handledMinutes } = limits;
  const ms = {
    flagged: null,
    'on-hold': holdSeconds === null ? null : holdSeconds * 1000,
    alerting: alertingSeconds === null ? null : alertingSeconds * 1000,
    long: handledMinutes === null ? null : handledMinutes * 60_000,
  };
  return ms[reason];
}
