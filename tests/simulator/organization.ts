import type { RoutingStatus } from './routing-status.ts';
import type { SeededRandom } from './seeded-random.ts';

/** A person of the simulated organization. */
export type User = {
  id: string;
  name: string;
  email: string;
  title: string;
  department: string;
  kind: 'supervisor' | 'agent';
  /** `domain:entity:action` strings; the cobrowse capability is the `cobrowse:session:*` ones. */
  permissions: readonly string[];
  /** The user this one reports to. */
  managerId?: string;
  /** The language that the user has chosen, for example `de-DE`; most have chosen none. */
  languagePreference?: string;
  /** Where a test or demo has put the user; otherwise it follows from their work. */
  routingStatus?: RoutingStatus;
  teamId?: string;
  /** The queues whose conversations reach this user. */
  queueIds: readonly string[];
};

export type Queue = { id: string; name: string };

export type Organization = {
  id: string;
  name: string;
  division: { id: string; name: string };
  users: readonly User[];
  agents: readonly User[];
  queues: readonly Queue[];
  /** When all agents went on queue, in milliseconds since 1970. */
  shiftStart: number;
};

/** The supervisor who may do everything. */
export const SUPERVISOR_ID = 'aaaaaaaa-0000-4000-8000-000000000001';
/** The supervisor without the Cobrowse capability. */
const SUPERVISOR_WITHOUT_COBROWSE_ID = 'aaaaaaaa-0000-4000-8000-000000000002';

const COBROWSE_PERMISSIONS = [
  'cobrowse:session:add',
  'cobrowse:session:view',
  'cobrowse:session:edit',
  'cobrowse:session:delete',
];

/** Shows names and ids of agents in the state of agents; without it they are left out. */
export const AGENT_NAMES_PERMISSION = 'analytics:agentStateNames:view';

const SUPERVISOR_PERMISSIONS = [
  'analytics:agentState:view',
  AGENT_NAMES_PERMISSION,
  'analytics:conversationAggregate:view',
  'analytics:conversationDetail:view',
  'analytics:queueObservation:view',
  'chat:chat:access',
  'chat:1on1Message:add',
  'conversation:cobrowse:add',
  'conversation:cobrowse:view',
  'conversation:cobrowseVoice:add',
  'conversation:communication:view',
  'directory:user:view',
  'routing:queue:view',
];

/** Live Screen Monitoring, for the supervisor who may do everything. */
const SCREEN_PERMISSIONS = [
  'realtimeMonitor:screen:monitorAgent',
  'realtimeMonitor:screen:monitorConversation',
  'realtimeMonitor:screenSession:view',
  'realtimeMonitor:settings:edit',
  'realtimeMonitor:settings:view',
];

const AGENT_PERMISSIONS = [
  'chat:chat:access',
  'chat:1on1Message:add',
  'cobrowse:session:view',
  'conversation:communication:view',
  'directory:user:view',
  'realtimeMonitor:screen:participate',
];

const EMAIL_DOMAIN = 'harbourline.example';
/** The messaging network's name for the organization. */
export const JID_DOMAIN = 'harbourline.orgspan.com';

/**
 * The first twelve hold the awkward ones (very long, non-Latin, apostrophe, diacritics), whatever
 * the seed.
 */
const AGENT_NAMES: readonly (readonly [name: string, emailName: string])[] = [
  ['Maria Kowalska', 'maria.kowalska'],
  ['田中 美咲', 'misaki.tanaka'],
  ['Liam O’Connor', 'liam.oconnor'],
  ['Alexandra-Philippa Konstantinopoulou-Featherstonehaugh', 'alexandra.konstantinopoulou'],
  ['Priya Raghunathan', 'priya.raghunathan'],
  ['Søren Ødegaard', 'soren.odegaard'],
  ['Thandiwe Mokoena', 'thandiwe.mokoena'],
  ['Mateo García Hernández', 'mateo.garcia'],
  ['Yusuf Demir', 'yusuf.demir'],
  ['ليلى حداد', 'layla.haddad'],
  ['Chloé Lefèvre', 'chloe.lefevre'],
  ['Wei-Ling Tan', 'weiling.tan'],
  ['Noah Williams', 'noah.williams'],
  ['Ольга Смирнова', 'olga.smirnova'],
  ['Hannah Schneider', 'hannah.schneider'],
  ['Kwame Mensah', 'kwame.mensah'],
  ['Aoife Byrne', 'aoife.byrne'],
  ['Lucas Ferreira', 'lucas.ferreira'],
  ['Ananya Iyer', 'ananya.iyer'],
  ['Jonas Lindqvist', 'jonas.lindqvist'],
];

