import { type Failure, FailureError } from '../errors/failure';
import type { ConversationReading } from '../genesys-cloud/conversation';
import { combinePartials, factOf, type PartialConversation } from '../genesys-cloud/partial-conversation';
import { ANALYTICS_LAG_MS, isNewerFact, isOvertaken, rowOfConversation, rowOfPartial } from './merge-row';
import type { FloorHead, FloorRow, FloorSource } from './model';

/** The result of one source. `partial`: there are more than it returned. */
export type SourceReading = {
  conversations?: ConversationReading[];
  partialConversations?: PartialConversation[];
  partial?: boolean;
  team?: string[];
};

/** The outcome of reading one source. */
export type SourceOutcome =
  | { source: FloorSource; reading: SourceReading }
  | { source: FloorSource; failure: Failure };

/**
 * How long a conversation from the search or an event is kept without being reported again, in
 * milliseconds.
 */
const REMEMBERED_FOR_MS = 10 * 60_000;

/** Reads one source; a failure is an outcome too. Other errors are thrown on. */
export async function readSource(
  source: FloorSource,
  read: () => Promise<SourceReading>,
): Promise<SourceOutcome> {
  try {
    return { source, reading: await read() };
  } catch (error) {
    if (error instanceof FailureError) return { source, failure: error.failure };
    throw error;
  }
}

/**
 * Returns the rows after a refresh. Several sources may report the same row. A source that failed
 * keeps its rows from before; one that was refused for a missing permission does not.
 * @param outcomes ordered from the source that knows conversations best to the one that knows least
 * @param gone conversations that ended lately, and when in milliseconds since the epoch: only newer
 *   facts bring them back
 * @param startedAt when the refresh began, in milliseconds since the epoch
 * @param userId the signed-in user
 */
export function assembleRows({
  before,
  outcomes,
  gone,
  startedAt,
  userId,
}: {
  before: ReadonlyMap<string, FloorRow>;
  outcomes: readonly SourceOutcome[];
  gone: Readonly<Record<string, number>>;
  startedAt: number;
  userId: string;
}): Map<string, FloorRow> {
  const rows = new Map<string, FloorRow>();
  const told = new Map<string, { partial: PartialConversation; source: FloorSource }>();
  const answered = new Set<FloorSource>();
  const isGone = (id: string, factAt: number | null) => {
    const endedAt = Object.hasOwn(gone, id) ? gone[id] : undefined;
    return endedAt !== undefined && !isNewerFact(factAt, endedAt);
  };
  /**
   * A row that has not been reported yet. The user's own conversations are listed: one that is not
   * listed is no longer theirs.
   */
  const untold = (id: string): FloorRow | undefined => {
    const row = before.get(id);
    const left = row?.mine && answered.has('own') && row.readAt <= startedAt - ANALYTICS_LAG_MS;
    return left ? { ...row, mine: false } : row;
  };

  for (const outcome of outcomes) {
    if ('reading' in outcome || isDenied(outcome)) answered.add(outcome.source);
    if (!('reading' in outcome)) continue;
    const { source, reading } = outcome;
    for (const { conversation, newestFactAt, userIds } of reading.conversations ?? []) {
      if (conversation.state === 'ended' || isGone(conversation.id, newestFactAt)) continue;
      const known = before.get(conversation.id);
      const at = { readAt: startedAt, newestFactAt };
      if (known && isOvertaken(at, known)) {
        // An event reported it while the listing was read.
        rows.set(conversation.id, known.source === source ? known : { ...known, source });
        continue;
      }
      const mine = userIds.includes(userId);
      rows.set(conversation.id, rowOfConversation(conversation, { before: known, source, mine, ...at }));
    }
    for (const partial of reading.partialConversations ?? []) {
      if (isGone(partial.id, factOf(partial))) continue;
      const known = told.get(partial.id);
      told.set(
        partial.id,
        known
          ? {
              partial: combinePartials(known.partial, partial, known.source === source),
              source: known.source,
            }
          : { partial, source },
      );
    }
  }

  for (const [id, { partial, source }] of told) {
    const base = rows.get(id) ?? untold(id);
    // A supervisor who views a conversation that nothing else reports does not make a row.
    if (!base && partial.state === undefined && partial.agent === undefined) continue;
    // The search comes last; anything it finds that another source also reports is known better
    // there, and disappears there sooner.
    const better =
      base && base.source !== 'event' && (rows.has(id) || (source === 'search' && base.source !== 'search'))
        ? base.source
        : null;
    rows.set(
      id,
      rowOfPartial(partial, {
        before: base,
        source: better ?? source,
        readAt: startedAt,
        onlyGaps: better !== null,
      }),
    );
  }

  for (const id of before.keys()) {
    const row = rows.has(id) ? undefined : untold(id);
    if (row && staysUntold(row, answered, startedAt)) rows.set(id, row);
  }
  return rows;
}

