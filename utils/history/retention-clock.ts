import type { RetentionClock } from './model';

// Setting the computer's clock must not delete the history. Age is therefore the sum of the time
// that has passed, as far as known: time on which the computer and the server agree counts fully;
// time that only the computer's clock shows counts in small steps and up to a limit.

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
/** Longest step for which the computer's clock alone is trusted: a long weekend. */
export const MAX_STEP_MS = 3 * DAY_MS;
/** The most that such steps add up to until the server's time is known again. */
export const MAX_UNCONFIRMED_MS = 30 * DAY_MS;
/** Clocks this close count as equal: a computer may be set to the wrong time zone. */
const SAME_TIME_MS = DAY_MS;
/**
 * Entries written this close together get one mark: an entry may be deleted this much later than
 * asked.
 */
const MARK_EVERY_MS = 6 * HOUR_MS;
/**
 * The most marks to keep, for at least 1,000 days. Entries before them are deleted with the first.
 */
const MAX_MARKS = 4_000;

/**
 * The current time of both clocks, in milliseconds since the epoch; `server` is `null` if unknown.
 */
export type Clocks = { local: number; server: number | null };

/**
 * Starts the clock without trusting anything that may be a jump: `lastAt` is when the last entry
 * was written.
 */
export function startRetentionClock({ local, server }: Clocks, lastAt: number | null): RetentionClock {
  const time = agrees(local, server) || lastAt === null ? local : Math.min(local, lastAt);
  return {
    time,
    local,
    compared: server === null ? null : { server, local, time },
    certainty: certaintyOf(local, server),
    unconfirmedMs: 0,
    agreedUpTo: 0,
    comparedUpTo: 0,
    marks: [],
  };
}

/** Advances the clock without trusting a jump. */
export function advance(clock: RetentionClock, { local, server }: Clocks): RetentionClock {
  if (server === null) {
    const claimed = local - clock.local;
    const isStep = claimed > 0 && claimed <= MAX_STEP_MS;
    const counted = isStep && clock.unconfirmedMs + claimed <= MAX_UNCONFIRMED_MS ? claimed : 0;
    return {
      ...clock,
      time: clock.time + counted,
      local,
      certainty: 'none',
      unconfirmedMs: clock.unconfirmedMs + counted,
    };
  }
  const { compared } = clock;
  // Time that has passed on both clocks has passed, whether or not they show the same.
  const passed = compared
    ? Math.max(0, Math.min(local - compared.local, server - compared.server))
    : Math.min(MAX_STEP_MS, Math.max(0, local - clock.local));
  const counted = (compared?.time ?? clock.time) + passed;
  const time = agrees(local, server) ? Math.max(local, counted) : counted;
  // Entries written while this clock was slow were written later than it showed: since the last
  // comparison by all that it catches up, since the last agreement by what it cannot account for.
  const lag = Math.max(0, time - clock.time);
  const unaccounted = Math.max(0, time - counted);
  const last = clock.marks.at(-1)?.seq ?? 0;
  const isAgreed = agrees(local, server);
  return {
    time,
    local,
    compared: { server, local, time },
    certainty: certaintyOf(local, server),
    unconfirmedMs: 0,
    agreedUpTo: isAgreed ? Math.max(last, clock.agreedUpTo) : clock.agreedUpTo,
    comparedUpTo: Math.max(last, clock.comparedUpTo),
    marks: clock.marks.map(({ seq, from, at }) => {
      const later = seq > clock.comparedUpTo ? lag : seq > clock.agreedUpTo ? unaccounted : 0;
      // Undo steps that were trusted too early.
      return { seq, from, at: Math.min(time, at + later) };
    }),
  };
}

/** Records that entries up to `seq` are written. */
export function mark(clock: RetentionClock, seq: number, at = clock.time): RetentionClock {
  const last = clock.marks.at(-1);
  if (last && last.seq >= seq) return clock;
  const marks =
    last && at - last.from < MARK_EVERY_MS
      ? [...clock.marks.slice(0, -1), { ...last, seq, at: Math.max(at, last.at) }]
      : [...clock.marks, { seq, from: at, at }];
  return {
    ...clock,
    agreedUpTo: clock.certainty === 'agreed' ? seq : clock.agreedUpTo,
    comparedUpTo: clock.certainty === 'none' ? clock.comparedUpTo : seq,
    marks: marks.slice(-MAX_MARKS),
  };
}

/** Removes marks of entries that are gone: new entries with their numbers are younger. */
export function truncateMarks(clock: RetentionClock, seq: number): RetentionClock {
  if ((clock.marks.at(-1)?.seq ?? 0) <= seq && clock.comparedUpTo <= seq) return clock;
  return {
    ...clock,
    agreedUpTo: Math.min(clock.agreedUpTo, seq),
    comparedUpTo: Math.min(clock.comparedUpTo, seq),
    marks: clock.marks.filter((one) => one.seq <= seq),
  };
}

/**
 * Adds marks for entries that were written before marks existed. Uses their own times, but never
 * older than those before them.
 */
export function addMarks(clock: RetentionClock, entries: { seq: number; at: number }[]): RetentionClock {
  let latest = 0;
  const marked = entries.reduce((soFar, { seq, at }) => {
    latest = Math.min(clock.time, Math.max(latest, at));
    return mark(soFar, seq, latest);
  }, clock);
  // Their times are the best available.
  const last = entries.at(-1)?.seq ?? 0;
  return { ...marked, agreedUpTo: last, comparedUpTo: last };
}

/** Returns the last entry that is older than this; 0 if none is. */
export function lastOlderThan({ marks, time }: RetentionClock, ageMs: number): number {
  return Math.max(0, ...marks.filter(({ at }) => time - at > ageMs).map(({ seq }) => seq));
}

/**
 * How far the computer's clock is ahead of the retention time, in milliseconds; 0 if that is not a
 * jump.
 */
export function clockJumpMs({ time }: RetentionClock, local: number): number {
  const ahead = local - time;
  return ahead > MAX_STEP_MS ? ahead : 0;
}

function certaintyOf(local: number, server: number | null): RetentionClock['certainty'] {
  if (server === null) return 'none';
  return agrees(local, server) ? 'agreed' : 'compared';
}

/** Whether both clocks are known and agree, as far as that matters here. */
export function agrees(local: number, server: number | null): boolean {
  return server !== null && Math.abs(server - local) <= SAME_TIME_MS;
}
