import type { Identity } from '../auth/model';
import type { BrowserFacts, Probe, ProbeFacts, Reachability } from '../checks/model';
import type { Versions } from '../checks/versions';
import type { EndedSession, Session, Start } from '../cobrowse/model';
import type { PendingStart } from '../cobrowse/pending-starts';
import type { ServiceKind, StartView } from '../cobrowse/service-traits';
import type { EnvironmentChoice } from '../environment/environment';
import type { RegionKey } from '../environment/regions';
import type { Result } from '../errors/result';
import type { ListView, SavedView, ShownRows } from '../floor/list-view';
import type { Floor } from '../floor/model';
import type { Delivery } from '../invite/delivery';
import type { PracticeService } from '../practice/model';
import type { Policy } from '../settings/policy';
import type { SessionSettings, Settings } from '../settings/settings';
import type { RecordReport } from '../storage/kept-records';

/** What the extension's own pages show: the stored state, without any secret. */
export type AppState = {
  /** The effective settings: the user's, overridden by the organization's. */
  settings: Settings;
  /** Whether the user has ever stored settings; before that, the defaults are shown. */
  hasStoredSettings: boolean;
  /** Whether practice is on: then all persons in here are invented. */
  practice: boolean;
  /** What the organization has set; users cannot change it here. */
  policy: Policy;
  /**
   * Whether a client secret is stored for these settings, for the options page; never the secret
   * itself.
   */
  hasClientSecret: boolean;
  /**
   * Whether the browser lets the extension access the environment; the user can revoke that at any
   * time.
   */
  hostAccess: boolean;
  identity: Identity | null;
  floor: Floor;
  /** The last stored view of the list; a page reads it once and then keeps its own. */
  listView: ListView;
  /** User ids. */
  pinnedAgents: string[];
  /** In the order of the menu. */
  savedViews: SavedView[];
  /** Newest first. */
  sessions: Session[];
  /** Notices of sessions that ended, newest first. */
  endedSessions: EndedSession[];
  /** Newest first. */
  starts: Start[];
  /** The service that hosts the next session unless a view is chosen; `null` while unknown. */
  nextService: ServiceKind | null;
  /** What the next start shows unless chosen otherwise; `null` if only one thing is possible. */
  startView: StartView | null;
  /** Whether the front tab shows the desktop in a frame of another site; missing while unknown. */
  desktopIsFramed?: boolean;
};

