import type { Identity } from '../auth/model';
import type { BrowserFacts, Probe, ProbeFacts, Reach } from '../checks/model';
import type { Versions } from '../checks/versions';
import type { EndedSession, Session, Start } from '../cobrowse/model';
import type { ServiceKind } from '../cobrowse/service-traits';
import type { UnheardStart } from '../cobrowse/unheard-starts';
import type { EnvironmentChoice } from '../environment/environment';
import type { RegionKey } from '../environment/regions';
import type { Result } from '../errors/result';
import type { ListView, ShownRows } from '../floor/list-view';
import type { Floor } from '../floor/model';
import type { Delivery } from '../invite/delivery';
import type { Policy } from '../settings/policy';
import type { SessionSettings, Settings } from '../settings/settings';
import type { RecordReport } from '../storage/kept-records';

/** What the extension's own pages show: the stored truth, without any secret. */
export type AppState = {
  /** What counts: the user's settings under what the organisation has set. */
  settings: Settings;
  /**
   * Whether the user has ever stored settings; before that, what is shown is what a fresh
   * installation has.
   */
  hasStoredSettings: boolean;
  /** Whether practice is on: then nobody in here is real. */
  practice: boolean;
  /** What the organisation has set; nobody can change it here. */
  policy: Policy;
  /**
   * Whether a client secret is stored for these settings, for the options page; never the secret
   * itself.
   */
  hasClientSecret: boolean;
  /**
   * Whether the browser lets the extension reach the environment; it can take that away at any
   * time.
   */
  hostAccess: boolean;
  identity: Identity | null;
  floor: Floor;
  /**
   * How the list was looked at when it was last noted; a page reads it once and goes its own way
   * from there.
   */
  listView: ListView;
  /** User ids. */
  pinnedAgents: string[];
  /** Newest first. */
  sessions: Session[];
  /** Notices of sessions that ended, newest first. */
  endedSessions: EndedSession[];
  /** Newest first. */
  starts: Start[];
  /** The service that hosts the next session; `null` while nobody knows. */
  nextService: ServiceKind | null;
  /**
   * Whether the tab in front shows the desktop in a frame of another site; missing while that is
   * not known.
   */
  desktopIsFramed?: boolean;
};

/**
 * What a page can ask for. Every answer is a result; state changes arrive through {@link AppState}.
 */
export type AppActions = {
  signIn(): Promise<Result<unknown>>;
  signOut(): Promise<Result<unknown>>;
  saveSettings(settings: Settings, clientSecret?: string | null): Promise<Result<unknown>>;
  /** What is stored on disk and could not be read as it is, until it is dismissed. */
  reviewRecords(): Promise<Result<RecordReport[]>>;
  dismissRecordReports(): Promise<Result<unknown>>;
  /** The redirect URI that belongs to an environment; a failure while the environment is none. */
  getRedirectUri(environment: EnvironmentChoice): Promise<Result<string>>;
  /** Asks the browser for the hosts of these settings; must be called straight from a click. */
  grantHostAccess(settings: Settings): Promise<boolean>;
  hasHostAccess(settings: Settings): Promise<boolean>;
  /** `opened`: the page has opened; `asked`: the user wants everything read anew. */
  refreshConversations(why: 'opened' | 'asked'): Promise<Result<unknown>>;
  /**
   * Keeps how the list is looked at, and which rows are on screen: those are what changes are asked
   * for.
   */
  noteListView(view: ListView, shown: ShownRows): Promise<Result<unknown>>;
  pinAgent(userId: string, pinned: boolean): Promise<Result<unknown>>;
  prepareStart(conversationId: string): Promise<Result<unknown>>;
  /** `purpose`: what it is for; `null` where that was not said. */
  startSession(
    conversationId: string,
    settings: SessionSettings,
    purpose: string | null,
  ): Promise<Result<Session>>;
  /** Ends a session whose agent has left, and starts one with whose conversation it is now. */
  startOver(sessionId: string): Promise<Result<Session>>;
  dismissStart(conversationId: string): Promise<Result<unknown>>;
  /** Loads the page anew; starts that the background has not heard of are kept over that. */
  reloadPage(kept: { userId: string; starts: UnheardStart[] }): void;
  /** The starts that were kept over a reload, once, for the same person. */
  takeUnheardStarts(userId: string): UnheardStart[];
  openSession(sessionId: string): Promise<Result<unknown>>;
  getAgentLink(sessionId: string): Promise<Result<string>>;
  getInvitation(sessionId: string): Promise<Result<string>>;
  sendInvitation(sessionId: string): Promise<Result<Delivery>>;
  endSession(sessionId: string): Promise<Result<unknown>>;
  dismissEndedSession(sessionId: string): Promise<Result<unknown>>;
  enterPractice(): Promise<Result<unknown>>;
  leavePractice(): Promise<Result<unknown>>;
  /**
   * The region of a Genesys Cloud page that is open, where the browser shows its address; else
   * `null`.
   */
  findOpenRegion(): Promise<RegionKey | null>;
  /** Whether the icon is pinned to the toolbar; `null` where the browser does not tell. */
  isPinned(): Promise<boolean | null>;
  /** Opens the page of the first steps, in its tab if there is one. */
  openWelcome(): void;
  /** Opens Genesys Cloud as the settings say. */
  openGenesysCloud(settings: Settings): void;
  /** Opens the popup, or its page where the browser does not let it be opened. */
  openList(): void;
  openSettings(): void;
  /** Opens the history in a tab of its own. */
  openHistory(): void;
  /**
   * The keyboard shortcuts the browser really assigned, by command name; empty text when it
   * assigned none.
   */
  getShortcuts(): Promise<{ name: string; description: string; shortcut: string }[]>;
  copyText(text: string): Promise<void>;
  /** Hands the user a file. */
  saveFile(file: { name: string; type: string; bytes: Uint8Array<ArrayBuffer> }): void;
  /**
   * The ids by which policies name this extension: in Chromium the one it has here, in Firefox a
   * fixed one.
   */
  getExtensionIds(): { chromium: string; gecko: string };
  /** Has the background find out one thing for the checks. */
  runProbe(probe: Probe): Promise<Result<ProbeFacts>>;
  /** What the browser says about the set-up. */
  readBrowserFacts(settings: Settings): Promise<BrowserFacts>;
  /** Whether the sign-in host of these settings answers. */
  reachEnvironment(settings: Settings): Promise<Reach>;
  /** Calls back when the browser's grants of hosts change; returns how to stop. */
  watchHostAccess(onChange: () => void): () => void;
  /** Opens the browser's page for keyboard shortcuts, as far as an extension may. */
  openShortcutSettings(): void;
  readVersions(): Promise<Versions>;
};
