import type { EndedSession, Session, Start } from '@/utils/cobrowse/model';
import type { Failure } from '@/utils/errors/failure';
import type { Floor, FloorRow } from '@/utils/floor/model';
import { PERMISSIONS } from '@/utils/genesys-cloud/grants';
import { SCOPES } from '@/utils/genesys-cloud/scopes';
import { type HistoryRow, HOW_ENDED } from '@/utils/history/model';
import type { AppActions, AppState } from '@/utils/pages/app-state';
import { idOf, plainAppState, plainConversation, plainFloor, plainSession } from '../setup/app-fixtures';

/** The moment at which the gallery happens; whoever photographs it stops the clock there. */
export const NOW = Date.now();
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

const LONG_NAME = 'Wolfeschlegelsteinhausenbergerdorff-Baumgartner von und zu Hohenzollern';

/** Names as they occur: short, long, without a space, in other scripts and directions. */
export const AGENTS = [
  'Wei-Ling Tan',
  'Mateo García Hernández',
  LONG_NAME,
  'أحمد عبد الرحمن المنصوري',
  '佐藤 健太郎',
  'Zoë 🦊 O’Brien',
  'Søren Ødegaard',
  'Ada',
] as const;
export const CUSTOMERS = [
  'Benjamin Osei',
  '+44 20 7946 0018',
  'Annemarie van der Westhuizen-Oosterbaan, Accounts Receivable',
  'فاطمة الزهراء',
  '高橋 美咲',
  'Nguyễn Thị Minh Khai 🌸',
  'x@y.example',
  'Ingrid Solberg',
] as const;
const QUEUES = ['Billing', 'Technical Support Tier 2 (EMEA, after hours)', '請求', 'الدعم الفني'] as const;

/** Ages of conversations: from seconds to days. */
const AGES = [12_000, 4 * MINUTE, 47 * MINUTE, 7 * HOUR + 28 * MINUTE, 217 * HOUR] as const;

/** The nth of a list, which repeats. */
export const nth = <T>(list: readonly [T, ...T[]], n: number): T => list[n % list.length] ?? list[0];

export const SUPERVISOR = { userId: idOf(800), name: 'Dana Whitfield' };

/** A conversation of the floor, with an agent. */
export function conversation(number: number, changes: Partial<FloorRow> = {}): FloorRow {
  return {
    ...plainConversation(number, NOW),
    media: nth(['voice', 'message', 'email', 'chat', 'callback', 'video', 'social', 'other'], number),
    state: nth(['connected', 'connected', 'on-hold', 'alerting', 'parked'], number),
    startedAt: NOW - nth(AGES, number),
    customerName: nth(CUSTOMERS, number),
    queueId: idOf(600 + (number % 4)),
    queueName: nth(QUEUES, number),
    agent: { userId: idOf(900 + (number % 8)), name: nth(AGENTS, number) },
    ...changes,
  };
}

export const conversations = (count: number) =>
  Array.from({ length: count }, (_, number) => conversation(number + 1));

export function floor(rows: FloorRow[], changes: Partial<Floor> = {}): Floor {
  return { ...plainFloor(rows, NOW), live: true, ...changes };
}

/** A live session. */
export function session(number: number, changes: Partial<Session> = {}): Session {
  return {
    ...plainSession(number, NOW),
    agent: { userId: idOf(900 + (number % 8)), name: nth(AGENTS, number) },
    customerName: nth(CUSTOMERS, number),
    queueName: nth(QUEUES, number),
    startedAt: NOW - 3 * MINUTE,
    expiresAt: NOW + 12 * MINUTE,
    ...changes,
  };
}

export function start(number: number, state: Start['state'], changes: Partial<Start> = {}): Start {
  return {
    conversationId: idOf(number),
    customerName: nth(CUSTOMERS, number),
    settings: { allowRemoteControl: false, timeoutInMinutes: 15 },
    purpose: null,
    startedAt: NOW - 2_000,
    state,
    ...changes,
  };
}

export function ended(
  number: number,
  how: EndedSession['how'],
  changes: Partial<EndedSession> = {},
): EndedSession {
  return {
    id: `ended-${number}`,
    service: 'sessions',
    conversationId: idOf(number),
    agentName: nth(AGENTS, number),
    customerName: nth(CUSTOMERS, number),
    how,
    endedAt: NOW - 20_000,
    expiresAt: NOW + 9 * MINUTE,
    ...changes,
  };
}

