import { browser } from '#imports';
import { type ClientOfEnvironment, isSameClient, type StoredSecret } from '../auth/model';
import { epochItem, identityItem } from '../auth/state';
import { knowsChromiumId } from '../browser/differences';
import { openOwnPage } from '../browser/own-page';
import { openPanelHere } from '../browser/panel';
import { openPopup } from '../browser/popup';
import type { FoundServices } from '../cobrowse/model';
import { restorePendingStarts, savePendingStarts } from '../cobrowse/pending-starts';
import { nextStart, serviceInUse } from '../cobrowse/service-in-use';
import type { StartView } from '../cobrowse/service-traits';
import {
  endedSessionsItem,
  foundServicesItem,
  sessionsItem,
  startsItem,
  startViewItem,
} from '../cobrowse/state';
import { resolveEnvironment } from '../environment/environment';
import { hasHostAccess, requestHostAccess, watchHostAccess } from '../environment/host-access';
import { findOpenRegion } from '../environment/open-tabs';
import { listViewItem, pinnedAgentsItem, savedViewsItem } from '../floor/state';
import { sendFor, sendRequest } from '../messaging/client';
import { announcePresence } from '../messaging/page-presence';
import type { PracticeState } from '../practice/model';
import { practiceItem } from '../practice/state';
import { secretOwnerOf } from '../settings/client-owner';
import { inPractice } from '../settings/effective-settings';
import { CHROMIUM_ID, GECKO_ID } from '../settings/extension-ids';
import { followHostAccess } from '../settings/host-access';
import { managedPolicy } from '../settings/managed-policy';
import { applyPolicy, type Policy } from '../settings/policy';
import { DEFAULT_SETTINGS, type Settings } from '../settings/settings';
import { rememberedSecretItem, secretItem, settingsItem } from '../settings/state';
import { afterNextPaint } from './after-next-paint';
import type { AppActions, AppState } from './app-state';
import { follow } from './follow';
import { followFloor } from './follow-floor';
import { isDesktopFramedInFront } from './framed-desktop';
import { saveFile } from './save-file';
import { takeSnapshot } from './snapshot';

/**
 * Connects one of the extension's own pages: actions go to the background, state comes from
 * storage. `watchState` calls back once everything has been read, then at each change, and returns
 * a function that stops it.
 * @param showsList whether the page shows the list of conversations, which is then kept up to date
 */
export function connectApp({ showsList = false } = {}): {
  actions: AppActions;
  watchState: (onState: (state: AppState) => void) => () => void;
} {
  // Do this after the first paint: waking the background and loading more code would delay it.
  afterNextPaint(() => {
    announcePresence();
    if (showsList) void import('./keep-list-live').then(({ keepListLive }) => keepListLive());
  });
  return { actions, watchState: (onState) => watchState(onState, showsList) };
}

/** Only the settings page needs these. */
const loadCheckActions = async () => (await import('./check-actions')).checkActions;

