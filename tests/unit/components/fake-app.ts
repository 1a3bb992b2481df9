import { type Mock, vi } from 'vitest';
import type { Session } from '@/utils/cobrowse/model';
import type { Floor, FloorRow } from '@/utils/floor/model';
import type { AppActions, AppState } from '@/utils/pages/app-state';
import { plainAppState, plainConversation, plainFloor, plainSession } from '../../setup/app-fixtures';

/** The moment the tests happen at. */
export const NOW = Date.UTC(2026, 2, 4, 10, 0, 0);

export function conversation(number: number, changes: Partial<FloorRow> = {}): FloorRow {
  return { ...plainConversation(number, NOW), ...changes };
}

/** A floor with these rows, read just now. */
export function floor(rows: FloorRow[], changes: Partial<Floor> = {}): Floor {
  return { ...plainFloor(rows, NOW), ...changes };
}

/** A live session on a conversation. */
export function session(number: number, changes: Partial<Session> = {}): Session {
  return { ...plainSession(number, NOW), ...changes };
}

/** Signed in, configured, three conversations. */
export function appState(changes: Partial<AppState> = {}): AppState {
  const rows = [conversation(3), conversation(1), conversation(2)];
  return { ...plainAppState('Susan Visor', floor(rows)), ...changes };
}

const done = <T>(value: T) => Promise.resolve({ ok: true as const, value });

type FakeActions = { [Name in keyof AppActions]: Mock<AppActions[Name]> };

/** Actions that all succeed; name the ones that matter. */
export function appActions(changes: Partial<FakeActions> = {}): FakeActions {
  return {
    signIn: vi.fn<AppActions['signIn']>(() => done(null)),
    signOut: vi.fn<AppActions['signOut']>(() => done(null)),
    saveSettings: vi.fn<AppActions['saveSettings']>(() => done(null)),
    reviewRecords: vi.fn<AppActions['reviewRecords']>(() => done([])),
    dismissRecordReports: vi.fn<AppActions['dismissRecordReports']>(() => done(null)),
    getRedirectUri: vi.fn<AppActions['getRedirectUri']>(() => done('https://extension.example/redirect')),
    grantHostAccess: vi.fn<AppActions['grantHostAccess']>(async () => true),
    hasHostAccess: vi.fn<AppActions['hasHostAccess']>(async () => true),
    refreshConversations: vi.fn<AppActions['refreshConversations']>(() => done(null)),
    noteListView: vi.fn<AppActions['noteListView']>(() => done(null)),
    pinAgent: vi.fn<AppActions['pinAgent']>(() => done(null)),
    saveViews: vi.fn<AppActions['saveViews']>(() => done(null)),
    findRecentAgents: vi.fn<AppActions['findRecentAgents']>(async () => []),
    openConversation: vi.fn<AppActions['openConversation']>(),
    prepareStart: vi.fn<AppActions['prepareStart']>(() => done(null)),
    startSession: vi.fn<AppActions['startSession']>(() => done(session(1))),
    startOver: vi.fn<AppActions['startOver']>(() => done(session(1))),
    dismissStart: vi.fn<AppActions['dismissStart']>(() => done(null)),
    reloadPage: vi.fn<AppActions['reloadPage']>(),
    restorePendingStarts: vi.fn<AppActions['restorePendingStarts']>(() => []),
    openSession: vi.fn<AppActions['openSession']>(() => done(null)),
    getInvitation: vi.fn<AppActions['getInvitation']>(() => done('You are invited: https://join.example')),
    sendInvitation: vi.fn<AppActions['sendInvitation']>(() => done({ how: 'sent' })),
    getAgentLink: vi.fn<AppActions['getAgentLink']>(() => done('https://join.example')),
    endSession: vi.fn<AppActions['endSession']>(() => done(null)),
    undoEnd: vi.fn<AppActions['undoEnd']>(() => done(null)),
    dismissEndedSession: vi.fn<AppActions['dismissEndedSession']>(() => done(null)),
    enterPractice: vi.fn<AppActions['enterPractice']>(() => done(null)),
    leavePractice: vi.fn<AppActions['leavePractice']>(() => done(null)),
    choosePracticeService: vi.fn<AppActions['choosePracticeService']>(() => done(null)),
    findOpenRegion: vi.fn<AppActions['findOpenRegion']>(async () => null),
    isPinned: vi.fn<AppActions['isPinned']>(async () => null),
    openWelcome: vi.fn<AppActions['openWelcome']>(),
    openGenesysCloud: vi.fn<AppActions['openGenesysCloud']>(),
    openList: vi.fn<AppActions['openList']>(),
    openSettings: vi.fn<AppActions['openSettings']>(),
    openHistory: vi.fn<AppActions['openHistory']>(),
    openSidePanel: vi.fn<AppActions['openSidePanel']>(),
    getShortcuts: vi.fn<AppActions['getShortcuts']>(async () => []),
    copyText: vi.fn<AppActions['copyText']>(async () => {}),
    saveFile: vi.fn<AppActions['saveFile']>(),
    getExtensionIds: vi.fn<AppActions['getExtensionIds']>(() => ({
      chromium: 'a'.repeat(32),
      gecko: 'cobrowse@example',
    })),
    runProbe: vi.fn<AppActions['runProbe']>(() => done({})),
    readBrowserFacts: vi.fn<AppActions['readBrowserFacts']>(async () => ({
      hostAccess: true,
      shortcuts: [],
      scriptPatterns: [],
      wantedScriptPattern: null,
      unanchored: [],
    })),
    checkSignInHost: vi.fn<AppActions['checkSignInHost']>(async () => 'reachable'),
    checkStreamingHost: vi.fn<AppActions['checkStreamingHost']>(async () => 'reachable'),
    watchHostAccess: vi.fn<AppActions['watchHostAccess']>(() => () => {}),
    openShortcutSettings: vi.fn<AppActions['openShortcutSettings']>(),
    allowNotifications: vi.fn<AppActions['allowNotifications']>(async () => true),
    mayNotify: vi.fn<AppActions['mayNotify']>(async () => true),
    readVersions: vi.fn<AppActions['readVersions']>(async () => ({
      extension: '1.2.3',
      browser: 'Chrome 140',
      system: 'linux',
    })),
    ...changes,
  };
}
