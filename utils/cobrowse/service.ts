import type { SessionSettings } from '../settings/settings';
import type { JoinLink, Offer, Session, SessionMonitoring } from './model';
import type { ServiceKind } from './service-traits';

/** A session as a cobrowse service reports it. */
export type LiveSession = {
  id: string;
  conversationId: string;
  service: ServiceKind;
  /** The participants; empty if the service does not report them. */
  participants: { userId: string; role: string; name: string | null }[];
  /** `null` if the service stores none: then the settings of the start apply. */
  settings: SessionSettings | null;
  /** Milliseconds since the epoch. */
  startedAt: number;
  /**
   * When the time limit ends it, in milliseconds since the epoch; `null` if the service has no
   * limit.
   */
  expiresAt: number | null;
  /** What the customer was asked, until they accept. */
  offer?: Offer | undefined;
  /** Whether the customer has accepted, if the service asks and reports that. */
  accepted?: boolean | undefined;
  /** What identifies it to Live Screen Monitoring; missing for other services. */
  monitoring?: SessionMonitoring | undefined;
};

/** What is needed to create a session. */
export type SessionRequest = {
  conversationId: string;
  agentUserId: string;
  supervisorUserId: string;
  settings: SessionSettings;
  /** Aborted once nobody wants the session any more: then no create is sent. */
  signal?: AbortSignal | undefined;
};

/** What a service needs to find a session again. */
export type SessionRef = Pick<Session, 'id' | 'conversationId' | 'service'> & {
  monitoring?: SessionMonitoring | undefined;
};

/**
 * The port to an API that can host cobrowse sessions. Every method throws the failures of the API
 * client; `not-found` stands for any 404. {@link SERVICE_TRAITS} lists what a service lacks.
 */
export type CobrowseService = {
  /**
   * Whether a second session for a conversation is refused. If so, a create may be sent together
   * with the look-up: one of the two returns the live session, and there are never two.
   */
  refusesSecondSession(conversationId: string): Promise<boolean>;
  /** Returns the live session of a conversation, or `null`. */
  findLive(conversationId: string): Promise<LiveSession | null>;
  /**
   * Opens what must be open before a session can be created, and waits for it. Only services that
   * need it have it; may be called early and repeatedly.
   */
  makeReady?(conversationId: string): Promise<void>;
  /**
   * Reads what a create in the next seconds would have to read first. Only services that have such
   * a read have this; a failure costs nothing but the time.
   */
  readAhead?(conversationId: string): Promise<void>;
  /**
   * Creates a session; throws `conflict` if one is live. Never sent twice. A create that was sent
   * is waited for, whatever the signal says.
   */
  create(request: SessionRequest): Promise<LiveSession>;
  /**
   * Does what must be done before a stored session may be shown. Only services that need it have
   * it; may be called again. If it cannot be done, ends the session and throws.
   */
  announce?(session: Session): Promise<void>;
  /** Creates a fresh join link for one participant. */
  createJoinLink(session: SessionRef, userId: string): Promise<JoinLink>;
  /** Reads a session; `null` if it has ended or is unknown. */
  read(session: SessionRef): Promise<LiveSession | null>;
  /**
   * Ends a session for everybody. `ended`: it has ended, possibly before. `left`: the service has
   * no end call, and the session continues until its time limit or until others end it.
   */
  end(session: SessionRef): Promise<'ended' | 'left'>;
};
