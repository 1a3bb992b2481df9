import { type AnalyticsSession, sessionsOf } from './analytics-conversation.ts';
import { ACTIVITY_DIMENSIONS } from './analytics-vocabulary.ts';
import { type Conversation, customerOf, liveAgents, type Participant } from './conversation-model.ts';
import { invalidBody } from './errors.ts';
import { asObject } from './json-body.ts';
import { type Filter, listOf, oneOf, parseFilter, satisfies } from './predicate-filter.ts';
import type { World } from './world.ts';

/**
 * No more entities than this come per group and metric; the oldest half and the newest half,
 * without the middle.
 */
const MAX_ENTITIES = 100;
const MAX_GROUPS = 1000;

const METRICS = ['oAlerting', 'oInteracting', 'oLongestInteracting', 'oLongestWaiting', 'oWaiting'] as const;
const ORDERS = ['asc', 'desc', 'unordered'] as const;
type Metric = (typeof METRICS)[number];
type State = 'oAlerting' | 'oInteracting' | 'oWaiting';

/** Which observations a metric counts or measures. */
const STATE_OF: Record<Metric, State> = {
  oAlerting: 'oAlerting',
  oInteracting: 'oInteracting',
  oLongestInteracting: 'oInteracting',
  oLongestWaiting: 'oWaiting',
  oWaiting: 'oWaiting',
};

/** `ConversationActivityEntityData`, besides `metric` */
type Observation = {
  activityDate: string;
  conversationId: string;
  sessionId: string;
  queueId: string;
  userId?: string;
  teamId?: string;
  mediaType: string;
  direction: string;
  participantName?: string;
  ani?: string;
  dnis?: string;
  addressFrom?: string;
  addressTo?: string;
  requestedRoutings: string[];
  usedRouting?: string;
  routingPriority: number;
};
type Observed = { state: State; observation: Observation };
type WantedMetric = { metric: Metric; details: boolean };

/** `ConversationActivityData` */
export type ActivityGroup = {
  group: Record<string, string>;
  data: { metric: Metric; count?: number; calculatedMetricValue?: number; entityIds?: string[] }[];
  truncated: boolean;
  entities: (Observation & { metric: Metric })[];
};

/**
 * The answer to `POST /analytics/conversations/activity/query`: what the queues' conversations do
 * right now. Only conversations that came through a queue are observed, once per agent who has
 * them.
 * @param body a `ConversationActivityQuery`
 * @param page of groups; missing means all of them, up to the most there can be
 * @throws ApiError 400 for a body or page the platform would not understand
 */
export function queryConversationActivity(
  world: World,
  body: Record<string, unknown>,
  page: { pageSize: number | undefined; pageNumber: number | undefined },
): { results: ActivityGroup[]; entityIdDimension: string } {
  const metrics = parseMetrics(body.metrics);
  const groupBy = parseGroupBy(body.groupBy);
  const filter = parseFilter(body.filter, 'filter', { dimensions: ACTIVITY_DIMENSIONS });
  const order = oneOf(body.order ?? 'asc', 'order', ORDERS);
  const { pageSize = MAX_GROUPS, pageNumber = 1 } = page;
  if (pageSize > MAX_GROUPS)
    throw invalidBody([{ fieldName: 'pageSize', reason: `must not be above ${MAX_GROUPS}` }]);

  const wantedStates = new Set(metrics.map(({ metric }) => STATE_OF[metric]));
  const groups = [...groupsOf(observe(world), groupBy, filter, wantedStates).entries()];
  if (order !== 'unordered') groups.sort(([a], [b]) => (a < b ? -1 : 1) * (order === 'asc' ? 1 : -1));
  return {
    results: groups
      .slice((pageNumber - 1) * pageSize, pageNumber * pageSize)
      .map(([, { group, members }]) => describe(group, members, metrics, world.now())),
    entityIdDimension: 'conversationId',
  };
}

function parseMetrics(value: unknown): WantedMetric[] {
  const metrics = listOf(value, 'metrics').map((entry, index) => {
    const metric = asObject(entry) ?? {};
    return {
      metric: oneOf(metric.metric, `metrics[${index}].metric`, METRICS),
      details: metric.details === true,
    };
  });
  if (metrics.length === 0) throw invalidBody([{ fieldName: 'metrics', reason: 'must not be empty' }]);
  return metrics;
}

function parseGroupBy(value: unknown): string[] {
  const groupBy = listOf(value, 'groupBy').map((entry, index) =>
    oneOf(entry, `groupBy[${index}]`, ACTIVITY_DIMENSIONS),
  );
  if (groupBy.length === 0) throw invalidBody([{ fieldName: 'groupBy', reason: 'must not be empty' }]);
  return groupBy;
}

