import type { SessionSettings } from '../settings/settings';
import type { JoinLink } from './model';

/** A session as a cobrowse service shows it. */
export type LiveSession = {
  id: string;
  conversationId: string;
  participants: { userId: string; role: string; name: string | null }[];
  settings: SessionSettings;
  /** Milliseconds since the epoch. */
  startedAt: number;
  /** When the time limit ends it, in milliseconds since the epoch. */
  expiresAt: number;
};

/** What a session is made of. */
export type SessionRequest = {
  conversationId: string;
  agentUserId: string;
  supervisorUserId: string;
  settings: SessionSettings;
};

/**
 * The port to an API that can host cobrowse sessions. Every method throws the failures of the API client; `conversation-not-found`
 * stands for any 404.
 */
export type CobrowseService = {
  kind: 'sessions';
  /**
   * Whether the service itself refuses a second session for a conversation. Where it does, a create may be sent together with the
   * look-up: one of the two answers what is live, and never are there two.
   */
  refusesSecondSession: boolean;
  /** The live session of a conversation, or `null`. */
  findLive(conversationId: string): Promise<LiveSession | null>;
  /** Makes a session; throws `session-conflict` when one is live. Never sent twice. */
  create(request: SessionRequest): Promise<LiveSession>;
  /** A fresh join link for one participant. */
  createJoinLink(session: { id: string }, userId: string): Promise<JoinLink>;
  /** A session as it is now, or `null` when it has ended or is unknown. */
  read(session: { id: string }): Promise<LiveSession | null>;
  /**
   * Ends a session for everybody: `ended`, also when it had ended already. `left`: the service has no end call, and the session goes on
   * until its time limit.
   */
  end(session: { id: string }): Promise<'ended' | 'left'>;
  /** Whether a session can be given more time. The Cobrowse Sessions API has no call for it. */
  canExtend: false;
};
