import type { Proposal } from './match-propose';

/** One media session that was proposed and accepted. */
export type MediaSession = {
  /** The id of its proposal. */
  id: string;
  /** The connection that carries it; for statistics and state. */
  connection: RTCPeerConnection;
  /** The video tracks of the offers so far. */
  tracks(): MediaStreamTrack[];
  /** Calls back for each video track of a later offer. */
  onTrack(listener: (track: MediaStreamTrack) => void): void;
  /** Answers the offer. */
  accept(): Promise<void>;
  /** Calls back once, when the other side has ended it or the connection has failed for good. */
  onEnded(listener: () => void): void;
  /** Closes it here, and tells nobody: the platform ends it by itself. */
  close(): void;
};

/** What the connection reports. */
export type LinkEvents = {
  proposed(proposal: Proposal): void;
  /** The proposal was taken back. */
  withdrawn(proposalId: string): void;
  /** Another client of this user has accepted or rejected it. */
  handledElsewhere(proposalId: string): void;
  offered(session: MediaSession): void;
  /** An established connection was lost. The link does not reconnect by itself. */
  lost(): void;
};

/** Why a connection could not be established. */
export class LinkError extends Error {
  readonly reason: 'invalid-token' | 'unreachable';
  constructor(reason: 'invalid-token' | 'unreachable') {
    super(reason);
    this.reason = reason;
  }
}

/** The connection over which the platform proposes sessions. */
export type Link = {
  /** Connects once, or again on the same channel. Rejects with a {@link LinkError}. */
  connect(): Promise<void>;
  /** The token for the next connection; the current one continues. */
  setAccessToken(token: string): void;
  accept(proposalId: string): Promise<void>;
  /** Tells that other agents are waited for: in practice mode, the link itself plays them. */
  expect(agents: { agentUserId: string; agentName: string | null; conversationId: string }[]): void;
  close(): void;
};
