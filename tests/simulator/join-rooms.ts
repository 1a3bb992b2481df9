import { WebSocketServer } from 'ws';
import type { CobrowseSession } from './cobrowse-sessions.ts';
import { asObject } from './json-body.ts';
import type { UpgradeHandler } from './upgrades.ts';
import type { World } from './world.ts';

const SOCKET_PATH = '/cobrowse/join/socket';

/** One open join page. */
type Member = { id: number; name: string; send(message: object): void };

/** The open join pages of one session. */
type Room = { agent: Member | null; viewers: Map<number, Member> };

/** What each side may say; anything else is dropped. */
const FROM_AGENT = new Set(['offer', 'candidate', 'sharing']);
const FROM_VIEWER = new Set(['answer', 'candidate', 'pointer']);

/**
 * Carries the signalling between the join pages of a session, and the supervisor's pointer where
 * the session allows control. The agent's page makes an offer to each viewer.
 */
export function joinSockets(world: World): UpgradeHandler {
  const server = new WebSocketServer({ noServer: true });
  const rooms = new Map<string, Room>();
  let lastId = 0;

  return ({ path, request, socket, head }) => {
    if (path !== SOCKET_PATH) return false;
    const query = new URL(request.url ?? '/', world.origin).searchParams;
    const token = world.cobrowse.findToken(query.get('token') ?? '');
    const session = token && world.cobrowse.find(token.sessionId);
    const participant = session?.participants.find(({ userId }) => userId === token?.userId);
    // Pages that are open stay so after their link has expired; the session decides.
    if (!session || !participant || session.endedAt !== null) return false;

    server.handleUpgrade(request, socket, head, (client) => {
      lastId += 1;
      const member: Member = {
        id: lastId,
        name: participant.name,
        send: (message) => client.send(JSON.stringify(message)),
      };
      const room = rooms.get(session.id) ?? { agent: null, viewers: new Map<number, Member>() };
      rooms.set(session.id, room);
      const part =
        participant.role === 'agent' ? joinAsAgent(room, member) : joinAsViewer(room, member, session);
      client.on('message', (data) => {
        const message = parse(String(data));
        if (message) part.receive(message);
      });
      client.on('error', () => client.terminate());
      client.on('close', () => {
        part.leave();
        if (!room.agent && room.viewers.size === 0) rooms.delete(session.id);
      });
    });
    return true;
  };
}

type Message = { type: string } & Record<string, unknown>;
type Part = { receive(message: Message): void; leave(): void };

/** The page that the agent has opened last is the one that shares. */
function joinAsAgent(room: Room, member: Member): Part {
  room.agent?.send({ type: 'replaced' });
  room.agent = member;
  for (const viewer of room.viewers.values())
    member.send({ type: 'viewer', viewer: viewer.id, name: viewer.name });
  return {
    receive({ viewer, ...message }) {
      if (room.agent !== member || !FROM_AGENT.has(message.type)) return;
      const to = typeof viewer === 'number' ? [room.viewers.get(viewer)] : [...room.viewers.values()];
      for (const one of to) one?.send(message);
    },
    leave() {
      if (room.agent !== member) return;
      room.agent = null;
      for (const viewer of room.viewers.values()) viewer.send({ type: 'sharing', active: false });
    },
  };
}

function joinAsViewer(room: Room, member: Member, session: CobrowseSession): Part {
  room.viewers.set(member.id, member);
  room.agent?.send({ type: 'viewer', viewer: member.id, name: member.name });
  return {
    receive(message) {
      if (!FROM_VIEWER.has(message.type)) return;
      // View only means that nothing of the supervisor reaches the agent's screen.
      if (message.type === 'pointer' && !session.settings.allowRemoteControl) return;
      room.agent?.send({ ...message, viewer: member.id, name: member.name });
    },
    leave() {
      room.viewers.delete(member.id);
      room.agent?.send({ type: 'gone', viewer: member.id });
    },
  };
}

function parse(text: string): Message | undefined {
  try {
    const message = asObject(JSON.parse(text));
    return typeof message?.type === 'string' ? (message as Message) : undefined;
  } catch {
    return undefined;
  }
}
