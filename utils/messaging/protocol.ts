/**
 * Every message between the extension's contexts: the table of contents of what it can do. Requests
 * go to the background, which answers with a {@link Result}; past-tense names are pushes from it.
 * This file contains only types: the content script, which has no schema library, imports it for
 * free.
 */
import type { Identity } from '../auth/model';
import type { Probe, ProbeFacts } from '../checks/model';
import type { AgentChange } from '../cobrowse/agent-change';
import type { Doubt } from '../cobrowse/doubts';
import type { Session } from '../cobrowse/model';
import type { StopReason, StreamingAccess, ViewerState } from '../cobrowse/screen-viewer';
import type { ServiceTraits, StartView } from '../cobrowse/service-traits';
import type { StartStep } from '../cobrowse/start-machine';
import type { FailureMessage } from '../errors/messages';
import type { RecoveryAction } from '../errors/recovery-actions';
import type { Result } from '../errors/result';
import type { ListView, SavedView, ShownRows } from '../floor/list-view';
import type { FloatingPlace } from '../genesys-desktop/model';
import type { Delivery } from '../invite/delivery';
import type { PracticeService } from '../practice/model';
import type { SessionSettings, Settings } from '../settings/settings';
import type { RecordReport } from '../storage/kept-records';

/**
 * The participants' names, as the button in the desktop page shows them. `null`: the name is
 * unknown; `hasAgent`: whether there is an agent.
 */
export type DesktopNames = { customer: string | null; agent: string | null; hasAgent: boolean };

/**
 * What the desktop page shows about one conversation: no user id, no token, no link. `names` is
 * missing until the conversation has been read. `shows`: whose page a start would show, if known.
 * `asksPurpose`: a start needs a purpose. `isOwn`: the agent is the supervisor, so there is nothing
 * to start. `change`: the agent of the session has left. `invite`: the agent can be invited by chat
 * message; `again` if one was sent, `unsure` if its answer was lost. `leaves`: the service has no
 * end call, so the supervisor leaves the session.
 */
export type DesktopView = {
  conversationId: string;
  names?: DesktopNames;
} & (
  | { phase: 'idle'; shows?: ServiceTraits['shows']; asksPurpose?: true; isOwn?: true }
  | { phase: 'running'; step: StartStep }
  | { phase: 'waiting' | 'failed'; message: FailureMessage; retryAt?: number }
  | {
      phase: 'live';
      expiresAt: number;
      allowRemoteControl: boolean;
      change?: AgentChange;
      invite?: 'new' | 'again' | 'unsure';
      leaves?: true;
    }
);

/** What the button in the page can do with a live session, besides opening it. */
export type SessionAction = 'end' | 'invite';

/** What was pressed: the recovery action of a failure, or opening the live session. */
type PressedAction = RecoveryAction | 'open';

export interface Protocol {
  // From the extension's own pages.

