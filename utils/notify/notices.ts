import { agentChange } from '../cobrowse/agent-change';
import { isEnding } from '../cobrowse/ending';
import type { EndedSession, Session, Start } from '../cobrowse/model';
import type { FloorRow } from '../floor/model';
import type { NoticeKind } from '../settings/settings';
import type { NoticeMemory } from './model';

/** How long before its time limit a session is near its end, in milliseconds. */
const NEAR_LIMIT_MS = 120_000;
/** After this time an end is no news any more, in milliseconds. */
const NEWS_MS = 60_000;

/** A cause to notify, and what pressing the notification opens. */
export type Notice = {
  /** The same while the cause lasts; the browser's id of the notification. */
  id: string;
  kind: NoticeKind;
  agentName: string | null;
  customerName: string | null;
  /** What happened, where a kind covers several things. */
  what?: 'left' | 'replaced' | 'ended';
};

/** What pressing a notification opens. */
export type NoticeTarget = { session: string } | { conversation: string } | 'list';

/**
 * The first word of an id: whether the notification goes when its cause has gone, and what the
 * second word names. After a restart of the worker, the id is all that is known of a notification.
 */
const IDS: Record<string, { lasts: boolean; names: 'session' | 'conversation' | null }> = {
  limit: { lasts: true, names: 'session' },
  accepted: { lasts: false, names: 'session' },
  agent: { lasts: true, names: 'session' },
  ended: { lasts: false, names: null },
  'sign-in': { lasts: true, names: null },
  help: { lasts: true, names: 'conversation' },
  'pinned-hold': { lasts: true, names: 'conversation' },
};

/** Whether a notification is taken back when its cause has gone; others report an event. */
export const lasts = (id: string): boolean => IDS[id.split(' ')[0] ?? '']?.lasts ?? false;

/** Returns what pressing a notification opens. */
export function targetOf(id: string): NoticeTarget {
  const [word = '', subject = ''] = id.split(' ');
  const names = IDS[word]?.names;
  if (names === 'session') return { session: subject };
  return names === 'conversation' ? { conversation: subject } : 'list';
}

/** Everything that notices are made of, as it is stored. */
export type NoticeFacts = {
  sessions: readonly Session[];
  ended: readonly EndedSession[];
  starts: readonly Start[];
  /** The conversations of live sessions, and those that need attention. */
  rows: readonly FloorRow[];
  /** User ids. */
  pinnedAgents: readonly string[];
};

/** Why a conversation needs the supervisor, by the limits in the settings. */
export type AttentionReader = (row: FloorRow, now: number) => { reason: string } | null;

/**
 * Returns the causes to notify that are there now, new or not, and the memory for the next look.
 * @param now milliseconds since the epoch
 */
export function findNotices(
  facts: NoticeFacts,
  memory: NoticeMemory,
  attentionOf: AttentionReader,
  now: number,
): { notices: Notice[]; memory: NoticeMemory } {
  const notices = [
    ...facts.sessions.flatMap((session) => [
      ...nearLimit(session, now),
      ...accepted(session, memory),
      ...agentLeft(session, facts.rows),
    ]),
    ...facts.ended.flatMap((session) => endedElsewhere(session, now)),
    ...facts.starts.flatMap(waitsForSignIn),
    ...facts.rows.flatMap((row) => needsAttention(row, attentionOf(row, now)?.reason, facts.pinnedAgents)),
  ];
  const offered = facts.sessions.filter(({ offer }) => offer !== undefined).map(({ id }) => id);
  return { notices, memory: { known: notices.map(({ id }) => id), offered } };
}

/** Returns when a session is near its limit next, in milliseconds since the epoch, or `null`. */
export function nextNearLimit(sessions: readonly Session[], now: number): number | null {
  const times = sessions
    .filter((session) => !isEnding(session))
    .map(({ expiresAt }) => expiresAt - NEAR_LIMIT_MS)
    .filter((time) => time > now);
  return times.length > 0 ? Math.min(...times) : null;
}

function nearLimit(session: Session, now: number): Notice[] {
  const left = session.expiresAt - now;
  // A session that was short from the beginning is no surprise.
  const isShort = session.expiresAt - session.startedAt <= NEAR_LIMIT_MS;
  if (left <= 0 || left > NEAR_LIMIT_MS || isShort || isEnding(session)) return [];
  // With the time: a session that was extended comes near its limit once more.
  return [about(session, 'limit-near', `limit ${session.id} ${session.expiresAt}`)];
}

function accepted(session: Session, { offered, known }: NoticeMemory): Notice[] {
  const id = `accepted ${session.id}`;
  // Known stays known: the offer was open only at the look before the first.
  const isAccepted = session.offer === undefined && (offered.includes(session.id) || known.includes(id));
  return isAccepted ? [about(session, 'offer-accepted', id)] : [];
}

function agentLeft(session: Session, rows: readonly FloorRow[]): Notice[] {
  const row = rows.find(({ id }) => id === session.conversationId);
  const change = agentChange(session, row);
  if (!change) return [];
  const what = change.now ? 'replaced' : 'left';
  return [{ ...about(session, 'agent', `agent ${session.id} ${what}`), what }];
}

/** Only ends that the supervisor did not cause, and that somebody did. */
function endedElsewhere({ id, how, endedAt, agentName, customerName }: EndedSession, now: number): Notice[] {
  if (how !== 'ended-elsewhere' || now - endedAt > NEWS_MS) return [];
  return [{ id: `ended ${id}`, kind: 'agent', what: 'ended', agentName, customerName }];
}

function waitsForSignIn({ conversationId, customerName, monitored, state }: Start): Notice[] {
  if (state.phase !== 'waiting' || state.failure.code !== 'signed-out') return [];
  return [
    {
      id: `sign-in ${conversationId}`,
      kind: 'sign-in',
      agentName: monitored?.name ?? null,
      customerName,
    },
  ];
}

function needsAttention(row: FloorRow, reason: string | undefined, pinned: readonly string[]): Notice[] {
  const kind = kindOf(reason);
  if (kind === null) return [];
  if (kind === 'pinned-hold' && !(row.agent && pinned.includes(row.agent.userId))) return [];
  return [
    {
      id: `${kind} ${row.id}`,
      kind,
      agentName: row.agent?.name ?? null,
      customerName: row.customerName,
    },
  ];
}

function kindOf(reason: string | undefined): 'help' | 'pinned-hold' | null {
  if (reason === 'flagged') return 'help';
  return reason === 'on-hold' ? 'pinned-hold' : null;
}

function about({ agent, customerName }: Session, kind: NoticeKind, id: string): Notice {
  return { id, kind, agentName: agent.name, customerName };
}
