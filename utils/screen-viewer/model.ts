import type { AgentNotice, SessionEnding, SessionNote } from '../cobrowse/model';
import type { Failure } from '../errors/failure';

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
  notice: AgentNotice | null;
  notes: SessionNote[];
};

/** A start of screen monitoring that is running, waiting or has failed. */
export type WatchedStart = {
  conversationId: string;
  agent: { userId: string; name: string | null };
  customerName: string | null;
  /** Milliseconds since the epoch. */
  startedAt: number;
  phase: 'running' | 'waiting' | 'failed';
  /** Present unless it is running. */
  failure: Failure | null;
};

/** The notice of a session that ended. */
type EndedWatch = {
  id: string;
  conversationId: string;
  how: SessionEnding;
};

/** What the page reads from storage. */
export type WatchedData = {
  signedIn: boolean;
  /** Whether any start is running, of whatever service: one may be about to show screens. */
  isStarting: boolean;
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
  notes: SessionNote[];
  /** Up to four, in the order of the offer. */
  screens: Screen[];
  quality: Record<string, Quality>;
  /** Set in the phase `ended`. */
  ending: SessionEnding | null;
  /** Set in the phase `failed`. */
  failure: Failure | null;
  /** A start that waits and continues automatically, and why. */
  waitingFor: Failure | null;
};

/** Everything that the page shows. */
export type ScreensState = {
  /**
   * `beginning`: the background has not answered yet. `nothing`: there is nothing to watch.
   * `elsewhere`: another tab shows the screens. `failed`: the background refused access.
   */
  page: 'beginning' | 'nothing' | 'elsewhere' | 'signed-out' | 'failed' | 'watching';
  /** Set if the page has failed. */
  failure: Failure | null;
  practice: boolean;
  link: LinkState;
  tiles: Tile[];
};
