import {
  type Conversation,
  MEDIA,
  type Medium,
  makeParticipant,
  type Participant,
  type ParticipantPlan,
} from './conversation-model.ts';
import type { Organization, Queue, User } from './organization.ts';
import type { SeededRandom } from './seeded-random.ts';

/** Who calls. */
export const CUSTOMER_NAMES = [
  'Amelia Hart',
  'Benjamin Osei',
  'Camila Duarte',
  'Dimitri Volkov',
  'Eleanor Vance',
  'Farah Siddiqui',
  'Gabriel Moreau',
  'Hiroshi Nakamura',
  'Ingrid Solberg',
  'Jack Donnelly',
  'Keira Walsh',
  'Leonardo Conti',
  'Marta Wiśniewska',
  'Nadia Benali',
  'Oliver Brandt',
  'Paulina Reyes',
  'Quentin Dubois',
  'Rosa Almeida',
  'Samuel Adeyemi',
  'Tereza Nováková',
  'Umar Farooq',
  'Victoria Lindgren',
  '李 小龙',
  'Xenia Papadaki',
  'Zeynep Kaya',
];

const SUBJECTS = [
  'Question about my last invoice',
  'Photos for claim 20931',
  'Cannot open the portal',
  'Address change',
];

/** The chosen properties of a conversation; the rest is generated. */
export type ConversationRequest = {
  /** For example `calls` or `messages`. */
  medium?: Medium;
  customerName?: string;
  queue?: Queue;
  /** The agents, in order; an empty list leaves the customer waiting in the queue. */
  agents?: readonly User[];
  /** `alerting` while the agents have not answered. */
  agentState?: string;
  held?: boolean;
  /** The agents were called directly: there is no queue, and the platform calls them users. */
  direct?: boolean;
  /** Milliseconds since 1970. */
  startedAt: number;
};

/** A conversation in the making. */
export type Stage = {
  random: SeededRandom;
  organization: Organization;
  medium: Medium;
  queue: Queue;
  /** Emails only. */
  subject?: string;
  startedAt: number;
  participants: Participant[];
};

/** An ordinary conversation: a customer, a queue and the agent who answered. */
export function makeConversation(
  random: SeededRandom,
  organization: Organization,
  request: ConversationRequest,
): Conversation {
  const stage = open(random, organization, request);
  const agents = request.agents ?? (organization.agents.length > 0 ? [random.pick(organization.agents)] : []);
  if (!request.direct)
    addQueue(stage, stage.startedAt + 2_000, agents.length === 0 ? undefined : stage.startedAt + 12_000);
  for (const user of agents) {
    const addTo = request.direct ? addUser : addAgent;
    addTo(stage, user, {
      startedAt: stage.startedAt + 12_000,
      ...(request.held === undefined ? {} : { held: request.held }),
      ...(request.agentState === 'alerting' ? {} : { connectedAt: stage.startedAt + 16_000 }),
      ...(request.agentState === undefined ? {} : { state: request.agentState }),
    });
  }
  return close(stage);
}

/** A message thread that began days ago; the agent of today has it since a few minutes. */
export function longThread(stage: Stage, user: User, answeredAt: number): Conversation {
  addQueue(stage, answeredAt - 20_000, answeredAt - 5_000);
  addAgent(stage, user, { startedAt: answeredAt - 5_000, connectedAt: answeredAt });
  return close(stage);
}

/** Begins a conversation with only the customer. */
export function open(random: SeededRandom, organization: Organization, request: ConversationRequest): Stage {
  const medium = request.medium ?? random.pick(MEDIA);
  const name = request.customerName ?? random.pick(CUSTOMER_NAMES);
  const stage: Stage = {
    random,
    organization,
    medium,
    queue: request.queue ?? random.pick(organization.queues),
    ...(medium.key === 'emails' ? { subject: random.pick(SUBJECTS) } : {}),
    startedAt: request.startedAt,
    participants: [],
  };
  add(stage, {
    purpose: 'customer',
    name,
    address: medium.key === 'emails' ? 'customer@example.com' : `tel:+4420794600${random.int(10, 99)}`,
    startedAt: request.startedAt,
    connectedAt: request.startedAt,
  });
  return stage;
}

function add(stage: Stage, plan: Omit<ParticipantPlan, 'random' | 'medium'>): void {
  const { random, medium, subject } = stage;
  stage.participants.push(
    makeParticipant({ random, medium, ...(subject === undefined ? {} : { subject }), ...plan }),
  );
}

