import type { Link, LinkEvents, MediaSession } from './link';
import { SCREEN_MONITORING } from './match-propose';
import { type DrawnScreen, drawDesktop } from './practice-desktop';

/** How long the made-up agent's computer takes to answer, in milliseconds. */
const ANSWERS_AFTER_MS = 700;
/**
 * How long the two connections on this computer may take, in milliseconds. Without any network
 * there is no path between them, and the drawing is shown as it is.
 */
const PAIR_MS = 3000;

type Agent = { agentUserId: string; agentName: string | null; conversationId: string };

/**
 * The connection of practice mode: no network, no token. It proposes each session that is waited
 * for, and sends a drawn desktop over a pair of connections within this page.
 */
export function createPracticeLink(events: LinkEvents): Link {
  const proposedFor = new Map<string, string>();
  const agents = new Map<string, Agent>();
  const open = new Set<() => void>();
  let closed = false;

  function propose(agent: Agent) {
    const id = crypto.randomUUID();
    proposedFor.set(agent.conversationId, id);
    agents.set(id, agent);
    setTimeout(() => {
      if (closed || proposedFor.get(agent.conversationId) !== id) return;
      const { agentUserId, conversationId } = agent;
      events.proposed({ id, sessionType: SCREEN_MONITORING, fromUserId: agentUserId, conversationId });
    }, ANSWERS_AFTER_MS);
  }

  return {
    connect: async () => undefined,
    setAccessToken: () => undefined,
    async accept(id) {
      const agent = agents.get(id);
      if (!agent || closed) return;
      const session = await offerDesktop(id, agent.agentName ?? 'Agent', () => {
        open.delete(session.close);
        proposedFor.delete(agent.conversationId);
      });
      open.add(session.close);
      events.offered(session);
    },
    expect(expected) {
      for (const agent of expected) if (!proposedFor.has(agent.conversationId)) propose(agent);
    },
    close() {
      closed = true;
      for (const close of [...open]) close();
    },
  };
}

async function offerDesktop(id: string, agentName: string, onClose: () => void): Promise<MediaSession> {
  const screens = drawDesktop(agentName);
  const sender = new RTCPeerConnection();
  const receiver = new RTCPeerConnection();
  const listeners = new Set<(track: MediaStreamTrack) => void>();
  let fallback: ReturnType<typeof setTimeout> | undefined;

  pass(sender, receiver);
  pass(receiver, sender);
  for (const { stream } of screens)
    for (const track of stream.getVideoTracks()) {
      // Sharp text matters more than smooth motion, as on a real screen.
      track.contentHint = 'detail';
      sender.addTransceiver(track, { direction: 'sendonly', streams: [stream] });
    }
  await sender.setLocalDescription();
  if (sender.localDescription) await receiver.setRemoteDescription(sender.localDescription);

  return {
    id,
    connection: receiver,
    tracks: () => receiver.getReceivers().map(({ track }) => track),
    onTrack: (listener) => void listeners.add(listener),
    async accept() {
      await receiver.setLocalDescription();
      if (receiver.localDescription) await sender.setRemoteDescription(receiver.localDescription);
      fallback = setTimeout(() => {
        if (receiver.connectionState !== 'connected') showDrawing(screens, listeners);
      }, PAIR_MS);
    },
    // Nobody but the supervisor ends it.
    onEnded: () => undefined,
    close() {
      clearTimeout(fallback);
      sender.close();
      receiver.close();
      for (const screen of screens) screen.stop();
      onClose();
    },
  };
}

function showDrawing(screens: DrawnScreen[], listeners: Set<(track: MediaStreamTrack) => void>) {
  for (const { stream } of screens)
    for (const track of stream.getVideoTracks()) for (const listener of listeners) listener(track);
}

/** Passes the candidates of one connection to the other. */
function pass(from: RTCPeerConnection, to: RTCPeerConnection) {
  from.addEventListener('icecandidate', ({ candidate }) => {
    if (candidate) void to.addIceCandidate(candidate).catch(() => undefined);
  });
}
