import type { RetentionClock } from './model';

// Whoever sets the computer's clock must not delete the history. Age is therefore the sum of the
// time that has passed, as far as that is known: time on which the computer and the server agree
// counts whole; time that only the computer's clock claims counts in small steps and up to a limit.

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
/** Longest step that the computer's clock is believed by itself: a long weekend. */
export const LONGEST_STEP_MS = 3 * DAY_MS;
/** Most that such steps make together until the server is heard again. */
export const MOST_UNCONFIRMED_MS = 30 * DAY_MS;
/** Clocks this close say the same time: a computer may be set to the wrong time zone. */
const SAME_TIME_MS = DAY_MS;
/** Entries written this close together get one mark: how much later than asked an entry may go. */
const MARK_EVERY_MS = 6 * HOUR_MS;
/** Marks that are kept, at least 1,000 days of them. Entries before them go with the first. */
const MOST_MARKS = 4_000;

/**
 * What both clocks say now, in milliseconds since the epoch; `server` is `null` where it was not
 * heard.
 */
export type Clocks = { local: number; server: number | null };

/**
 * Begins to count. Takes no clock's word for what may be a jump: `lastAt` is when the last entry
 * was written.
 */
export function beginRetentionClock({ local, server }: Clocks, lastAt: number | null): RetentionClock {
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

/** The clock after some time, without believing a jump. */
export function advance(clock: RetentionClock, { local, server }: Clocks): RetentionClock {
  if (server === null) {
    const claimed = local - clock.local;
    const isStep = claimed > 0 && claimed <= LONGEST_STEP_MS;
    const counted = isStep && clock.unconfirmedMs + claimed <= MOST_UNCONFIRMED_MS ? claimed : 0;
    return {
      ...clock,
      time: clock.time + counted,
      local,
      certainty: 'none',
      unconfirmedMs: clock.unconfirmedMs + counted,
    };
  }
  const { compared } = clock;
  // Time that has passed by both clocks has passed, whether or not they show the same.
  const passed = compared
    ? Math.max(0, Math.min(local - compared.local, server - compared.server))
    : Math.min(LONGEST_STEP_MS, Math.max(0, local - clock.local));
  const counted = (compared?.time ?? clock.time) + passed;
  const time = agrees(local, server) ? Math.max(local, counted) : counted;
  // What was written while this clock lagged behind was written later than it showed: since the
  // last comparison by all that it catches up, since the last agreement by what it cannot account
  // for.
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
      // Steps that were believed too early are taken back.
      return { seq, from, at: Math.min(time, at + later) };
    }),
  };
}

/** Notes that entries up to `seq` are written. */
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
    marks: marks.slice(-MOST_MARKS),
  };
}

/** Forgets marks of entries that are gone: those that take their numbers are not as old. */
export function upTo(clock: RetentionClock, seq: number): RetentionClock {
  if ((clock.marks.at(-1)?.seq ?? 0) <= seq && clock.comparedUpTo <= seq) return clock;
  return {
    ...clock,
    agreedUpTo: Math.min(clock.agreedUpTo, seq),
    comparedUpTo: Math.min(clock.comparedUpTo, seq),
    marks: clock.marks.filter((one) => one.seq <= seq),
  };
}

/**
 * Marks for entries that were written before there were any. Their own times count, but never as
 * older than those before them.
 */
export function markWritten(clock: RetentionClock, entries: { seq: number; at: number }[]): RetentionClock {
  let latest = 0;
  const marked = entries.reduce((soFar, { seq, at }) => {
    latest = Math.min(clock.time, Math.max(latest, at));
    return mark(soFar, seq, latest);
  }, clock);
  // Their times are the best there is.
  const last = entries.at(-1)?.seq ?? 0;
  return { ...marked, agreedUpTo: last, comparedUpTo: last };
}

/** The last entry that is older than this; 0 where none is. */
export function lastOlderThan({ marks, time }: RetentionClock, ageMs: number): number {
  return Math.max(0, ...marks.filter(({ at }) => time - at > ageMs).map(({ seq }) => seq));
}

/**
 * How far the computer's clock is ahead of the time that counts, in milliseconds; 0 where that is
 * no jump.
 */
export function jumpAhead({ time }: RetentionClock, local: number): number {
  const ahead = local - time;
  return ahead > LONGEST_STEP_MS ? ahead : 0;
}

function certaintyOf(local: number, server: number | null): RetentionClock['certainty'] {
  if (server === null) return 'none';
  return agrees(local, server) ? 'agreed' : 'compared';
}

/** Whether both clocks were heard and show the same time, as far as that matters here. */
export function agrees(local: number, server: number | null): boolean {
  return server !== null && Math.abs(server - local) <= SAME_TIME_MS;
}