/** The actions of a page. Each returns a result; state changes arrive through {@link AppState}. */
export type AppActions = {
  signIn(): Promise<Result<unknown>>;
  signOut(): Promise<Result<unknown>>;
  saveSettings(settings: Settings, clientSecret?: string | null): Promise<Result<unknown>>;
  /** Returns what is stored on disk and could not be fully read, until it is dismissed. */
  reviewRecords(): Promise<Result<RecordReport[]>>;
  dismissRecordReports(): Promise<Result<unknown>>;
  /** Returns the redirect URI of an environment; a failure while it is not usable. */
  getRedirectUri(environment: EnvironmentChoice): Promise<Result<string>>;
  /** Asks the browser for access to the hosts of these settings; call it directly from a click. */
  grantHostAccess(settings: Settings): Promise<boolean>;
  hasHostAccess(settings: Settings): Promise<boolean>;
  /** `opened`: the page has opened; `asked`: the user wants everything read again. */
  refreshConversations(why: 'opened' | 'asked'): Promise<Result<unknown>>;
  /** Stores the view of the list, and which rows are on screen: those are subscribed to. */
  noteListView(view: ListView, shown: ShownRows): Promise<Result<unknown>>;
  pinAgent(userId: string, pinned: boolean): Promise<Result<unknown>>;
  /** Replaces the saved views of the list. */
  saveViews(views: SavedView[]): Promise<Result<unknown>>;
  /** Returns the user ids of agents whom this user watched lately, the last one first. */
  findRecentAgents(): Promise<string[]>;
  /** Opens a conversation in Genesys Cloud, in the environment of these settings. */
  openConversation(conversationId: string, settings: Settings): void;
  prepareStart(conversationId: string): Promise<Result<unknown>>;
  /** `purpose`: what the session is for; `null` if not given. `view`: what to see, if chosen. */
  startSession(
    conversationId: string,
    settings: SessionSettings,
    purpose: string | null,
    view?: StartView,
  ): Promise<Result<Session>>;
  /** Ends a session whose agent has left, and starts one with the current agent. */
  startOver(sessionId: string): Promise<Result<Session>>;
  dismissStart(conversationId: string): Promise<Result<unknown>>;
  /** Reloads the page, and keeps starts that the background has not received. */
  reloadPage(kept: { userId: string; starts: PendingStart[] }): void;
  /** Returns the starts that were kept during a reload, once, for the same person. */
  restorePendingStarts(userId: string): PendingStart[];
  openSession(sessionId: string): Promise<Result<unknown>>;
  getAgentLink(sessionId: string): Promise<Result<string>>;
  getInvitation(sessionId: string): Promise<Result<string>>;
  sendInvitation(sessionId: string): Promise<Result<Delivery>>;
  /** `undoable`: it ends a little later where the service ends it for everybody. */
  endSession(sessionId: string, how?: { undoable: boolean }): Promise<Result<unknown>>;
  /** Continues a session that was ended a moment ago, and opens its page if it was open. */
  undoEnd(sessionId: string): Promise<Result<unknown>>;
  dismissEndedSession(sessionId: string): Promise<Result<unknown>>;
  enterPractice(): Promise<Result<unknown>>;
  leavePractice(): Promise<Result<unknown>>;
  /** Chooses what the practicing supervisor sees of an agent in the next session. */
  choosePracticeService(service: PracticeService): Promise<Result<unknown>>;
  /**
   * Returns the region of an open Genesys Cloud page, if the browser shows its address; otherwise
   * `null`.
   */
  findOpenRegion(): Promise<RegionKey | null>;
  /** Whether the icon is pinned to the toolbar; `null` if the browser does not report it. */
  isPinned(): Promise<boolean | null>;
  /** Opens the welcome page, in its tab if there is one. */
  openWelcome(): void;
  /** Opens Genesys Cloud for these settings. */
  openGenesysCloud(settings: Settings): void;
  /** Opens the popup, or its page if the browser does not allow that. */
  openList(): void;
  openSettings(): void;
  /** Opens the side panel beside the popup. Call it directly from the click. */
  openSidePanel(): void;
  /** Opens the history in its own tab. */
  openHistory(): void;
  /**
   * Returns the keyboard shortcuts that the browser has assigned, by command name; empty text if it
   * assigned none.
   */
  getShortcuts(): Promise<{ name: string; description: string; shortcut: string }[]>;
  copyText(text: string): Promise<void>;
  /** Saves a file for the user. */
  saveFile(file: { name: string; type: string; bytes: Uint8Array<ArrayBuffer> }): void;
  /**
   * Returns the ids under which policies name this extension: in Chromium the current one, in
   * Firefox a fixed one.
   */
  getExtensionIds(): { chromium: string; gecko: string };
  /** Asks the background to run one probe for the checks. */
  runProbe(probe: Probe): Promise<Result<ProbeFacts>>;
  /** Returns what the browser knows about the set-up. */
  readBrowserFacts(settings: Settings): Promise<BrowserFacts>;
  /** Whether the sign-in host of these settings responds. */
  checkSignInHost(settings: Settings): Promise<Reachability>;
  /** Whether the streaming service of these settings responds. */
  checkStreamingHost(settings: Settings): Promise<Reachability>;
  /** Calls back when the browser's host access changes; returns a function that stops it. */
  watchHostAccess(onChange: () => void): () => void;
  /** Asks the browser to allow notifications; call it directly from a click. */
  allowNotifications(): Promise<boolean>;
  mayNotify(): Promise<boolean>;
  /** Opens the browser's page for keyboard shortcuts, as far as an extension may. */
  openShortcutSettings(): void;
  readVersions(): Promise<Versions>;
};
