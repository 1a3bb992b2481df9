/**
 * Every message between the extension's contexts: the table of contents of what it can do. Requests
 * go to the background and answer a {@link Result}; past-tense names are pushes from it. This file
 * is types only: the content script, which carries no schema library, imports it for free.
 */
import type { Identity } from '../auth/model';
import type { Probe, ProbeFacts } from '../checks/model';
import type { AgentChange } from '../cobrowse/agent-change';
import type { Doubt } from '../cobrowse/doubts';
import type { Session } from '../cobrowse/model';
import type { ServiceTraits } from '../cobrowse/service-traits';
import type { StartStep } from '../cobrowse/start-machine';
import type { FailureMessage } from '../errors/messages';
import type { RecoveryAction } from '../errors/recovery-actions';
import type { Result } from '../errors/result';
import type { ListView, ShownRows } from '../floor/list-view';
import type { Delivery } from '../invite/delivery';
import type { SessionSettings, Settings } from '../settings/settings';
import type { RecordReport } from '../storage/kept-records';

/**
 * Who a conversation is with, as the button in the desktop page names it. `null`: no name is known;
 * `hasAgent`: whether there is one.
 */
export type DesktopNames = { customer: string | null; agent: string | null; hasAgent: boolean };

/**
 * What the desktop page shows of one conversation: no id of a person, no token, no link. `names` is
 * missing until the conversation has been read. `shows`: whose page a start would show, where that
 * is known. `asksPurpose`: what it is for is to be said with a start. `isOwn`: the agent is the
 * supervisor, so that there is nothing to start. `change`: the agent of the session has left.
 */
export type DesktopView = {
  conversationId: string;
  names?: DesktopNames;
} & (
  | { phase: 'idle'; shows?: ServiceTraits['shows']; asksPurpose?: true; isOwn?: true }
  | { phase: 'running'; step: StartStep }
  | { phase: 'waiting' | 'failed'; message: FailureMessage; retryAt?: number }
  | { phase: 'live'; expiresAt: number; allowRemoteControl: boolean; change?: AgentChange }
);

/** What was pressed: the recovery action of a failure, or to open the live session. */
type PressedAction = RecoveryAction | 'open';

export interface Protocol {
  // From the extension's own pages.