const actions: AppActions = {
  signIn: () => sendRequest('sign-in'),
  signOut: () => sendRequest('sign-out'),
  saveSettings: (settings, clientSecret) =>
    sendRequest('save-settings', clientSecret === undefined ? { settings } : { settings, clientSecret }),
  reviewRecords: () => sendRequest('review-records'),
  dismissRecordReports: () => sendRequest('dismiss-record-reports'),
  getRedirectUri: (environment) => sendRequest('get-redirect-uri', { environment }),
  async grantHostAccess({ environment }) {
    const resolved = resolveEnvironment(environment);
    if (!resolved) return false;
    // Await nothing before this call: the browser requires it to come directly from the click.
    return requestHostAccess(resolved).catch(() => false);
  },
  async hasHostAccess({ environment }) {
    const resolved = resolveEnvironment(environment);
    return resolved !== null && hasHostAccess(resolved);
  },
  refreshConversations: (why) => sendRequest('refresh-conversations', { why }),
  noteListView: (view, shown) => sendRequest('note-list-view', { view, shown, snapshot: snapshotOfPage() }),
  pinAgent: (userId, pinned) => sendRequest('pin-agent', { userId, pinned }),
  saveViews: (views) => sendRequest('save-views', { views }),
  findRecentAgents: async () => (await import('./latest-agents')).findRecentAgents(),
  openConversation(conversationId, { environment }) {
    const resolved = resolveEnvironment(environment);
    if (!resolved) return;
    const page = `/directory/#/analytics/interactions/${encodeURIComponent(conversationId)}/admin`;
    void browser.tabs.create({ url: `${resolved.appsOrigin}${page}` });
  },
  prepareStart: (conversationId) => sendRequest('prepare-start', { conversationId }),
  startSession: (conversationId, settings, purpose, view) =>
    sendRequest('start-session', {
      conversationId,
      settings,
      ...(purpose !== null && { purpose }),
      ...(view && { view }),
    }),
  startOver: (sessionId) => sendRequest('start-over', { sessionId }),
  dismissStart: (conversationId) => sendRequest('dismiss-start', { conversationId }),
  reloadPage({ userId, starts }) {
    savePendingStarts(userId, starts);
    location.reload();
  },
  restorePendingStarts,
  openSession: (sessionId) => sendRequest('open-session', { sessionId }),
  getAgentLink: (sessionId) => sendRequest('get-agent-link', { sessionId }),
  getInvitation: (sessionId) => sendRequest('get-invitation', { sessionId }),
  sendInvitation: (sessionId) => sendRequest('send-invitation', { sessionId }),
  endSession: (sessionId, { undoable } = { undoable: false }) =>
    sendRequest('end-session', undoable ? { sessionId, undoable } : { sessionId }),
  undoEnd: (sessionId) => sendRequest('undo-end', { sessionId }),
  dismissEndedSession: (sessionId) => sendRequest('dismiss-ended-session', { sessionId }),
  enterPractice: () => sendRequest('enter-practice'),
  leavePractice: () => sendRequest('leave-practice'),
  choosePracticeService: (service) => sendRequest('choose-practice-service', { service }),
  findOpenRegion,
  async isPinned() {
    const settings = await browser.action.getUserSettings?.();
    return settings?.isOnToolbar ?? null;
  },
  openWelcome: () => void openOwnPage('/welcome.html'),
  openGenesysCloud({ environment }) {
    const resolved = resolveEnvironment(environment);
    if (resolved) void browser.tabs.create({ url: `${resolved.appsOrigin}/directory/` });
  },
  openList: () => void openPopup(),
  openSettings: () => void browser.runtime.openOptionsPage(),
  openSidePanel: () => void openPanelHere(),
  openHistory: () => void browser.tabs.create({ url: browser.runtime.getURL('/history.html') }),
  async getShortcuts() {
    const commands = await browser.commands.getAll();
    return commands.map(({ name = '', description = '', shortcut = '' }) => ({
      name,
      description,
      shortcut,
    }));
  },
  copyText: (text) => navigator.clipboard.writeText(text),
  saveFile: ({ name, type, bytes }) => saveFile(name, type, bytes),
  getExtensionIds: () => ({
    chromium: knowsChromiumId() ? browser.runtime.id : CHROMIUM_ID,
    gecko: GECKO_ID,
  }),
  runProbe: (probe) => sendRequest('run-probe', { probe }),
  readBrowserFacts: async (settings) => (await loadCheckActions()).readBrowserFacts(settings),
  checkSignInHost: async (settings) => (await loadCheckActions()).checkSignInHost(settings),
  checkStreamingHost: async (settings) => (await loadCheckActions()).checkStreamingHost(settings),
  openShortcutSettings: () =>
    void loadCheckActions().then(({ openShortcutSettings }) => openShortcutSettings()),
  // Await nothing before this call: the browser requires it to come directly from the click.
  allowNotifications: () =>
    browser.permissions.request({ permissions: ['notifications'] }).catch(() => false),
  mayNotify: () => browser.permissions.contains({ permissions: ['notifications'] }),
  readVersions: async () => (await loadCheckActions()).readVersions(),
  watchHostAccess,
};

function snapshotOfPage() {
  const root = document.getElementById('root');
  return root ? takeSnapshot(root) : [];
}