function addQueue(stage: Stage, startedAt: number, endedAt?: number): void {
  add(stage, {
    purpose: 'acd',
    name: stage.queue.name,
    queue: stage.queue,
    startedAt,
    connectedAt: startedAt,
    ...(endedAt === undefined ? {} : { endedAt, disconnectType: 'transfer' }),
  });
}

function addAgent(
  stage: Stage,
  user: User,
  plan: Omit<ParticipantPlan, 'random' | 'medium' | 'purpose' | 'user' | 'queue'> & { purpose?: string },
): void {
  add(stage, { purpose: 'agent', role: 'agent', user, queue: stage.queue, ...plan });
}

/** Somebody who was called by name and not through the queue. */
function addUser(
  stage: Stage,
  user: User,
  plan: Omit<ParticipantPlan, 'random' | 'medium' | 'purpose' | 'user' | 'queue'>,
): void {
  add(stage, { purpose: 'user', role: 'agent', user, ...plan });
}

function close(stage: Stage): Conversation {
  const { random, organization, medium, participants, startedAt } = stage;
  const id = random.uuid();
  const divisionId = organization.division.id;
  return {
    id,
    startTime: new Date(startedAt).toISOString(),
    state: 'active',
    address: participants[0]?.address ?? '',
    recordingState: medium.key === 'calls' ? 'ACTIVE' : 'NONE',
    securePause: false,
    participants,
    divisions: [
      {
        division: { id: divisionId, selfUri: `/api/v2/authorization/divisions/${divisionId}` },
        entities: [{ id }],
      },
    ],
    selfUri: `/api/v2/conversations/${id}`,
  };
}

/** The agent let it ring out, the queue offered it again, and the same agent answered. */
export function answeredAtSecondTry(stage: Stage, user: User): Conversation {
  const at = (seconds: number) => stage.startedAt + seconds * 1000;
  addQueue(stage, at(2), at(10));
  addAgent(stage, user, { startedAt: at(10), endedAt: at(40), disconnectType: 'transfer.noanswer' });
  addQueue(stage, at(40), at(55));
  addAgent(stage, user, { startedAt: at(55), connectedAt: at(58) });
  return close(stage);
}

/**
 * First agent, transfer to a second one, and back to the first: three agent participants, one
 * alive.
 */
export function transferredAndBack(stage: Stage, first: User, second: User): Conversation {
  const at = (seconds: number) => stage.startedAt + seconds * 1000;
  addQueue(stage, at(2), at(15));
  addAgent(stage, first, {
    startedAt: at(15),
    connectedAt: at(18),
    endedAt: at(200),
    disconnectType: 'transfer',
  });
  addAgent(stage, second, {
    startedAt: at(200),
    connectedAt: at(205),
    endedAt: at(420),
    disconnectType: 'transfer',
  });
  addAgent(stage, first, { startedAt: at(420), connectedAt: at(424) });
  return close(stage);
}

/**
 * A consultation: both agents are connected; the second one came outside the queue, which the
 * platform calls `user`.
 */
export function twoAgentsAtOnce(stage: Stage, first: User, second: User): Conversation {
  const at = (seconds: number) => stage.startedAt + seconds * 1000;
  addQueue(stage, at(2), at(20));
  addAgent(stage, first, { startedAt: at(20), connectedAt: at(22) });
  addAgent(stage, second, { purpose: 'user', startedAt: at(240), connectedAt: at(246) });
  return close(stage);
}

/** The agent has put the customer on hold. */
export function onHold(stage: Stage, user: User): Conversation {
  const at = (seconds: number) => stage.startedAt + seconds * 1000;
  addQueue(stage, at(2), at(9));
  addAgent(stage, user, { startedAt: at(9), connectedAt: at(12), held: true });
  return close(stage);
}

/** The agent will come back to it later. */
export function parkedEmail(stage: Stage, user: User): Conversation {
  const at = (seconds: number) => stage.startedAt + seconds * 1000;
  addQueue(stage, at(5), at(600));
  addAgent(stage, user, { startedAt: at(600), connectedAt: at(640), state: 'parked' });
  return close(stage);
}

/** Values that clients do not know: the platform's weekly releases add states and purposes. */
export function withUnknownEnums(stage: Stage, user: User): Conversation {
  const at = (seconds: number) => stage.startedAt + seconds * 1000;
  add(stage, {
    purpose: 'virtualassistant',
    name: 'Harbour Assistant',
    startedAt: at(1),
    connectedAt: at(1),
    state: 'hyperconnected',
  });
  addQueue(stage, at(40), at(60));
  addAgent(stage, user, { startedAt: at(60), connectedAt: at(64) });
  return close(stage);
}
