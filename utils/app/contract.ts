import type { Identity } from '../auth/model';
import type { EndedSession, Session, Start } from '../cobrowse/model';
import type { Result } from '../errors/result';
import type { ListView, ShownRows } from '../floor/list-view';
import type { Floor } from '../floor/model';
import type { Policy } from '../settings/policy';
import type { SessionSettings, Settings } from '../settings/settings';

/** What the extension's own pages show: the stored truth, without any secret. */
export type AppState = {
  /** What counts: the user's settings under what the organisation has set. */
  settings: Settings;
  /** What the organisation has set; nobody can change it here. */
  policy: Policy;
  /** Whether a client secret is stored, for the options page; never the secret itself. */
  hasClientSecret: boolean;
  /** Whether the browser lets the extension reach the environment; it can take that away at any time. */
  hostAccess: boolean;
  identity: Identity | null;
  floor: Floor;
  /** How the list was looked at when it was last noted; a page reads it once and goes its own way from there. */
  listView: ListView;
  /** User ids. */
  pinnedAgents: string[];
  /** Newest first. */
  sessions: Session[];
  /** Notices of sessions that ended, newest first. */
  endedSessions: EndedSession[];
  /** Newest first. */
  starts: Start[];
};

/** What a page can ask for. Every answer is a result; state changes arrive through {@link AppState}. */
export type AppActions = {
  signIn(): Promise<Result<unknown>>;
  signOut(): Promise<Result<unknown>>;
  saveSettings(settings: Settings, clientSecret?: string | null): Promise<Result<unknown>>;
  getRedirectUri(): Promise<Result<string>>;
  /** Asks the browser for the hosts of these settings; must be called straight from a click. */
  grantHostAccess(settings: Settings): Promise<boolean>;
  hasHostAccess(settings: Settings): Promise<boolean>;
  /** `opened`: the page has opened; `asked`: the user wants everything read anew. */
  refreshConversations(why: 'opened' | 'asked'): Promise<Result<unknown>>;
  /** Keeps how the list is looked at, and which rows are on screen: those are what changes are asked for. */
  noteListView(view: ListView, shown: ShownRows): Promise<Result<unknown>>;
  pinAgent(userId: string, pinned: boolean): Promise<Result<unknown>>;
  prepareStart(conversationId: string): Promise<Result<unknown>>;
  startSession(conversationId: string, settings: SessionSettings): Promise<Result<Session>>;
  dismissStart(conversationId: string): Promise<Result<unknown>>;
  openSession(sessionId: string): Promise<Result<unknown>>;
  getAgentLink(sessionId: string): Promise<Result<string>>;
  endSession(sessionId: string): Promise<Result<unknown>>;
  dismissEndedSession(sessionId: string): Promise<Result<unknown>>;
  openSettings(): void;
  /** Opens the history in a tab of its own. */
  openHistory(): void;
  /** The keyboard shortcuts the browser really assigned, by command name; empty text when it assigned none. */
  getShortcuts(): Promise<{ name: string; description: string; shortcut: string }[]>;
  copyText(text: string): Promise<void>;
};
