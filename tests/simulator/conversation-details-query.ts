import {
  type AnalyticsConversation,
  type AnalyticsParticipant,
  type AnalyticsSegment,
  type AnalyticsSession,
  analyticsOf,
} from './analytics-conversation.ts';
import {
  CONVERSATION_DIMENSIONS,
  CONVERSATION_METRICS,
  SEGMENT_DIMENSIONS,
  SEGMENT_METRICS,
} from './analytics-vocabulary.ts';
import type { Conversation } from './conversation-model.ts';
import type { Conversations } from './conversations.ts';
import { invalidBody } from './errors.ts';
import { asObject } from './json-body.ts';
import { oneOf, type Predicate, parseFilters, satisfies } from './predicate-filter.ts';

const DAY_MS = 24 * 3600 * 1000;
const DEFAULT_PAGE_SIZE = 25;
const MAX_PAGE_SIZE = 100;
/** Rows at the end of a page that come again at the beginning of the next one. */
const REPEATED_ROWS = 2;
/** For how long further pages come from the rows that the first page was cut from. */
const SNAPSHOT_MS = 60_000;

const ORDERS = ['asc', 'desc', 'unordered'] as const;
const ORDERS_BY = ['conversationStart', 'conversationEnd', 'segmentStart', 'segmentEnd'] as const;

/** The first and last millisecond of the days that an interval touches. */
type Days = { from: number; to: number };
type Paging = { pageSize: number; pageNumber: number };

/** `AnalyticsConversationQueryResponse` */
export type DetailsAnswer = { conversations: AnalyticsConversation[]; totalHits: number };

/** The rows of one query, as they were when its first page was asked for. */
type Snapshot = { conversations: readonly Conversation[]; until: string; takenAt: number };

/**
 * Answers `POST /analytics/conversations/details/query`, with the habits of the real store: it is
 * late, it contains only conversations that began on a day of the interval, and rows repeat on the
 * next page. No row is ever omitted.
 */
export class ConversationDetails {
  readonly #conversations: Conversations;
  readonly #lagMs: number;
  readonly #now: () => number;
  readonly #snapshots = new Map<string, Snapshot>();

  /** @param lagMs how far behind it is, in milliseconds */
  constructor(conversations: Conversations, lagMs: number, now: () => number) {
    this.#conversations = conversations;
    this.#lagMs = lagMs;
    this.#now = now;
  }

  /**
   * @param body a `ConversationQuery`
   * @param asker the caller; pages are not shared between callers
   * @throws ApiError 400 for a body the platform would not understand
   */
  query(body: Record<string, unknown>, asker: string): DetailsAnswer {
    const { pageSize, pageNumber } = parsePaging(body.paging);
    const key = `${asker} ${JSON.stringify({ ...body, paging: undefined })}`;
    const snapshot = (pageNumber > 1 ? this.#recent(key) : undefined) ?? this.#search(body);
    this.#remember(key, snapshot);

    const rows = snapshot.conversations;
    const repeated = Math.min(REPEATED_ROWS, pageSize - 1);
    const step = pageSize - repeated;
    const pages = rows.length <= pageSize ? 1 : Math.ceil((rows.length - repeated) / step);
    const start = (pageNumber - 1) * step;
    return {
      conversations:
        pageNumber > pages
          ? []
          : rows.slice(start, start + pageSize).map((row) => analyticsOf(row, snapshot.until)),
      // Repeated rows count twice, so that a client that uses this number requests every page.
      totalHits: rows.length + repeated * (pages - 1),
    };
  }

  #search(body: Record<string, unknown>): Snapshot {
    const now = this.#now();
    const days = parseInterval(body.interval);
    const conversationFilters = parseFilters(body.conversationFilters, 'conversationFilters', {
      dimensions: CONVERSATION_DIMENSIONS,
      metrics: CONVERSATION_METRICS,
    });
    const segmentFilters = parseFilters(body.segmentFilters, 'segmentFilters', {
      dimensions: SEGMENT_DIMENSIONS,
      metrics: SEGMENT_METRICS,
    });
    const order = oneOf(body.order ?? 'asc', 'order', ORDERS);
    const orderBy = oneOf(body.orderBy ?? 'conversationStart', 'orderBy', ORDERS_BY);
    const until = new Date(now - this.#lagMs).toISOString();

    const found = this.#conversations
      .all()
      .filter((conversation) => {
        const startedAt = Date.parse(conversation.startTime);
        const known = this.#conversations.addedAt(conversation) <= now - this.#lagMs;
        return known && startedAt >= days.from && startedAt <= days.to;
      })
      .map((conversation) => ({ conversation, view: analyticsOf(conversation, until) }))
      .filter(
        ({ view }) =>
          conversationFilters.every((filter) =>
            satisfies(filter, (predicate) => conversationValues(view, predicate)),
          ) &&
          segmentFilters.every((filter) =>
            activitiesOf(view).some((activity) =>
              satisfies(filter, (predicate) => activityValues(activity, predicate)),
            ),
          ),
      );
    if (order !== 'unordered') {
      const keyed = found.map((row) => ({ row, key: orderKey(row.view, orderBy) }));
      keyed.sort((a, b) => (a.key === b.key ? 0 : a.key < b.key === (order === 'asc') ? -1 : 1));
      return { conversations: keyed.map(({ row }) => row.conversation), until, takenAt: now };
    }
    return { conversations: found.map(({ conversation }) => conversation), until, takenAt: now };
  }

  #recent(key: string): Snapshot | undefined {
    const snapshot = this.#snapshots.get(key);
    return snapshot && this.#now() - snapshot.takenAt < SNAPSHOT_MS ? snapshot : undefined;
  }