  /** Signs in with the stored settings, interactively where needed. */
  'sign-in'(): Result<Identity>;
  /** Revokes the access token and forgets the person and everything of theirs. */
  'sign-out'(): Result<null>;
  /**
   * Stores the settings. `clientSecret`: a new secret, `null` to forget it, absent to leave it.
   * Another environment, method or client signs out, and forgets a secret that is not given anew.
   */
  'save-settings'(request: { settings: Settings; clientSecret?: string | null }): Result<null>;
  /**
   * Looks through what is stored on disk. What cannot be read is kept under another key; answers
   * what was found and not dismissed yet.
   */
  'review-records'(): Result<RecordReport[]>;
  /** Does not report again what was found. */
  'dismiss-record-reports'(): Result<null>;
  /** The redirect URI to register with the OAuth client of this environment, stored or not. */
  'get-redirect-uri'(request: { environment: Settings['environment'] }): Result<string>;
  /** Finds out one thing for the checks of the settings page. */
  'run-probe'(request: { probe: Probe }): Result<ProbeFacts>;
  /**
   * Reads the active conversations from all sources; they appear in the stored floor. `opened`: a
   * page has opened; `due`: the list is kept up to date; `asked`: the user wants everything read
   * anew.
   */
  'refresh-conversations'(request: { why: 'opened' | 'due' | 'asked' }): Result<null>;
  /**
   * Keeps how the list is looked at and what the page looks like, and asks for the changes of the
   * rows on screen.
   */
  'note-list-view'(request: { view: ListView; shown: ShownRows; snapshot: unknown[] }): Result<null>;
  /** Pins an agent to the top of the list, or unpins. */
  'pin-agent'(request: { userId: string; pinned: boolean }): Result<null>;
  /**
   * The address of the one notification channel, subscribed to what is on screen; for the page that
   * holds the socket.
   */
  'open-channel'(): Result<{ connectUri: string }>;
  /** What arrived on the socket, as it came: checked and sorted out in the background. */
  'take-notifications'(request: { notifications: unknown[] }): Result<null>;
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
  }): Result<Session>;
  /**
   * Ends a session whose agent has left the conversation, and starts one with whose conversation it
   * is now, as it was.
   */
  'start-over'(request: { sessionId: string }): Result<Session>;
  /** Reads ahead what a start will need, so that the start itself is two round trips. */
  'prepare-start'(request: { conversationId: string }): Result<null>;
  /** Forgets a start that failed or waits. */
  'dismiss-start'(request: { conversationId: string }): Result<null>;
  /** Brings the supervisor's join page to the front, with a fresh link where the tab is gone. */
  'open-session'(request: { sessionId: string }): Result<null>;
  /** A link for the agent that is good for a while yet. Only for the extension's own pages. */
  'get-agent-link'(request: { sessionId: string }): Result<string>;
  /** The text of an invitation for the agent, link included. Only for the extension's own pages. */
  'get-invitation'(request: { sessionId: string }): Result<string>;
  /**
   * Sends the agent the invitation as a chat message. Where it cannot be sent, the answer holds its
   * text, as above.
   */
  'send-invitation'(request: { sessionId: string }): Result<Delivery>;
  /** Ends a session for everybody, or leaves it where the service has no end call. */
  'end-session'(request: { sessionId: string }): Result<null>;
  /** Forgets the notice of a session that ended. */
  'dismiss-ended-session'(request: { sessionId: string }): Result<null>;

  /**
   * Begins practice: an organisation that does not exist, on this computer alone. Who is signed in
   * is set aside.
   */
  'enter-practice'(): Result<null>;
  /** Ends practice, forgets all of it, and puts back who was signed in. */
  'leave-practice'(): Result<null>;

  // From the window that asks whether to start.

  /**
   * Reads who the conversation is with that the window asks about, where that is not known; what
   * was read is stored.
   */
  'name-start-to-confirm'(): Result<null>;
  /**
   * The person confirmed: starts with the stored settings. Only for the conversation that the
   * window asks about.
   */
  'confirm-start'(request: {
    conversationId: string;
    purpose?: string;
    /** The agent whom the window names; `null`: nobody. */
    agentUserId?: string | null;
  }): Result<null>;
  /** The person does not want it: forgets what was asked and closes the window. */
  'cancel-start-to-confirm'(): Result<null>;

  // From the Genesys desktop page.

  /**
   * Says which conversation is in view; answers what to show for it and reads ahead for a start.
   * `null`: none is.
   */
  'show-conversation'(request: { conversationId: string | null }): Result<DesktopView | null>;
  /**
   * The supervisor pressed the button in the page, which they saw whole and unaltered; always with
   * the stored settings. `startOver`: ends the live session, whose agent has left, and starts as
   * that was started. `names`: what the button said; where that is not so any more, our own window
   * asks.
   */
  'start-from-desktop'(request: {
    conversationId: string;
    startOver?: true;
    names?: DesktopNames;
  }): Result<null>;
  /**
   * The supervisor's press leaves a doubt: asks them in a window of our own. Only for the
   * conversation in view in that tab.
   */
  'ask-to-confirm'(request: { conversationId: string; doubt: Doubt; startOver?: true }): Result<null>;
  /**
   * The supervisor took what the page offers: the recovery action of a failure, or to open the
   * session that is live. `pressed`: which it was; where something else is offered by now, nothing
   * is done and the view is pushed. `names`: what the button said.
   */
  'take-recovery-action'(request: {
    conversationId: string;
    pressed?: PressedAction;
    names?: DesktopNames;
  }): Result<null>;

  // To the Genesys desktop page.

  /** What a conversation in view looks like now. */
  'desktop-view-changed'(view: DesktopView): void;
  /**
   * The shortcut was used: which conversation does the button in the page stand for, and is there a
   * doubt about it?
   */
  'judge-desktop-view'(): { conversationId: string | null; doubt: Doubt | null; names?: DesktopNames };
  /** Nobody is signed in any more, or not for this page: the script takes itself away. */
  'desktop-script-retired'(): void;
}

/** Name of a message. */
type MessageType = keyof Protocol;

/** Messages that the background answers with a result. */
export type RequestType = {
  [T in MessageType]: ReturnType<Protocol[T]> extends Result<unknown> ? T : never;
}[MessageType];

/** The body of a request; `undefined` where it has none. */
export type RequestBody<T extends RequestType> = Parameters<Protocol[T]>[0];