function watchState(onState: (state: AppState) => void, showsList: boolean): () => void {
  // The secrets themselves stay here: pages only learn whether there is one.
  const secretsOf: Record<'session' | 'disk', ClientOfEnvironment | null> = { session: null, disk: null };
  // Missing access may be reported after the first paint, and so may what is behind a button.
  const known: Partial<AppState> = { hostAccess: true, savedViews: [] };
  const reported: {
    stored?: Settings;
    policy?: Policy;
    found?: FoundServices;
    last?: StartView | null;
    practice?: PracticeState | null;
  } = {};
  let stopped = false;

  function applyNews(news: Partial<AppState>) {
    Object.assign(known, news);
    const { settings, identity } = known;
    const owner = settings ? secretOwnerOf(settings) : null;
    known.hasClientSecret = Object.values(secretsOf).some((one) => isSameClient(one, owner));
    const { found, last, practice } = reported;
    if (settings && identity !== undefined && found && last !== undefined) {
      const used = practice ? inPractice(settings, practice) : settings;
      known.nextService = serviceInUse(used, identity, found, Date.now());
      known.startView = nextStart(used, identity, found, last, Date.now()).view;
    }
    if (!stopped && isComplete(known)) onState({ ...known });
  }

  function applySettings(news: { stored?: Settings; policy?: Policy }) {
    Object.assign(reported, news);
    const { stored, policy } = reported;
    if (!stored || !policy) return;
    // If nothing is stored, the read returns this very object.
    applyNews({
      settings: applyPolicy(stored, policy),
      policy,
      hasStoredSettings: stored !== DEFAULT_SETTINGS,
    });
  }

  const stops = [
    follow(epochItem, (epoch) => sendFor(epoch?.id ?? null)),
    follow(settingsItem, (settings) => applySettings({ stored: settings })),
    follow(managedPolicy, (policy) => applySettings({ policy })),
    follow(identityItem, (identity) => applyNews({ identity })),
    followFloor((floor) => applyNews({ floor })),
    follow(listViewItem, (listView) => applyNews({ listView })),
    follow(pinnedAgentsItem, (pinnedAgents) => applyNews({ pinnedAgents })),
    follow(sessionsItem, (sessions) => applyNews({ sessions: newestFirst(sessions) })),
    follow(endedSessionsItem, (endedSessions) => applyNews({ endedSessions })),
    follow(practiceItem, (practice) => {
      reported.practice = practice;
      applyNews({ practice: practice !== null });
    }),
    follow(startsItem, (starts) => applyNews({ starts: newestFirst(starts) })),
    follow(foundServicesItem, (found) => {
      reported.found = found;
      applyNews({});
    }),
    follow(startViewItem, (last) => {
      reported.last = last;
      applyNews({});
    }),
    follow(secretItem, (secret) => {
      secretsOf.session = ownerIn(secret);
      applyNews({});
    }),
    follow(rememberedSecretItem, (secret) => {
      secretsOf.disk = ownerIn(secret);
      applyNews({});
    }),
  ];
  // Not before the first paint, which it would delay.
  afterNextPaint(() => {
    if (!stopped) stops.push(follow(savedViewsItem, (savedViews) => applyNews({ savedViews })));
    if (!stopped) stops.push(followHostAccess((hostAccess) => applyNews({ hostAccess })));
    if (!stopped && showsList)
      void isDesktopFramedInFront().then(
        (desktopIsFramed) => desktopIsFramed && applyNews({ desktopIsFramed }),
      );
  });
  return () => {
    stopped = true;
    for (const stop of stops) stop();
  };
}

/**
 * Returns the owner of a stored secret. A secret of an older version has none until the background
 * has assigned it.
 */
function ownerIn(stored: StoredSecret | string | null): ClientOfEnvironment | null {
  if (stored === null || typeof stored === 'string') return null;
  return { environmentKey: stored.environmentKey, clientId: stored.clientId };
}

const PARTS = [
  'settings',
  'policy',
  'hostAccess',
  'identity',
  'floor',
  'listView',
  'pinnedAgents',
  'savedViews',
  'sessions',
  'endedSessions',
  'starts',
  'nextService',
  'startView',
  'practice',
] as const satisfies (keyof AppState)[];

function isComplete(known: Partial<AppState>): known is AppState {
  return PARTS.every((part) => known[part] !== undefined);
}

function newestFirst<T extends { startedAt: number }>(records: Record<string, T>): T[] {
  return Object.values(records).sort((a, b) => b.startedAt - a.startedAt);
}
