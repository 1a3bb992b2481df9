import { randomUUID } from 'node:crypto';
import { JID_DOMAIN, jidOf } from '../organization.ts';
import type { AgentComputers, FromComputer } from './agent-computers.ts';
import type { MonitoringSession, MonitoringSessions } from './monitoring-sessions.ts';
import { type JingleVerb, jingleMessage, type Rpc, rpcCall } from './stanzas.ts';
import type { StreamConnection } from './stream-connection.ts';

/**
 * When the propose goes out: at the start, as the platform is believed to do it; so long before or
 * after the start's answer that a client sees the order; or never.
 */
export type ProposeWhen = 'at-start' | 'before-answer' | 'after-answer' | 'never';

/** What a test or demo may change about the signalling. */
type SignallingHabits = {
  propose: ProposeWhen;
  /** Another client of the supervisor, such as their Genesys tab, takes each session. */
  answeredElsewhere: boolean;
};

const USUAL_HABITS: SignallingHabits = { propose: 'at-start', answeredElsewhere: false };

/** By how much `before-answer` and `after-answer` set propose and answer apart. */
const APART_MS = 150;

/** How far a session's media has come. */
export type MediaPhase = 'proposed' | 'accepted' | 'offered' | 'answered' | 'connected' | 'elsewhere';

/** The media side of one monitoring session. */
type Media = {
  /** The id that Jingle and JSON-RPC know the session by. */
  readonly id: string;
  readonly session: MonitoringSession;
  /** The media server's room. */
  readonly room: string;
  readonly conversationId: string;
  phase: MediaPhase;
  /** Full JID of the connection that has accepted. A client that reconnects keeps its JID. */
  viewer: string | null;
  /** Whether the agent's computer has been asked for an offer. */
  asked: boolean;
};

/**
 * Plays the media server between the supervisor's clients and the agent's computer. The official
 * client only ever answers, so the agent's computer makes the offers.
 */
export class Signalling {
  readonly #sessions: MonitoringSessions;
  readonly #computers: AgentComputers;
  readonly #connections = new Set<StreamConnection>();
  readonly #media = new Map<string, Media>();
  habits = USUAL_HABITS;

  constructor(sessions: MonitoringSessions, computers: AgentComputers) {
    this.#sessions = sessions;
    this.#computers = computers;
    sessions.listen({
      started: (session) => this.#started(session),
      ended: (session) => this.#ended(session),
    });
    computers.listen({
      opened: (userId) => this.#computerOpened(userId),
      said: (userId, message) => this.#fromComputer(userId, message),
    });
  }

