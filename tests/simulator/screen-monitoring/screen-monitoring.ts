import type { Conversation } from '../conversation-model.ts';
import type { User } from '../organization.ts';
import { AgentComputers } from './agent-computers.ts';
import { MonitoringSessions, type Surroundings } from './monitoring-sessions.ts';
import { Signalling } from './signalling.ts';

/** Live Screen Monitoring as a whole: who watches whom, and how the picture gets there. */
export class ScreenMonitoring {
  readonly sessions: MonitoringSessions;
  readonly computers = new AgentComputers();
  readonly signalling: Signalling;
  /** UDP port of the STUN responder, known once it runs. */
  stunPort = 0;
  /** Streaming connections are refused for so many more times. */
  refusedConnections = 0;

  constructor(around: Surroundings) {
    this.sessions = new MonitoringSessions(around);
    this.signalling = new Signalling(this.sessions, this.computers);
  }

  /** The STUN responder as WebRTC takes it. It lets browsers connect without multicast DNS. */
  get stunUrl(): string {
    return `stun:127.0.0.1:${this.stunPort}`;
  }

  /** Must be called after every change of a conversation. */
  followConversation(conversation: Conversation): void {
    this.sessions.followConversation(conversation);
  }

  /** Must be called after every change of a user's routing status. */
  followUser(user: User): void {
    this.sessions.followUser(user);
  }

  /** Ends every session; connections and computers stay, as tokens and channels do. */
  clear(): void {
    this.sessions.clear();
    this.signalling.clear();
    this.computers.clear();
    this.refusedConnections = 0;
  }
}
