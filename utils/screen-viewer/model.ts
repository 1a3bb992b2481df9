import type { Failure } from '../errors/failure';

/** What the page needs to connect. It keeps this in memory only. */
export type StreamingAccess = {
  /** In practice mode the pictures are drawn by the page itself. */
  practice: boolean;
  accessToken: string;
  /** When the token expires, in milliseconds since the epoch; `null` if unknown. */
  expiresAt: number | null;
  /** For example `https://api.mypurecloud.com`. */
  apiUrl: string;
  /** For example `wss://streaming.mypurecloud.com`. */
  streamingUrl: string;
};

/** The state of the page's connection, as it is reported to the background. */
export type ReportedState = 'connecting' | 'connected' | 'lost' | 'unreachable';

/** Why the page itself stops a session. */
export type StopReason = 'no-picture' | 'answered-elsewhere' | 'media-ended';

/** How a watched session ended. */
export type ScreenEnding =
  | StopReason
  | 'page-closed'
  | 'ended-by-you'
  | 'time-limit'
  | 'conversation-over'
  | 'ended-elsewhere'
  | 'not-allowed';

/** Whether the agent was told; `off`: the organisation has switched the notice off. */
export type AgentNotice = { state: 'pending' | 'sent' | 'failed' | 'off'; at: number | null };

/** A note of the supervisor; `at` in milliseconds since the epoch. */
export type Note = { at: number; text: string };

/** A session of screen monitoring, as the page reads it from storage. */
export type WatchedSession = {
  id: string;
  conversationId: string;
  agent: { userId: string; name: string | null };
  customerName: string | null;
  queueName: string | null;
  /** Milliseconds since the epoch. */
  startedAt: number;
  /** Milliseconds since the epoch. */
  expiresAt: number;
  purpose: string | null;
  /** The monitored participant; `null` if the agent is monitored, not one conversation. */
  participantId: string | null;
  notice: AgentNotice;
  notes: Note[];
};

/** A start of screen monitoring that is running, waiting or has failed. */
export type WatchedStart = {
  conversationId: string;
  /** `null` until the background knows the agent. */
  agentUserId: string | null;
  agentName: string | null;
  customerName: string | null;
  /** Milliseconds since the epoch. */
  startedAt: number;
  phase: 'running' | 'waiting' | 'failed';
  /** Present unless it is running. */
  failure: Failure | null;
};

/** The notice of a session that ended. */
export type EndedWatch = {
  id: string;
  conversationId: string;
  how: ScreenEnding;
};

/** What the page reads from storage. */
export type WatchedData = {
  signedIn: boolean;
  sessions: WatchedSession[];
  starts: WatchedStart[];
  ended: EndedWatch[];
};

/**
 * The state of the streaming connection. `unreachable`: three attempts have failed; more follow.
 * `offline`: the browser has no network.
 */
export type LinkState = 'connecting' | 'connected' | 'reconnecting' | 'unreachable' | 'offline';

/** One screen of an agent. */
export type Screen = {
  id: string;
  stream: MediaStream;
  /** In pixels of the picture; `null` until its first frame. */
  size: { width: number; height: number } | null;
};

/** What the statistics of a peer connection tell about the picture. */
export type Quality = {
  /** `still`: nothing arrives because nothing changes on the screen. */
  level: 'good' | 'fair' | 'poor' | 'still';
  framesPerSecond: number;
  width: number | null;
  height: number | null;
  /** Share of the packets that were lost, from 0 to 1. */
  loss: number;
};

/**
 * The state of one session, as the tile draws it. `connecting`: the page itself is not connected
 * yet. `asking`: the agent's computer has not answered. `waiting`: it has, and there is no picture
 * yet. `interrupted`: the picture has stopped and may return.
 */
export type TilePhase = 'connecting' | 'asking' | 'waiting' | 'live' | 'interrupted' | 'ended' | 'failed';

/** One session on the page. */
export type Tile = {
  /** Stays the same while a start becomes a session. */
  key: string;
  conversationId: string;
  phase: TilePhase;
  sessionId: string | null;
  agentName: string | null;
  customerName: string | null;
  queueName: string | null;
  /** `null` until there is a session. */
  startedAt: number | null;
  expiresAt: number | null;
  purpose: string | null;
  notice: AgentNotice | null;
  notes: Note[];
  /** Up to four, in the order of the offer. */
  screens: Screen[];
  quality: Record<string, Quality>;
  /** Set in the phase `ended`. */
  ending: ScreenEnding | null;
  /** Set in the phase `failed`. */
  failure: Failure | null;
  /** A start that waits and continues automatically, and why. */
  waitingFor: Failure | null;
};

/** Everything that the page shows. */
export type ViewerState = {
  /**
   * `beginning`: the background has not answered yet. `nothing`: there is nothing to watch.
   * `failed`: the background refused access.
   */
  page: 'beginning' | 'nothing' | 'signed-out' | 'failed' | 'watching';
  /** Set if the page has failed. */
  failure: Failure | null;
  practice: boolean;
  link: LinkState;
  tiles: Tile[];
};