  /** Signs in with the stored settings, with a window if needed. */
  'sign-in'(): Result<Identity>;
  /** Revokes the access token and deletes all data of the person. */
  'sign-out'(): Result<null>;
  /**
   * Stores the settings. `clientSecret`: a new secret, `null` to delete it, absent to keep it. A
   * change of environment, method or client signs out, and deletes the secret unless a new one is
   * given.
   */
  'save-settings'(request: { settings: Settings; clientSecret?: string | null }): Result<null>;
  /**
   * Checks what is stored on disk. Copies what cannot be read to another key; returns all reports
   * that were not dismissed yet.
   */
  'review-records'(): Result<RecordReport[]>;
  /** Dismisses the reports. */
  'dismiss-record-reports'(): Result<null>;
  /**
   * Returns the redirect URI to register with the OAuth client of this environment, whether or not
   * it is stored.
   */
  'get-redirect-uri'(request: { environment: Settings['environment'] }): Result<string>;
  /** Runs one probe for the checks of the settings page. */
  'run-probe'(request: { probe: Probe }): Result<ProbeFacts>;
  /**
   * Reads the active conversations from all sources; they appear in the stored floor. `opened`: a
   * page has opened; `due`: a periodic update; `asked`: the user wants everything read again.
   */
  'refresh-conversations'(request: { why: 'opened' | 'due' | 'asked' }): Result<null>;
  /**
   * Stores the view of the list and a snapshot of the page, and subscribes to changes of the rows
   * on screen.
   */
  'note-list-view'(request: { view: ListView; shown: ShownRows; snapshot: unknown[] }): Result<null>;
  /** Replaces the saved views of the list. */
  'save-views'(request: { views: SavedView[] }): Result<null>;
  /** Pins an agent to the top of the list, or unpins. */
  'pin-agent'(request: { userId: string; pinned: boolean }): Result<null>;
  /**
   * Returns the address of the notification channel, subscribed to what is on screen; for the page
   * that holds the socket.
   */
  'open-channel'(): Result<{ connectUri: string }>;
  /** Passes on what arrived on the socket, unchanged: the background checks and sorts it. */
  'apply-notifications'(request: { notifications: unknown[] }): Result<null>;
  /** Whether the socket is up. */
  'note-live'(request: { live: boolean }): Result<null>;
  /**
   * Starts cobrowse for a conversation with these settings (or the stored ones), or joins its live
   * session.
   */
  'start-session'(request: {
    conversationId: string;
    settings?: SessionSettings;
    purpose?: string;
    /** What to see, where more than one is possible. */
    view?: StartView;
  }): Result<Session>;
  /**
   * Ends a session whose agent has left the conversation, and starts one like it with the current
   * agent.
   */
  'start-over'(request: { sessionId: string }): Result<Session>;
  /** Prefetches what a start will need, so that the start itself takes two round trips. */
  'prepare-start'(request: { conversationId: string }): Result<null>;
  /** Removes a start that failed or waits. */
  'dismiss-start'(request: { conversationId: string }): Result<null>;
  /** Brings the supervisor's join page to the front, with a fresh link if its tab is gone. */
  'open-session'(request: { sessionId: string }): Result<null>;
  /** Returns a link for the agent that is valid for a while. Only for the extension's own pages. */
  'get-agent-link'(request: { sessionId: string }): Result<string>;
  /**
   * Returns the text of an invitation for the agent, link included. Only for the extension's own
   * pages.
   */
  'get-invitation'(request: { sessionId: string }): Result<string>;
  /**
   * Sends the agent the invitation as a chat message. If that is not possible, the answer contains
   * its text.
   */
  'send-invitation'(request: { sessionId: string }): Result<Delivery>;
  /**
   * Ends a session for everybody, or leaves it if the service has no end call. `undoable`: where it
   * can be ended for everybody without being watched meanwhile, only its page closes at once.
   */
  'end-session'(request: { sessionId: string; undoable?: boolean | undefined }): Result<null>;
  /** Continues a session that was ended undoably, and opens its page again if it was open. */
  'undo-end'(request: { sessionId: string }): Result<null>;
  /** Removes the notice of a session that ended. */
  'dismiss-ended-session'(request: { sessionId: string }): Result<null>;

  /**
   * Begins practice: with an imaginary organization, on this computer only. The real sign-in is
   * backed up.
   */
  'enter-practice'(): Result<null>;
  /** Ends practice, deletes all its data, and restores the real sign-in. */
  'leave-practice'(): Result<null>;
  /** Chooses what the practicing supervisor sees of an agent in the next session. */
  'choose-practice-service'(request: { service: PracticeService }): Result<null>;

  // From the confirmation window.

