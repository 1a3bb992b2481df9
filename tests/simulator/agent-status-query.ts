import { sessionsOf } from './analytics-conversation.ts';
import { AGENT_STATE_SESSION_DIMENSIONS, AGENT_STATE_USER_DIMENSIONS } from './analytics-vocabulary.ts';
import { isWrappingUp } from './conversations.ts';
import type { User } from './organization.ts';
import { oneOf, parseFilter, satisfies } from './predicate-filter.ts';
import { routingStatusOf } from './routing-status.ts';
import type { World } from './world.ts';

/** The most agents in an answer of the platform; there are no further pages. */
const MAX_AGENTS = 50;
const PRESENCE_IDS: Record<string, string> = {
  ON_QUEUE: 'e08eaf1b-ee47-4fa9-a231-1200e284798f',
  AVAILABLE: '6a3af858-942f-489d-9700-5f9bcdcdae9b',
};

const USER_ORDERS = [
  'userName',
  'segmentStart',
  'sessionStart',
  'presenceDate',
  'routingStatusDate',
  'systemPresence',
  'routingStatus',
  'organizationPresenceId',
  'adherenceDate',
] as const;
const SESSION_ORDERS = ['segmentStart', 'sessionStart'] as const;
const DIRECTIONS = ['asc', 'desc'] as const;

/** `AnalyticsAgentStateAgentSessionResult` */
type AgentSession = {
  conversationId: string;
  sessionId: string;
  sessionStart: string;
  segmentStart: string;
  segmentType: string;
  routedQueueId?: string;
  originatingDirection: 'inbound' | 'outbound';
  mediaType: string;
};

/** `AnalyticsAgentStateAgentResponse` */
export type AgentState = {
  userId?: string;
  userName?: string;
  divisionId: string;
  managerId?: string;
  sessionCount: number;
  sessions: AgentSession[];
  systemPresence: string;
  organizationPresenceId: string;
  presenceDate: string;
  routingStatus: string;
  routingStatusDate: string;
  isOutOfOffice: boolean;
};

/**
 * The answer to `POST /analytics/agents/status/query`: what each agent does right now.
 * @param body an `AgentStateQueryRequest`
 * @param withNames whether the caller may see who the agents are
 * @throws ApiError 400 for a body the platform would not understand
 */
export function queryAgentStatus(
  world: World,
  body: Record<string, unknown>,
  withNames: boolean,
): { entities: AgentState[] } {
  const userFilter = parseFilter(body.userFilter, 'userFilter', { dimensions: AGENT_STATE_USER_DIMENSIONS });
  const sessionFilter = parseFilter(body.sessionFilter, 'sessionFilter', {
    dimensions: AGENT_STATE_SESSION_DIMENSIONS,
  });
  const userOrderBy = oneOf(body.userOrderBy ?? 'userName', 'userOrderBy', USER_ORDERS);
  const userOrder = oneOf(body.userOrder ?? 'asc', 'userOrder', DIRECTIONS);
  const sessionOrderBy = oneOf(body.sessionOrderBy ?? 'segmentStart', 'sessionOrderBy', SESSION_ORDERS);
  const sessionOrder = oneOf(body.sessionOrder ?? 'asc', 'sessionOrder', DIRECTIONS);

  const found = world.organization.users
    .map((user) => ({ user, state: stateOf(world, user) }))
    .filter(({ user, state }) => satisfies(userFilter, ({ name }) => userValues(user, state, name)))
    .map(({ user, state }) => ({
      user,
      state: withSessions(state, (one) => satisfies(sessionFilter, ({ name }) => sessionValues(one, name))),
    }))
    // A filter on sessions asks for the agents who have such a session.
    .filter(({ state }) => sessionFilter === null || state.sessions.length > 0);

  const key = ({ user, state }: (typeof found)[number]) =>
    userOrderBy === 'userName' ? user.name : orderKey(state, userOrderBy);
  found.sort((a, b) => compare(key(a), key(b), userOrder));

  return {
    entities: found.slice(0, MAX_AGENTS).map(({ user, state }) => ({
      ...(withNames ? { userId: user.id, userName: user.name } : {}),
      ...state,
      sessions: state.sessions.sort((a, b) => compare(a[sessionOrderBy], b[sessionOrderBy], sessionOrder)),
    })),
  };
}

