import { browser } from '#imports';
import { resolveEnvironment } from '../environment/environment';
import { hasHostAccess, requestHostAccess } from '../environment/host-access';
import { sendRequest } from '../messaging/client';
import { applyPolicy, type Policy } from '../settings/policy';
import type { Settings } from '../settings/settings';
import {
  endedSessionsItem,
  identityItem,
  listViewItem,
  pinnedAgentsItem,
  rememberedSecretItem,
  secretItem,
  sessionsItem,
  settingsItem,
  startsItem,
} from '../storage/items';
import { managedPolicy } from '../storage/managed-policy';
import { afterNextPaint } from './after-next-paint';
import type { AppActions, AppState } from './contract';
import { follow } from './follow';
import { followFloor } from './follow-floor';
import { followHostAccess } from './host-access';
import { announceLooking } from './looking';
import { takePicture } from './picture';

/**
 * Connects one of the extension's own pages: actions go to the background, state comes from storage. `watchState` calls back
 * once everything has been read, then at each change, and returns how to stop.
 * @param showsList the page shows the list of conversations, which is then kept up to date
 */
export function connectApp({ showsList = false } = {}): {
  actions: AppActions;
  watchState: (onState: (state: AppState) => void) => () => void;
} {
  // After the first picture: waking the background and loading more code would only get in its way.
  afterNextPaint(() => {
    announceLooking();
    if (showsList) void import('./live-list').then(({ keepListLive }) => keepListLive());
  });
  return { actions, watchState };
}

const actions: AppActions = {
  signIn: () => sendRequest('sign-in'),
  signOut: () => sendRequest('sign-out'),
  saveSettings: (settings, clientSecret) =>
    sendRequest('save-settings', clientSecret === undefined ? { settings } : { settings, clientSecret }),
  getRedirectUri: () => sendRequest('get-redirect-uri'),
  async grantHostAccess({ environment }) {
    const resolved = resolveEnvironment(environment);
    if (!resolved) return false;
    // Nothing may be awaited before this call: the browser ties its question to the click.
    return requestHostAccess(resolved).catch(() => false);
  },
  async hasHostAccess({ environment }) {
    const resolved = resolveEnvironment(environment);
    return resolved !== null && hasHostAccess(resolved);
  },
  refreshConversations: (why) => sendRequest('refresh-conversations', { why }),
  noteListView: (view, shown) => sendRequest('note-list-view', { view, shown, picture: pictureOfPage() }),
  pinAgent: (userId, pinned) => sendRequest('pin-agent', { userId, pinned }),
  prepareStart: (conversationId) => sendRequest('prepare-start', { conversationId }),
  startSession: (conversationId, settings) => sendRequest('start-session', { conversationId, settings }),
  dismissStart: (conversationId) => sendRequest('dismiss-start', { conversationId }),
  openSession: (sessionId) => sendRequest('open-session', { sessionId }),
  getAgentLink: (sessionId) => sendRequest('get-agent-link', { sessionId }),
  endSession: (sessionId) => sendRequest('end-session', { sessionId }),
  dismissEndedSession: (sessionId) => sendRequest('dismiss-ended-session', { sessionId }),
  openSettings: () => void browser.runtime.openOptionsPage(),
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
};

function pictureOfPage() {
  const root = document.getElementById('root');
  return root ? takePicture(root) : [];
}

function watchState(onState: (state: AppState) => void): () => void {
  // The secrets themselves stop here: what goes on is whether there is one.
  const secrets = { stored: false, remembered: false };
  // That access is missing is news that may come after the first picture.
  const known: Partial<AppState> = { hostAccess: true };
  const told: { stored?: Settings; policy?: Policy } = {};
  let stopped = false;

  function learn(news: Partial<AppState>) {
    Object.assign(known, news, { hasClientSecret: secrets.stored || secrets.remembered });
    if (!stopped && isComplete(known)) onState({ ...known });
  }

  function learnSettings(news: { stored?: Settings; policy?: Policy }) {
    Object.assign(told, news);
    const { stored, policy } = told;
    if (stored && policy) learn({ settings: applyPolicy(stored, policy), policy });
  }

  const stops = [
    follow(settingsItem, (settings) => learnSettings({ stored: settings })),
    follow(managedPolicy, (policy) => learnSettings({ policy })),
    follow(identityItem, (identity) => learn({ identity })),
    followFloor((floor) => learn({ floor })),
    follow(listViewItem, (listView) => learn({ listView })),
    follow(pinnedAgentsItem, (pinnedAgents) => learn({ pinnedAgents })),
    follow(sessionsItem, (sessions) => learn({ sessions: newestFirst(sessions) })),
    follow(endedSessionsItem, (endedSessions) => learn({ endedSessions })),
    follow(startsItem, (starts) => learn({ starts: newestFirst(starts) })),
    follow(secretItem, (secret) => {
      secrets.stored = Boolean(secret);
      learn({});
    }),
    follow(rememberedSecretItem, (secret) => {
      secrets.remembered = Boolean(secret);
      learn({});
    }),
  ];
  // Not for the first picture, which it would only hold up.
  afterNextPaint(() => {
    if (!stopped) stops.push(followHostAccess((hostAccess) => learn({ hostAccess })));
  });
  return () => {
    stopped = true;
    for (const stop of stops) stop();
  };
}

const PARTS = [
  'settings',
  'policy',
  'hostAccess',
  'identity',
  'floor',
  'listView',
  'pinnedAgents',
  'sessions',
  'endedSessions',
  'starts',
] as const satisfies (keyof AppState)[];

function isComplete(known: Partial<AppState>): known is AppState {
  return PARTS.every((part) => known[part] !== undefined);
}

function newestFirst<T extends { startedAt: number }>(records: Record<string, T>): T[] {
  return Object.values(records).sort((a, b) => b.startedAt - a.startedAt);
}