  /** Every streaming connection with a bound resource. */
  get connections(): readonly StreamConnection[] {
    return [...this.#connections];
  }

  add(connection: StreamConnection): void {
    this.#connections.add(connection);
  }

  delete(connection: StreamConnection): void {
    this.#connections.delete(connection);
  }

  /** How far the media of a live session has come. */
  phaseOf(session: MonitoringSession): MediaPhase | null {
    return this.#media.get(session.id)?.phase ?? null;
  }

  /** How long the answer to a start is held back, in milliseconds. */
  get answerDelayMs(): number {
    return this.habits.propose === 'before-answer' ? APART_MS : 0;
  }

  /** What a client says of a session before it has media. */
  jingleMessage(
    from: StreamConnection,
    { verb, sessionId, to }: { verb: JingleVerb; sessionId: string; to: string },
  ): void {
    const others = this.#connectionsOf(from.user.id).filter((connection) => connection !== from);
    // To one's own bare JID: for one's other connections.
    if (to === jidOf(from.user)) {
      for (const other of others) other.send(jingleMessage(verb, sessionId, from.jid ?? '', other.jid ?? ''));
      return;
    }
    const media = this.#byMediaId(sessionId, from.user.id);
    if (!media || verb !== 'proceed') return;
    if (media.viewer !== null && media.viewer !== from.jid) {
      from.send(jingleMessage('accept', sessionId, media.room, from.jid ?? ''));
      return;
    }
    if (media.phase !== 'proposed') return;
    media.viewer = from.jid;
    media.phase = 'accepted';
    this.#askForOffer(media);
  }

  /** What the viewer's media session says. */
  rpc(from: StreamConnection, { method, params }: Rpc): void {
    const media = this.#byMediaId(String(params.sessionId), from.user.id);
    if (!media || media.viewer !== from.jid) return;
    const sessionId = media.session.id;
    const computer = media.session.target.id;
    const sdp = String(params.sdp);
    if (method === 'answer') {
      if (media.phase === 'offered') media.phase = 'answered';
      this.#computers.send(computer, { type: 'answer', sessionId, sdp });
    } else if (method === 'iceCandidate') {
      const mid = /^m=(\S+)/m.exec(sdp)?.[1];
      const candidate = /^a=(candidate:[^\r\n]+)/m.exec(sdp)?.[1];
      if (mid !== undefined && candidate !== undefined)
        this.#computers.send(computer, { type: 'candidate', sessionId, mid, candidate });
    } else if (method === 'info') {
      if (params.status === 'active') media.phase = 'connected';
    } else if (method === 'terminate') {
      // Whoever terminates has forgotten the session: told of its end, the client would throw.
      media.viewer = null;
      this.#sessions.end(media.session, 'viewer');
    }
  }

  /** As at the start. Connections and computers stay. */
  clear(): void {
    this.habits = USUAL_HABITS;
  }

  #started(session: MonitoringSession): void {
    const media: Media = {
      id: randomUUID(),
      session,
      room: `livemonitor-${session.id}@conference.${JID_DOMAIN}`,
      // Nobody's conversation where the agent as such is watched.
      conversationId: session.part?.conversation.id ?? randomUUID(),
      phase: 'proposed',
      viewer: null,
      asked: false,
    };
    this.#media.set(session.id, media);
    const { propose } = this.habits;
    if (propose === 'after-answer')
      setTimeout(() => {
        if (this.#media.has(session.id)) this.#propose(media);
      }, APART_MS).unref();
    else if (propose !== 'never') this.#propose(media);
    this.#tellAgent(session);
  }

  #propose(media: Media): void {
    for (const connection of this.#connectionsOf(media.session.source.id))
      connection.send(
        jingleMessage('propose', media.id, media.room, connection.jid ?? '', {
          'inin-cid': media.conversationId,
          // The one who is watched, for both sides.
          'inin-user-id': media.session.target.id,
          'inin-ofrom': media.room,
          'inin-autoanswer': 'false',
          'inin-sdp-over-xmpp': 'true',
        }),
      );
    if (!this.habits.answeredElsewhere) return;
    media.phase = 'elsewhere';
    media.viewer = `${jidOf(media.session.source)}/genesys-cloud`;
    for (const connection of this.#connectionsOf(media.session.source.id))
      connection.send(jingleMessage('accept', media.id, media.viewer, connection.jid ?? ''));
  }

  #ended(session: MonitoringSession): void {
    const media = this.#media.get(session.id);
    if (!media) return;
    this.#media.delete(session.id);
    if (media.phase === 'proposed') {
      for (const connection of this.#connectionsOf(session.source.id))
        connection.send(jingleMessage('retract', media.id, media.room, connection.jid ?? ''));
    } else if (media.phase === 'accepted') {
      // No offer has come, so the client has no media session that could be terminated.
      const viewer = this.#viewerOf(media);
      viewer?.send(jingleMessage('retract', media.id, media.room, viewer.jid ?? ''));
    } else if (media.phase !== 'elsewhere') {
      this.#call(media, 'terminate', { sessionId: media.id, reason: 'success' });
    }
    this.#computers.send(session.target.id, { type: 'stop', sessionId: session.id });
    this.#tellAgent(session);
  }

  #askForOffer(media: Media): void {
    if (media.asked) return;
    const { id: sessionId, target } = media.session;
    media.asked = this.#computers.send(target.id, { type: 'start', sessionId });
  }

  #computerOpened(userId: string): void {
    for (const media of this.#media.values()) {
      if (media.session.target.id !== userId) continue;
      // A computer that has just been opened knows nothing of earlier offers.
      media.asked = false;
      if (media.viewer !== null && media.phase !== 'elsewhere') this.#askForOffer(media);
      this.#tellAgent(media.session);
    }
  }

  #fromComputer(userId: string, message: FromComputer): void {
    const media = this.#media.get(message.sessionId);
    if (media?.session.target.id !== userId || media.viewer === null) return;
    if (message.type === 'offer') {
      if (media.phase === 'accepted') media.phase = 'offered';
      const { id: sessionId, conversationId } = media;
      this.#call(media, 'offer', { sessionId, conversationId, sdp: message.sdp, reinvite: false });
    } else {
      // The official client takes the section's mid from the media line, and needs both lines.
      const sdp = `m=${message.mid} 9 RTP/AVP 0\r\na=${message.candidate}\r\n`;
      this.#call(media, 'iceCandidate', { sessionId: media.id, sdp });
    }
  }

  /** Shows the agent that they are watched, where the organization wants them to know. */
  #tellAgent({ target }: MonitoringSession): void {
    const watched = this.#sessions.live().some((session) => session.target.id === target.id);
    const told = this.#sessions.settings.enableAgentNotifications;
    this.#computers.send(target.id, { type: 'notice', watched: watched && told });
  }

  #call(media: Media, method: string, params: Rpc['params']): void {
    const viewer = this.#viewerOf(media);
    if (viewer) viewer.send(rpcCall({ method, params }, media.room, viewer.jid ?? ''));
  }

  #viewerOf({ viewer }: Media): StreamConnection | undefined {
    return this.connections.find(({ jid }) => jid === viewer);
  }

  #connectionsOf(userId: string): StreamConnection[] {
    return this.connections.filter(({ user }) => user.id === userId);
  }

  #byMediaId(id: string, sourceId: string): Media | undefined {
    return [...this.#media.values()].find((media) => media.id === id && media.session.source.id === sourceId);
  }
}