function stateOf(world: World, user: User): AgentState {
  const { organization } = world;
  const sessions = liveSessions(world, user);
  const busy = sessions.some(({ segmentType }) => segmentType !== 'alert');
  const routingStatus = routingStatusOf(user, busy);
  const systemPresence = routingStatus === 'OFF_QUEUE' ? 'AVAILABLE' : 'ON_QUEUE';
  const shiftStart = new Date(organization.shiftStart).toISOString();
  const busySince = sessions.map(({ sessionStart }) => sessionStart).sort()[0];
  return {
    divisionId: organization.division.id,
    ...(user.managerId === undefined ? {} : { managerId: user.managerId }),
    sessionCount: sessions.length,
    sessions,
    systemPresence,
    organizationPresenceId: PRESENCE_IDS[systemPresence] ?? '',
    presenceDate: shiftStart,
    routingStatus,
    routingStatusDate: busy && busySince !== undefined ? busySince : shiftStart,
    isOutOfOffice: false,
  };
}

/** Returns what the user does in each of their conversations, including after-call work. */
function liveSessions(world: World, user: User): AgentSession[] {
  const now = world.now();
  const until = new Date(now).toISOString();
  return world.conversations.ofUser(user.id).flatMap((conversation) =>
    conversation.participants
      .filter(
        (participant) =>
          participant.userId === user.id &&
          (participant.endTime === undefined || isWrappingUp(participant, now)),
      )
      .flatMap((participant) =>
        sessionsOf(conversation, participant, until).flatMap((session): AgentSession[] => {
          const segment = session.segments.findLast(
            ({ segmentEnd }) => segmentEnd === undefined || segmentEnd > until,
          );
          if (!segment) return [];
          return [
            {
              conversationId: conversation.id,
              sessionId: session.sessionId,
              sessionStart: participant.startTime,
              segmentStart: segment.segmentStart,
              segmentType: segment.segmentType,
              ...(participant.queueId === undefined ? {} : { routedQueueId: participant.queueId }),
              originatingDirection: session.direction,
              mediaType: session.mediaType,
            },
          ];
        }),
      ),
  );
}

function withSessions(state: AgentState, wanted: (session: AgentSession) => boolean): AgentState {
  const sessions = state.sessions.filter(wanted);
  return { ...state, sessions, sessionCount: sessions.length };
}

function userValues(user: User, state: AgentState, dimension: string): readonly string[] {
  switch (dimension) {
    case 'userId':
      return [user.id];
    case 'managerId':
      return present(user.managerId);
    case 'teamId':
      return present(user.teamId);
    case 'queueId':
    case 'activeQueueId':
      return user.queueIds;
    case 'divisionId':
      return [state.divisionId];
    case 'systemPresence':
      return [state.systemPresence];
    case 'organizationPresenceId':
      return [state.organizationPresenceId];
    case 'routingStatus':
      return [state.routingStatus];
    case 'isOutOfOffice':
      return ['false'];
    case 'online':
      return ['true'];
    default:
      return [];
  }
}

function sessionValues(session: AgentSession, dimension: string): readonly string[] {
  switch (dimension) {
    case 'mediaType':
      return [session.mediaType];
    case 'originatingDirection':
      return [session.originatingDirection];
    case 'routedQueueId':
      return present(session.routedQueueId);
    case 'segmentType':
      return [session.segmentType];
    default:
      return [];
  }
}

function orderKey(state: AgentState, orderBy: Exclude<(typeof USER_ORDERS)[number], 'userName'>): string {
  switch (orderBy) {
    case 'segmentStart':
    case 'sessionStart':
      return state.sessions.map((session) => session[orderBy]).sort()[0] ?? '';
    case 'adherenceDate':
      return '';
    default:
      return state[orderBy];
  }
}

function present(value: string | undefined): readonly string[] {
  return value === undefined ? [] : [value];
}

function compare(a: string, b: string, order: (typeof DIRECTIONS)[number]): number {
  const ascending = a === b ? 0 : a < b ? -1 : 1;
  return order === 'asc' ? ascending : -ascending;
}