  #remember(key: string, snapshot: Snapshot): void {
    this.#snapshots.set(key, snapshot);
    for (const [other, { takenAt }] of this.#snapshots)
      if (this.#now() - takenAt >= SNAPSHOT_MS) this.#snapshots.delete(other);
  }
}

function parsePaging(value: unknown): Paging {
  if (value === undefined || value === null) return { pageSize: DEFAULT_PAGE_SIZE, pageNumber: 1 };
  const { pageSize, pageNumber } = asObject(value) ?? {};
  const problems = [
    ...(isWhole(pageSize) && pageSize <= MAX_PAGE_SIZE
      ? []
      : [{ fieldName: 'paging.pageSize', reason: `must be a whole number from 1 to ${MAX_PAGE_SIZE}` }]),
    ...(isWhole(pageNumber)
      ? []
      : [{ fieldName: 'paging.pageNumber', reason: 'must be a whole number from 1' }]),
  ];
  if (problems.length > 0 || !isWhole(pageSize) || !isWhole(pageNumber)) throw invalidBody(problems);
  return { pageSize, pageNumber };
}

function isWhole(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1;
}

function parseInterval(value: unknown): Days {
  const [start, end, ...rest] = typeof value === 'string' ? value.split('/') : [];
  const [from, to] = [timeOf(start), timeOf(end)];
  if (rest.length > 0 || Number.isNaN(from) || Number.isNaN(to) || from > to) {
    throw invalidBody([
      {
        fieldName: 'interval',
        reason: 'must be two ISO-8601 times with a slash between, the earlier one first',
      },
    ]);
  }
  // The end itself is no longer part of the interval.
  const last = Math.max(from, to - 1);
  return { from: Math.floor(from / DAY_MS) * DAY_MS, to: Math.floor(last / DAY_MS) * DAY_MS + DAY_MS - 1 };
}

/** Times without a zone are UTC. */
function timeOf(text: string | undefined): number {
  if (
    text === undefined ||
    !/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/.test(text)
  )
    return Number.NaN;
  return Date.parse(/T.*(Z|[+-]\d{2}:?\d{2})$/.test(text) || !text.includes('T') ? text : `${text}Z`);
}

/** A segment and its participant. */
type Activity = { participant: AnalyticsParticipant; session: AnalyticsSession; segment: AnalyticsSegment };

function activitiesOf(view: AnalyticsConversation): Activity[] {
  return view.participants.flatMap((participant) =>
    participant.sessions.flatMap((session) =>
      session.segments.map((segment) => ({ participant, session, segment })),
    ),
  );
}

function conversationValues(view: AnalyticsConversation, { kind, name }: Predicate): readonly string[] {
  if (kind === 'metric') return conversationMetric(view, name);
  if (name === 'divisionId') return view.divisionIds;
  const value = (view as Record<string, unknown>)[name];
  return typeof value === 'string' ? [value] : [];
}

function conversationMetric(view: AnalyticsConversation, name: string): readonly string[] {
  const total = (segmentType: string) => {
    const lengths = activitiesOf(view)
      .filter(({ segment }) => segment.segmentType === segmentType && segment.segmentEnd !== undefined)
      .map(({ segment }) => Date.parse(segment.segmentEnd ?? '') - Date.parse(segment.segmentStart));
    return lengths.length === 0 ? [] : [String(lengths.reduce((sum, length) => sum + length, 0))];
  };
  switch (name) {
    case 'nCobrowseSessions': {
      const count = view.participants
        .flatMap(({ sessions }) => sessions)
        .filter(({ mediaType, segments }) => mediaType === 'cobrowse' && segments.length > 0).length;
      return count === 0 ? [] : [String(count)];
    }
    case 'nConversations':
      return ['1'];
    case 'tHeld':
      return total('hold');
    case 'tAcw':
      return total('wrapup');
    case 'tAlert':
      return total('alert');
    case 'tMonitoring':
      return total('monitoring');
    case 'tPark':
      return total('parked');
    default:
      return [];
  }
}

function activityValues(
  { participant, session, segment }: Activity,
  { kind, name }: Predicate,
): readonly string[] {
  if (kind === 'metric') {
    const { segmentStart, segmentEnd } = segment;
    return segmentEnd === undefined ? [] : [String(Date.parse(segmentEnd) - Date.parse(segmentStart))];
  }
  if (kind === 'property') return [];
  if (name === 'requestedRouting') return session.requestedRoutings ?? [];
  const value = { ...participant, ...session, ...segment }[name as keyof AnalyticsSegment] as unknown;
  return value === undefined || typeof value === 'object' ? [] : [String(value)];
}

function orderKey(view: AnalyticsConversation, orderBy: (typeof ORDERS_BY)[number]): string {
  switch (orderBy) {
    case 'conversationStart':
      return view.conversationStart;
    case 'conversationEnd':
      // A segment without an end sorts after all others.
      return view.conversationEnd ?? '~';
    case 'segmentStart':
      return activitiesOf(view).reduce((first, { segment }) => earlier(first, segment.segmentStart), '~');
    default:
      return activitiesOf(view).reduce((last, { segment }) => later(last, segment.segmentEnd ?? '~'), '');
  }
}

function earlier(a: string, b: string): string {
  return a < b ? a : b;
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}
