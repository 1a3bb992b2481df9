import type { Store } from '../storage/store';
import {
  AGENTS,
  agentPartOf,
  COLLEAGUE,
  floorAt,
  nameOf,
  type PracticeConversation,
  QUEUES,
  toWire,
} from './floor';
import { PRACTISING, type PracticeSession, type PracticeState, type PracticeWatch } from './model';

type Answer = readonly [status: number, body?: unknown];

const NOT_FOUND: Answer = [404, { status: 404, code: 'not.found', message: 'Nobody here knows this.' }];
const CONFLICT: Answer = [409, { status: 409, code: 'conflict', message: 'A session is live.' }];
const DUPLICATE: Answer = [
  400,
  { status: 400, code: 'duplicate.session.exists', message: 'This agent is watched.' },
];
const MINUTE_MS = 60_000;
/** How many of the agents report to the practicing supervisor. */
const TEAM = 5;
/** How long a practice join token is valid, in milliseconds. */
const TOKEN_LIFE_MS = 5 * MINUTE_MS;

/**
 * Answers like Genesys Cloud, from within the extension: the transport of the API client while
 * practice is on. Answers unknown calls with 404, like an organization that lacks them.
 * @param pause waits before each answer, so that users see what takes a moment in reality
 */
export function createPracticeApi({
  practice,
  now,
  pause,
}: {
  /** The state of practice; `null` while it is off. */
  practice: Pick<Store<PracticeState | null>, 'get' | 'update'>;
  now(): number;
  pause(): Promise<void>;
}): typeof fetch {
  async function answer(method: string, url: URL, body: string): Promise<Answer> {
    const state = await practice.get();
    if (!state) return NOT_FOUND;
    const floor = floorAt(state.startedAt, now());
    const sessions = sessionsNow(state, floor, now());
    const monitoring = screenMonitoringIn(url.pathname);
    if (monitoring) return await answerMonitoring(method, monitoring, watchesNow(state, floor), floor);
    const [area, second, ...rest] = url.pathname.replace('/api/v2/', '').split('/');
    switch (`${method} ${area}`) {
      case 'GET conversations': {
        if (second === undefined) return [200, { entities: floor.map(toWire) }];
        const found = floor.find(({ id }) => id === second);
        return found ? [200, toWire(found)] : NOT_FOUND;
      }
      case 'GET users': {
        if (second === undefined) return [200, { entities: AGENTS }];
        const id = second === 'me' ? PRACTISING.userId : second;
        return nameOf(id) ? [200, { id, name: nameOf(id) }] : NOT_FOUND;
      }
      case 'GET routing':
        return [200, { entities: QUEUES }];
      case 'POST analytics':
        // The listing above contains every conversation; it does not assign them to agents.
        if (second !== 'agents') return [200, {}];
        return [
          200,
          {
            entities: AGENTS.slice(0, TEAM).map(({ id, name }) => ({
              userId: id,
              userName: name,
              managerId: PRACTISING.userId,
            })),
          },
        ];
      case 'GET cobrowse': {
        const [id] = rest;
        if (id === undefined) {
          const about = url.searchParams.get('conversationId');
          return [
            200,
            { entities: sessions.filter((one) => one.conversationId === about && one.state !== 'ended') },
          ];
        }
        const found = sessions.find((one) => one.id === id);
        return found ? [200, found] : NOT_FOUND;
      }
      case 'POST cobrowse': {
        const [id, , userId] = rest;
        if (id !== undefined) {
          const found = sessions.find((one) => one.id === id && one.state !== 'ended');
          return found
            ? [200, { token: `${id}~${userId}`, expiresAt: new Date(now() + TOKEN_LIFE_MS).toISOString() }]
            : NOT_FOUND;
        }
        const wanted = JSON.parse(body) as Pick<
          PracticeSession,
          'conversationId' | 'participants' | 'settings'
        >;
        const { conversationId, participants, settings } = wanted;
        if (!floor.some((one) => one.id === conversationId)) return NOT_FOUND;
        if (sessions.some((one) => one.conversationId === conversationId && one.state !== 'ended'))
          return CONFLICT;
        const made = sessionOf(crypto.randomUUID(), conversationId, participants, settings, now());
        await change((all) => [...all, made]);
        return [201, made];
      }
      case 'POST chats':
        // Nobody reads it; the user practices sending it.
        return nameOf(rest[0] ?? '') ? [200, {}] : NOT_FOUND;
      case 'GET screenmonitors':
        // The user's sessions, or the organization's settings.
        return second === 'settings'
          ? [200, { enableAgentNotifications: false }]
          : [
              200,
              {
                entities: watchesNow(state, floor)
                  .filter(({ agentUserId }) => agentUserId === rest[0])
                  .map(monitoringView),
              },
            ];
      case 'DELETE cobrowse':
        await change((all) => all.map((one) => (one.id === rest[0] ? { ...one, state: 'ended' } : one)));
        return [204];
      default:
        return NOT_FOUND;
    }
  }

  /** Sessions of Live Screen Monitoring, at the level of the conversation. */
  async function answerMonitoring(
    method: string,
    { conversationId, participantId, id }: MonitoringPath,
    watches: PracticeWatch[],
    floor: readonly PracticeConversation[],
  ): Promise<Answer> {
    const place = floor.find((one) => one.id === conversationId && agentPartOf(one) === participantId);
    const agent = place && AGENTS[place.agent ?? -1];
    if (method === 'POST') {
      if (!agent || id !== undefined) return NOT_FOUND;
      if (watches.some(({ agentUserId }) => agentUserId === agent.id)) return DUPLICATE;
      const watch = {
        id: crypto.randomUUID(),
        conversationId,
        participantId,
        agentUserId: agent.id,
        startedAt: now(),
      };
      await practice.update((state) => state && { ...state, watches: [...watches, watch] });
      return [200, { screenMonitoringId: watch.id }];
    }
    const found = watches.find((one) => one.id === id);
    if (!found) return NOT_FOUND;
    if (method === 'GET') return [200, monitoringView(found)];
    await practice.update((state) => state && { ...state, watches: watches.filter((one) => one !== found) });
    return [204];
  }

  async function change(how: (sessions: PracticeSession[]) => PracticeSession[]): Promise<void> {
    await practice.update((state) => state && { ...state, sessions: how(state.sessions) });
  }

  return async (request, init) => {
    await pause();
    const body = typeof init?.body === 'string' ? init.body : '{}';
    const [status, answered] = await answer(init?.method ?? 'GET', new URL(String(request)), body);
    return new Response(answered === undefined ? null : JSON.stringify(answered), { status });
  };
}