/** All current activity in queues. */
function observe(world: World): Observed[] {
  const until = new Date(world.now()).toISOString();
  return world.conversations.active().flatMap((conversation) => {
    const agents = liveAgents(conversation);
    const observed = agents
      // An agent who was consulted or called directly came outside the queue.
      .filter(({ purpose }) => purpose === 'agent')
      .flatMap((agent) => observedIn(conversation, agent, until));
    const waiting = conversation.participants.find(
      ({ purpose, endTime }) => purpose === 'acd' && endTime === undefined,
    );
    return agents.length === 0 && waiting ? observedIn(conversation, waiting, until) : observed;
  });
}

function observedIn(conversation: Conversation, participant: Participant, until: string): Observed[] {
  const session = sessionsOf(conversation, participant, until)[0];
  const segment = session?.segments.at(-1);
  const { queueId } = participant;
  if (!session || !segment || queueId === undefined || segment.segmentType === 'parked') return [];
  const state = stateOf(participant, segment.segmentType);
  const since =
    state === 'oInteracting' ? (participant.connectedTime ?? participant.startTime) : participant.startTime;
  return [{ state, observation: observationOf(conversation, participant, session, queueId, since) }];
}

function stateOf(participant: Participant, segmentType: string): State {
  if (participant.userId === undefined) return 'oWaiting';
  return segmentType === 'alert' ? 'oAlerting' : 'oInteracting';
}

function observationOf(
  conversation: Conversation,
  participant: Participant,
  session: AnalyticsSession,
  queueId: string,
  activityDate: string,
): Observation {
  const { sessionId, mediaType, direction, ani, dnis, addressFrom, addressTo, usedRouting } = session;
  const customerName = customerOf(conversation)?.name;
  return {
    activityDate,
    conversationId: conversation.id,
    sessionId,
    queueId,
    ...(participant.userId === undefined ? {} : { userId: participant.userId }),
    ...(participant.teamId === undefined ? {} : { teamId: participant.teamId }),
    mediaType,
    direction,
    ...(customerName === undefined ? {} : { participantName: customerName }),
    ...(ani === undefined ? {} : { ani }),
    ...(dnis === undefined ? {} : { dnis }),
    ...(addressFrom === undefined ? {} : { addressFrom }),
    ...(addressTo === undefined ? {} : { addressTo }),
    requestedRoutings: ['Standard'],
    ...(usedRouting === undefined ? {} : { usedRouting }),
    routingPriority: 0,
  };
}

function dimensionOf(observation: Observation, dimension: string): string | undefined {
  if (dimension === 'requestedRouting') return observation.requestedRoutings[0];
  const value = (observation as Record<string, unknown>)[dimension];
  return value === undefined ? undefined : String(value);
}

type Group = { group: Record<string, string>; members: Observed[] };

function groupsOf(
  observed: readonly Observed[],
  groupBy: readonly string[],
  filter: Filter | null,
  states: ReadonlySet<State>,
): Map<string, Group> {
  const groups = new Map<string, Group>();
  for (const one of observed) {
    const { state, observation } = one;
    const valuesOf = (name: string) => {
      const value = dimensionOf(observation, name);
      return value === undefined ? [] : [value];
    };
    if (!states.has(state) || !satisfies(filter, ({ name }) => valuesOf(name))) continue;
    const group: Record<string, string> = {};
    for (const dimension of groupBy) {
      const value = dimensionOf(observation, dimension);
      if (value !== undefined) group[dimension] = value;
    }
    const key = groupBy.map((dimension) => group[dimension] ?? '').join('\u0000');
    const known = groups.get(key) ?? { group, members: [] };
    known.members.push(one);
    groups.set(key, known);
  }
  return groups;
}

function describe(
  group: Record<string, string>,
  members: readonly Observed[],
  metrics: readonly WantedMetric[],
  now: number,
): ActivityGroup {
  let truncated = false;
  const entities: ActivityGroup['entities'] = [];
  const data = metrics.map(({ metric, details }) => {
    const matching = members
      .filter(({ state }) => state === STATE_OF[metric])
      .map(({ observation }) => observation)
      .sort((a, b) => (a.activityDate < b.activityDate ? -1 : a.activityDate > b.activityDate ? 1 : 0));
    const isLongest = metric === 'oLongestInteracting' || metric === 'oLongestWaiting';
    const concerned = isLongest ? matching.slice(0, 1) : matching;
    const told = details ? oldestAndNewest(concerned) : [];
    if (details && told.length < concerned.length) truncated = true;
    entities.push(...told.map((observation) => ({ ...observation, metric })));
    const oldest = concerned[0];
    return {
      metric,
      ...(isLongest
        ? { calculatedMetricValue: oldest ? Math.max(0, now - Date.parse(oldest.activityDate)) : 0 }
        : { count: concerned.length }),
      ...(details ? { entityIds: told.map(({ conversationId }) => conversationId) } : {}),
    };
  });
  return { group, data, truncated, entities };
}

function oldestAndNewest(observations: readonly Observation[]): readonly Observation[] {
  if (observations.length <= MAX_ENTITIES) return observations;
  const half = MAX_ENTITIES / 2;
  return [...observations.slice(0, half), ...observations.slice(-half)];
}
