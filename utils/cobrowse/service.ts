import type { SessionSettings } from '../settings/settings';
import type { JoinLink, Offer, Session } from './model';
import type { ServiceKind } from './service-traits';

/** A session as a cobrowse service shows it. */
export type LiveSession = {
  id: string;
  conversationId: string;
  service: ServiceKind;
  /** Who is in it; empty where the service does not tell. */
  participants: { userId: string; role: string; name: string | null }[];
  /** `null` where the service keeps none: then those of the start count. */
  settings: SessionSettings | null;
  /** Milliseconds since the epoch. */
  startedAt: number;
  /**
   * When the time limit ends it, in milliseconds since the epoch; `null` where the service keeps no
   * limit.
   */
  expiresAt: number | null;
  /** What the customer was asked, while they have not accepted. */
  offer?: Offer | undefined;
  /** Whether the customer has accepted, where that is asked and told. */
  accepted?: boolean | undefined;
};

/** What a session is made of. */
export type SessionRequest = {
  conversationId: string;
  agentUserId: string;
  supervisorUserId: string;
  settings: SessionSettings;
};

/** What a service needs to know of a session to find it again. */
export type SessionRef = Pick<Session, 'id' | 'conversationId' | 'service'>;

/**
 * The port to an API that can host cobrowse sessions. Every method throws the failures of the API
 * client; `not-found` stands for any 404. What a service lacks is said in {@link
 * SERVICE_TRAITS}.
 */
export type CobrowseService = {
  /**
   * Whether a second session for a conversation is refused. Where it is, a create may be sent
   * together with the look-up: one of the two answers what is live, and never are there two.
   */
  refusesSecondSession(conversationId: string): Promise<boolean>;
  /** The live session of a conversation, or `null`. */
  findLive(conversationId: string): Promise<LiveSession | null>;
  /** Makes a session; throws `conflict` when one is live. Never sent twice. */
  create(request: SessionRequest): Promise<LiveSession>;
  /** A fresh join link for one participant. */
  createJoinLink(session: SessionRef, userId: string): Promise<JoinLink>;
  /** A session as it is now, or `null` when it has ended or is unknown. */
  read(session: SessionRef): Promise<LiveSession | null>;
  /**
   * Ends a session for everybody: `ended`, also when it had ended already. `left`: the service has
   * no end call, and the session goes on until its time limit or until others end it.
   */
  end(session: SessionRef): Promise<'ended' | 'left'>;
};