/** The languages of those who have chosen one, by the local part of their address. */
const LANGUAGES: Readonly<Record<string, string>> = {
  'maria.kowalska': 'pl-PL',
  'misaki.tanaka': 'ja-JP',
  'mateo.garcia': 'es-ES',
  'chloe.lefevre': 'fr-FR',
  'hannah.schneider': 'de-DE',
  'lucas.ferreira': 'pt-BR',
};

const QUEUE_NAMES = [
  'Billing',
  'Claims',
  'Technical Support',
  'Onboarding',
  'Renewals',
  'Fraud and Security',
  'Premium Care',
];

/** Where the further queues of a big organization are. */
const SITES = ['North', 'South', 'East', 'West', 'Night Shift'];
const MAX_QUEUES = 40;
/** Up to this number of agents, each serves every queue, and there are seven. */
const SMALL_ORGANIZATION = 100;
const QUEUES_PER_AGENT = 3;

/**
 * The first two thirds of the agents report to the first supervisor, but no more than this; the
 * others to the second.
 */
const MAX_DIRECT_REPORTS = 40;
const TEAM_SIZE = 20;

/**
 * Makes the people and queues of an organization.
 * @param random decides ids, the order of names and who sits where
 * @param size how many agents and supervisors; the ids of each count up from 1
 * @param shiftStart when everybody came on queue, in milliseconds since 1970
 */
export function createOrganization(
  random: SeededRandom,
  { agents: agentCount, supervisors: supervisorCount }: { agents: number; supervisors: number },
  shiftStart: number,
): Organization {
  const division = { id: random.uuid(), name: 'Home' };
  const queues = queueNames(agentCount).map((name) => ({ id: random.uuid(), name }));
  const names = [...random.shuffle(AGENT_NAMES.slice(0, 12)), ...random.shuffle(AGENT_NAMES.slice(12))];

  const agents = Array.from({ length: agentCount }, (_, index): User => {
    const round = Math.floor(index / names.length);
    const [baseName, baseEmail] = names[index % names.length] ?? ['Agent', 'agent'];
    return {
      id: `bbbbbbbb-0000-4000-8000-${String(index + 1).padStart(12, '0')}`,
      name: round === 0 ? baseName : `${baseName} ${round + 1}`,
      email: `${baseEmail}${round === 0 ? '' : round + 1}@${EMAIL_DOMAIN}`,
      title: random.pick([
        'Customer Advisor',
        'Senior Customer Advisor',
        'Claims Specialist',
        'Support Engineer',
      ]),
      department: random.pick(['Customer Care', 'Claims', 'Technical Support']),
      kind: 'agent',
      permissions: AGENT_PERMISSIONS,
      ...(LANGUAGES[baseEmail] && { languagePreference: LANGUAGES[baseEmail] }),
      ...placeOf(index, agentCount),
      queueIds: queuesOf(index, agentCount, queues),
    };
  });

  const supervisors: User[] = [
    {
      id: SUPERVISOR_ID,
      name: 'Dana Whitfield',
      email: `dana.whitfield@${EMAIL_DOMAIN}`,
      title: 'Contact Center Supervisor',
      department: 'Customer Care',
      kind: 'supervisor',
      permissions: [...SUPERVISOR_PERMISSIONS, ...SCREEN_PERMISSIONS, ...COBROWSE_PERMISSIONS],
      queueIds: [],
    },
    {
      id: SUPERVISOR_WITHOUT_COBROWSE_ID,
      name: 'Femi Okoro',
      email: `femi.okoro@${EMAIL_DOMAIN}`,
      title: 'Contact Center Supervisor',
      department: 'Claims',
      kind: 'supervisor',
      permissions: SUPERVISOR_PERMISSIONS,
      queueIds: [],
    },
    ...Array.from({ length: supervisorCount - 2 }, (_, index) => furtherSupervisor(index + 3)),
  ];

  return {
    id: random.uuid(),
    name: 'Harbourline Insurance',
    division,
    queues,
    agents,
    users: [...supervisors, ...agents],
    shiftStart,
  };
}

