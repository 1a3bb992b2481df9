/**
 * What views get, in its plainest form. Unit tests of views and the gallery begin with it, and put
 * in what matters to them.
 */
import type { Session } from '@/utils/cobrowse/model';
import { DEFAULT_LIST_VIEW } from '@/utils/floor/list-view';
import type { Floor, FloorRow } from '@/utils/floor/model';
import type { AppState } from '@/utils/pages/app-state';
import { DEFAULT_SETTINGS } from '@/utils/settings/settings';

/** A made-up id that differs in its last digits. */
export const idOf = (number: number) => `1b2c3d4e-0000-4000-8000-${String(number).padStart(12, '0')}`;

const customerAndAgent = (number: number) => ({
  customerName: `Customer ${number}`,
  queueName: 'Billing',
  agent: { userId: idOf(900 + number), name: `Agent ${number}` },
});

/**
 * A call that began an hour ago, and `number` minutes less.
 * @param now in milliseconds since the epoch
 */
export function plainConversation(number: number, now: number): FloorRow {
  return {
    id: idOf(number),
    media: 'voice',
    state: 'connected',
    startedAt: now - (60 - number) * 60_000,
    ...customerAndAgent(number),
    queueId: idOf(600),
    watchers: [],
    source: 'queues',
    mine: false,
    complete: false,
    readAt: now,
    newestFactAt: null,
  };
}

/** A floor with these rows, read just now, that nobody keeps up to date. */
export function plainFloor(rows: FloorRow[], now: number): Floor {
  return {
    head: { takenAt: now, leftOut: [], unread: [], partial: false, team: [] },
    rows,
    whole: true,
    firstScreen: null,
    live: false,
  };
}

/** A session of a quarter of an hour that begins now. */
export function plainSession(number: number, now: number): Session {
  return {
    id: `session-${number}`,
    service: 'sessions',
    conversationId: idOf(number),
    supervisorUserId: idOf(800),
    ...customerAndAgent(number),
    settings: { allowRemoteControl: false, timeoutInMinutes: 15 },
    joinedExisting: false,
    startedAt: now,
    expiresAt: now + 15 * 60_000,
    tabId: null,
    purpose: null,
    invitation: null,
  };
}

/** Configured and signed in, with nothing going on. */
export function plainAppState(supervisorName: string, floor: Floor): AppState {
  return {
    policy: {},
    hasStoredSettings: true,
    practice: false,
    hostAccess: true,
    settings: { ...DEFAULT_SETTINGS, signIn: { ...DEFAULT_SETTINGS.signIn, clientId: idOf(700) } },
    hasClientSecret: false,
    identity: { userId: idOf(800), name: supervisorName },
    floor,
    listView: DEFAULT_LIST_VIEW,
    pinnedAgents: [],
    savedViews: [],
    sessions: [],
    endedSessions: [],
    starts: [],
    nextService: 'sessions',
    startView: null,
  };
}