  /** Reads who the conversation in the window is with, if unknown; stores the result. */
  'name-start-to-confirm'(): Result<null>;
  /**
   * The user confirmed: starts with the stored settings. Only for the conversation in the window.
   */
  'confirm-start'(request: {
    conversationId: string;
    purpose?: string;
    /** The agent whom the window names; `null` for none. */
    agentUserId?: string | null;
  }): Result<null>;
  /** The user canceled: discards the question and closes the window. */
  'cancel-start-to-confirm'(): Result<null>;

  // From the page that shows agents' screens.

  /**
   * Returns what the page needs for its streaming connection; `null` if there is nothing to watch.
   * The only request that returns an access token. `page`: made by the page when it loads.
   */
  'get-streaming-access'(request: { page: string }): Result<StreamingAccess | null>;
  /** Reports the state of the streaming connection. */
  'report-viewer'(request: { page: string; state: ViewerState }): Result<null>;
  /** Ends a session for a reason that only the page can know. */
  'stop-watching'(request: { sessionId: string; why: StopReason }): Result<null>;
  /** Adds a note to a session, taken at `at` (milliseconds since the epoch). */
  'add-session-note'(request: { sessionId: string; text: string; at: number }): Result<null>;

  // From the Genesys desktop page.

  /**
   * Reports which conversation is in view; returns what to show for it and prefetches for a start.
   * `null`: none is.
   */
  'show-conversation'(request: { conversationId: string | null }): Result<DesktopView | null>;
  /**
   * The supervisor pressed the button in the page, which they saw in full and unaltered. Always
   * uses the stored settings. `startOver`: ends the live session, whose agent has left, and starts
   * one like it. `names`: what the button showed; if that has changed, our own window asks.
   */
  'start-from-desktop'(request: {
    conversationId: string;
    startOver?: true;
    names?: DesktopNames;
  }): Result<null>;
  /**
   * There is a doubt about the supervisor's press: asks them in our own window. Only for the
   * conversation in view in that tab.
   */
  'ask-to-confirm'(request: { conversationId: string; doubt: Doubt; startOver?: true }): Result<null>;
  /**
   * The supervisor pressed what the page offers: the recovery action of a failure, or opening the
   * live session. `pressed`: which of them; if something else is offered by now, nothing is done
   * and the view is pushed. `names`: what the button showed.
   */
  'take-recovery-action'(request: {
    conversationId: string;
    pressed?: PressedAction;
    names?: DesktopNames;
  }): Result<null>;
  /**
   * The supervisor pressed *End* or *Invite* on the button, beside a live session. Only for the
   * conversation in view in that tab. Returns why it was not done, without ids, or `null`.
   */
  'act-on-session'(request: { conversationId: string; action: SessionAction }): Result<FailureMessage | null>;
  /**
   * Returns where the button goes on a screen of the desktop: the organization's own selectors, and
   * where the supervisor has moved the button while it floats; `null` if they have not.
   */
  'get-button-place'(request: { route: string }): Result<{ anchors: string[]; place: FloatingPlace | null }>;
  /**
   * Stores where the supervisor has moved the button on a screen of the desktop, and whether the
   * screen had a place for it.
   */
  'note-button-place'(request: { route: string; place?: FloatingPlace; anchored?: boolean }): Result<null>;

  // To the Genesys desktop page.

  /** The current view of a conversation. */
  'desktop-view-changed'(view: DesktopView): void;
  /**
   * The shortcut was used: which conversation is the button in the page for, and is there a doubt
   * about it?
   */
  'judge-desktop-view'(): { conversationId: string | null; doubt: Doubt | null; names?: DesktopNames };
  /** Nobody is signed in any more, or not for this page: the script removes itself. */
  'desktop-script-retired'(): void;
}

/** Name of a message. */
type MessageType = keyof Protocol;

/** Messages that the background answers with a result. */
export type RequestType = {
  [T in MessageType]: ReturnType<Protocol[T]> extends Result<unknown> ? T : never;
}[MessageType];

/** The body of a request; `undefined` if it has none. */
export type RequestBody<T extends RequestType> = Parameters<Protocol[T]>[0];