/** A session of the history, with one agent after the other. */
export function pastSession(number: number, changes: Partial<HistoryRow> = {}): HistoryRow {
  const startedAt = NOW - number * 7 * HOUR;
  return {
    sessionId: `s-${number}`,
    conversationId: idOf(number),
    service: nth(['sessions', 'platform', 'screen'], number),
    supervisor: SUPERVISOR,
    agent: { userId: idOf(900 + (number % 8)), name: nth(AGENTS, number) },
    customerName: nth(CUSTOMERS, number),
    queueName: 'Billing',
    settings: { allowRemoteControl: number % 3 === 0, timeoutInMinutes: 15 },
    purpose: nth([null, 'coaching', 'Rückfrage zur Beitragsanpassung 2026'], number),
    joinedExisting: number % 5 === 0,
    startedAt,
    expiresAt: startedAt + 15 * MINUTE,
    joinedAt: startedAt + 1_000,
    endedAt: startedAt + 4 * MINUTE + 32_000,
    howEnded: nth(HOW_ENDED, number),
    notes: [],
    correlationIds: [],
    ...changes,
  };
}
/** Signed in and configured, with a floor of some size. */
export function appState(changes: Partial<AppState> = {}): AppState {
  return { ...plainAppState(SUPERVISOR.name, floor(conversations(24))), ...changes };
}

const ok = <T>(value: T) => Promise.resolve({ ok: true as const, value });
export const refused = (failure: Failure) => Promise.resolve({ ok: false as const, failure });

/** Answers that views show something of. All other actions succeed and answer nothing. */
const ANSWERS: Partial<AppActions> = {
  reviewRecords: () => ok([]),
  findRecentAgents: async () => [idOf(902), idOf(905)],
  getRedirectUri: () => ok('https://abcdefghijklmnopabcdefghijklmnop.chromiumapp.org/us_east_1'),
  grantHostAccess: async () => true,
  hasHostAccess: async () => true,
  restorePendingStarts: () => [],
  findOpenRegion: async () => null,
  isPinned: async () => false,
  getShortcuts: async () => [
    { name: '_execute_action', description: '', shortcut: 'Alt+Shift+L' },
    { name: 'start-cobrowse', description: 'Start cobrowse for the conversation in this tab', shortcut: '' },
  ],
  getInvitation: () => ok('Dana Whitfield invites you to a cobrowse session.\nhttps://join.example/1'),
  sendInvitation: () => ok({ how: 'sent' as const }),
  getAgentLink: () => ok('https://join.example/1'),
  getExtensionIds: () => ({ chromium: 'a'.repeat(32), gecko: 'cobrowse@example' }),
  readBrowserFacts: async () => ({
    hostAccess: true,
    unanchored: [],
    shortcuts: [
      { name: '_execute_action', shortcut: 'Alt+Shift+L' },
      { name: 'start-cobrowse', shortcut: 'Alt+Shift+9' },
    ],
    scriptPatterns: ['https://apps.mypurecloud.com/directory/*'],
    wantedScriptPattern: 'https://apps.mypurecloud.com/directory/*',
  }),
  checkSignInHost: async () => 'reachable',
  checkStreamingHost: async () => 'reachable',
  watchHostAccess: () => () => undefined,
  readVersions: async () => ({ extension: '1.2.3', browser: 'Chrome 140', system: 'linux' }),
  async runProbe(probe) {
    if (probe === 'token')
      return {
        ok: true,
        value: { scopes: SCOPES.map(({ name }) => name), organization: 'Example Ltd', clockAheadMs: 0 },
      };
    if (probe === 'person') return { ok: true, value: { permissions: PERMISSIONS.map(({ name }) => name) } };
    if (probe === 'screen-service') return { ok: false, failure: { code: 'not-found', status: 404 } };
    return { ok: true, value: {} };
  },
};

/** Answers `ok` where no answer is given: the gallery shows states, and does nothing. */
export function quietly<Actions extends object>(answers: Partial<Actions>): Actions {
  // The same function each time: an effect of a view runs again when an action has changed.
  const nothing = () => ok(null);
  return new Proxy(answers, { get: (given, name) => Reflect.get(given, name) ?? nothing }) as Actions;
}

export const appActions = (changes: Partial<AppActions> = {}): AppActions =>
  quietly<AppActions>({ ...ANSWERS, ...changes });

/** Something that never ends, for a view that waits. */
export const never = <T>() => new Promise<T>(() => undefined);