/**
 * Returns what is known about the floor after reading some of its sources; for the others, what was
 * known before still counts.
 * @param tooMany there were more rows than there is space for
 */
export function headAfter(
  previous: FloorHead | null,
  outcomes: readonly SourceOutcome[],
  now: number,
  tooMany = false,
): FloorHead {
  const asked = new Set(outcomes.map(({ source }) => source));
  const agents = outcomes.find(({ source }) => source === 'agents');
  const others = (previous?.leftOut ?? []).filter(({ source }) => !asked.has(source));
  return {
    // A postponed source keeps its old time.
    takenAt: outcomes.some(isPutOff) ? (previous?.takenAt ?? now) : now,
    leftOut: [
      ...outcomes.filter(isDenied).map(({ source, failure }) => ({
        source,
        missing: (!isNever(failure) && failure.subject) || null,
        ...(isNever(failure) && {
          why: needsPerson(failure) ? ('no-person' as const) : ('absent' as const),
        }),
      })),
      ...others,
    ],
    unread: [
      ...outcomes
        // Before the first refresh, a postponed source has reported nothing yet.
        .filter((outcome) => isUnread(outcome) || (previous === null && isPutOff(outcome)))
        .map(({ source }) => source),
      ...(previous?.unread ?? []).filter((source) => !asked.has(source)),
    ],
    partial: tooMany || outcomes.some((outcome) => 'reading' in outcome && outcome.reading.partial === true),
    team: agents && 'reading' in agents ? [...new Set(agents.reading.team ?? [])] : (previous?.team ?? []),
  };
}

/** The search only adds to what the others report. */
function isPutOff(outcome: SourceOutcome): boolean {
  return outcome.source !== 'search' && 'failure' in outcome && outcome.failure.code === 'rate-limited';
}

/** A source that the budget postponed is read next time; that is not an error. */
function isUnread(outcome: SourceOutcome): boolean {
  return 'failure' in outcome && outcome.failure.code !== 'rate-limited' && !isDenied(outcome);
}

function isDenied(outcome: SourceOutcome): outcome is { source: FloorSource; failure: Failure } {
  return 'failure' in outcome && (outcome.failure.code === 'permission-denied' || isNever(outcome.failure));
}

/** Whether a source needs a user and the sign-in has none: client credentials have no user. */
export function needsPerson({ apiCode }: Failure): boolean {
  return apiCode === 'not.a.user';
}

/**
 * Whether a source must not be tried again: it cannot be read with this sign-in, or the environment
 * lacks the call.
 */
export function isNever(failure: Failure): boolean {
  const { code, status } = failure;
  return needsPerson(failure) || code === 'not-found' || (status !== undefined && ABSENT.has(status));
}

/** Statuses for an unknown call, besides 404. */
const ABSENT = new Set([405, 410, 501]);

/** Whether a row stays that no source has reported this time. */
function staysUntold(row: FloorRow, answered: ReadonlySet<FloorSource>, startedAt: number): boolean {
  // The listing of the user's own conversations is never late.
  if (row.source === 'own' && answered.has('own')) return row.readAt >= startedAt;
  // A late listing may not contain it yet.
  if (row.readAt > startedAt - ANALYTICS_LAG_MS) return true;
  if (row.source === 'event' || row.source === 'search') return row.readAt > startedAt - REMEMBERED_FOR_MS;
  return !answered.has(row.source);
}

/**
 * Returns the failure to show if nothing could be read, or `null` if something was: signed out
 * always counts, a missing permission never.
 */
export function failureOfReading(outcomes: readonly SourceOutcome[]): Failure | null {
  const failures = outcomes.flatMap((outcome) => ('failure' in outcome ? [outcome.failure] : []));
  const signedOut = failures.find(({ code }) => code === 'signed-out' || code === 'host-access-missing');
  if (signedOut) return signedOut;
  if (outcomes.some((outcome) => 'reading' in outcome)) return null;
  return failures.find((failure) => failure.code !== 'permission-denied' && !needsPerson(failure)) ?? null;
}