type MonitoringPath = { conversationId: string; participantId: string; id: string | undefined };

/** Reads the path of a call about the monitoring of a participant; `null` for any other path. */
function screenMonitoringIn(path: string): MonitoringPath | null {
  const [, conversationId, participantId, id] =
    /^\/api\/v2\/conversations\/([^/]+)\/participants\/([^/]+)\/screenmonitors\/sessions(?:\/([^/]+))?$/.exec(
      path,
    ) ?? [];
  return conversationId && participantId ? { conversationId, participantId, id } : null;
}

/** Returns the monitorings that go on: each ends with its conversation. */
function watchesNow(
  { watches = [] }: PracticeState,
  floor: readonly PracticeConversation[],
): PracticeWatch[] {
  return watches.filter(({ conversationId }) => floor.some(({ id }) => id === conversationId));
}

/** Converts a monitoring to the format of `GET …/screenmonitors/sessions/{screenMonitoringId}`. */
function monitoringView({
  id,
  conversationId,
  participantId,
  agentUserId,
  startedAt,
}: PracticeWatch): object {
  return {
    screenMonitoringId: id,
    monitoringType: 'ConversationLevel',
    sourceUser: { id: PRACTISING.userId, name: PRACTISING.name },
    targetUser: { id: agentUserId, name: nameOf(agentUserId) },
    conversation: { id: conversationId },
    participantId,
    dateCreated: new Date(startedAt).toISOString(),
  };
}

/**
 * Returns all sessions as they are now: a session ends at its time limit, or with its conversation.
 * The colleague's session comes with the conversation.
 */
function sessionsNow(
  { sessions }: PracticeState,
  floor: readonly PracticeConversation[],
  now: number,
): PracticeSession[] {
  const theirs = floor
    .filter(({ how }) => how === 'cobrowsed')
    .map(({ id, agent, startedAt }) =>
      sessionOf(
        `of-${id}`,
        id,
        [
          { userId: COLLEAGUE.id, role: 'supervisor' },
          { userId: AGENTS[agent ?? 0]?.id ?? '', role: 'agent' },
        ],
        { allowRemoteControl: false, timeoutInMinutes: 60 },
        startedAt,
      ),
    );
  return [...sessions, ...theirs].map((one) =>
    Date.parse(one.expiresDate) > now && floor.some(({ id }) => id === one.conversationId)
      ? one
      : { ...one, state: 'ended' },
  );
}

function sessionOf(
  id: string,
  conversationId: string,
  participants: { userId: string; role: string }[],
  settings: PracticeSession['settings'],
  at: number,
): PracticeSession {
  return {
    id,
    conversationId,
    state: 'active',
    participants: participants.map(({ userId, role }) => ({ userId, role, name: nameOf(userId) ?? '' })),
    settings,
    createdDate: new Date(at).toISOString(),
    expiresDate: new Date(at + settings.timeoutInMinutes * MINUTE_MS).toISOString(),
  };
}
