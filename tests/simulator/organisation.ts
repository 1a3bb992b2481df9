import type { SeededRandom } from './seeded-random.ts';

/** A person of the simulated organisation. */
export type User = {
  id: string;
  name: string;
  email: string;
  title: string;
  department: string;
  kind: 'supervisor' | 'agent';
  /** `domain:entity:action` strings; the cobrowse capability is the `cobrowse:session:*` ones. */
  permissions: readonly string[];
};

export type Queue = { id: string; name: string };

export type Organisation = {
  id: string;
  name: string;
  division: { id: string; name: string };
  users: readonly User[];
  agents: readonly User[];
  queues: readonly Queue[];
};

/** The supervisor who may do everything. */
export const SUPERVISOR_ID = 'aaaaaaaa-0000-4000-8000-000000000001';
/** The supervisor whom nobody gave the Cobrowse capability. */
export const SUPERVISOR_WITHOUT_COBROWSE_ID = 'aaaaaaaa-0000-4000-8000-000000000002';

const COBROWSE_PERMISSIONS = [
  'cobrowse:session:add',
  'cobrowse:session:view',
  'cobrowse:session:edit',
  'cobrowse:session:delete',
];

const SUPERVISOR_PERMISSIONS = [
  'analytics:agentState:view',
  'analytics:conversationAggregate:view',
  'analytics:conversationDetail:view',
  'analytics:queueObservation:view',
  'chat:chat:access',
  'chat:1on1Message:add',
  'conversation:cobrowse:add',
  'conversation:cobrowse:view',
  'conversation:communication:view',
  'directory:user:view',
  'routing:queue:view',
];

const AGENT_PERMISSIONS = [
  'chat:chat:access',
  'chat:1on1Message:add',
  'cobrowse:session:view',
  'conversation:communication:view',
  'directory:user:view',
];

const EMAIL_DOMAIN = 'harbourline.example';

/** The first twelve hold the awkward ones (very long, non-Latin, apostrophe, diacritics), whatever the seed. */
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

const QUEUE_NAMES = [
  'Billing',
  'Claims',
  'Technical Support',
  'Onboarding',
  'Renewals',
  'Fraud and Security',
  'Premium Care',
];

/**
 * Makes the people and queues of an organisation.
 * @param random decides ids, the order of names and who sits where
 * @param agentCount how many agents; their ids count up from 1
 */
export function createOrganisation(random: SeededRandom, agentCount: number): Organisation {
  const division = { id: random.uuid(), name: 'Home' };
  const queues = QUEUE_NAMES.map((name) => ({ id: random.uuid(), name }));
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
    };
  });

  const supervisors: User[] = [
    {
      id: SUPERVISOR_ID,
      name: 'Dana Whitfield',
      email: `dana.whitfield@${EMAIL_DOMAIN}`,
      title: 'Contact Centre Supervisor',
      department: 'Customer Care',
      kind: 'supervisor',
      permissions: [...SUPERVISOR_PERMISSIONS, ...COBROWSE_PERMISSIONS],
    },
    {
      id: SUPERVISOR_WITHOUT_COBROWSE_ID,
      name: 'Femi Okoro',
      email: `femi.okoro@${EMAIL_DOMAIN}`,
      title: 'Contact Centre Supervisor',
      department: 'Claims',
      kind: 'supervisor',
      permissions: SUPERVISOR_PERMISSIONS,
    },
  ];

  return {
    id: random.uuid(),
    name: 'Harbourline Insurance',
    division,
    queues,
    agents,
    users: [...supervisors, ...agents],
  };
}

/** The user with this id (letter case does not matter), or undefined. */
export function findUser(organisation: Organisation, userId: string): User | undefined {
  const wanted = userId.toLowerCase();
  return organisation.users.find((user) => user.id === wanted);
}

/** True when the user may take the supervisor's part in a cobrowse session. */
export function hasCobrowseCapability(user: User): boolean {
  return user.permissions.includes('cobrowse:session:add');
}