/** A supervisor who may do the same as the first one; nobody reports to them. */
function furtherSupervisor(number: number): User {
  // Of one length, so that no name begins another.
  const name = `Supervisor ${String(number).padStart(4, '0')}`;
  return {
    id: `aaaaaaaa-0000-4000-8000-${String(number).padStart(12, '0')}`,
    name,
    email: `supervisor${number}@${EMAIL_DOMAIN}`,
    title: 'Contact Center Supervisor',
    department: 'Customer Care',
    kind: 'supervisor',
    permissions: [...SUPERVISOR_PERMISSIONS, ...SCREEN_PERMISSIONS, ...COBROWSE_PERMISSIONS],
    queueIds: [],
  };
}

/** True when the organization has so many agents that each serves only some of the queues. */
export function isBig(organization: Organization): boolean {
  return organization.agents.length > SMALL_ORGANIZATION;
}

function queueNames(agentCount: number): string[] {
  if (agentCount <= SMALL_ORGANIZATION) return QUEUE_NAMES;
  const further = SITES.flatMap((site) => QUEUE_NAMES.map((name) => `${name} ${site}`));
  return [...QUEUE_NAMES, ...further].slice(
    0,
    Math.min(MAX_QUEUES, QUEUE_NAMES.length + Math.ceil(agentCount / 25)),
  );
}

/**
 * Ids count up instead of being drawn, so that the organization of a seed stays the same with and
 * without teams.
 */
function placeOf(index: number, agentCount: number): { managerId: string; teamId: string } {
  const firstReports = Math.min(MAX_DIRECT_REPORTS, Math.ceil((agentCount * 2) / 3));
  const first = index < firstReports;
  const team = first
    ? Math.floor(index / TEAM_SIZE)
    : Math.ceil(firstReports / TEAM_SIZE) + Math.floor((index - firstReports) / TEAM_SIZE);
  return {
    managerId: first ? SUPERVISOR_ID : SUPERVISOR_WITHOUT_COBROWSE_ID,
    teamId: `cccccccc-0000-4000-8000-${String(team + 1).padStart(12, '0')}`,
  };
}

function queuesOf(index: number, agentCount: number, queues: readonly Queue[]): string[] {
  const ids = queues.map(({ id }) => id);
  if (agentCount <= SMALL_ORGANIZATION) return ids;
  // Steps of different size, so that neighbors do not serve the same three.
  return Array.from({ length: QUEUES_PER_AGENT }, (_, nth) => ids[(index * (nth * 2 + 1) + nth) % ids.length])
    .filter((id): id is string => id !== undefined)
    .filter((id, at, all) => all.indexOf(id) === at);
}

/** Grants and revokes permissions of one user, until the organization is created again. */
export function changePermissions(user: User, add: readonly string[], remove: readonly string[]): void {
  user.permissions = [...new Set([...user.permissions, ...add])].filter((one) => !remove.includes(one));
}

/** Changes a user's language, until the organization is created again. */
export function changeLanguage(user: User, languagePreference: string): void {
  user.languagePreference = languagePreference;
}

/** Puts a user in a routing status, until the organization is made anew. */
export function changeRoutingStatus(user: User, routingStatus: RoutingStatus): void {
  user.routingStatus = routingStatus;
}

/**
 * The user's address in the messaging network, without the connection (RFC 7622: a bare JID).
 */
export function jidOf(user: User): string {
  return `${user.id}@${JID_DOMAIN}`;
}

/** The user with this id (letter case does not matter), or undefined. */
export function findUser(organization: Organization, userId: string): User | undefined {
  const wanted = userId.toLowerCase();
  return organization.users.find((user) => user.id === wanted);
}

/** True when the user may take the supervisor's part in a cobrowse session. */
export function hasCobrowseCapability(user: User): boolean {
  return user.permissions.includes('cobrowse:session:add');
}
