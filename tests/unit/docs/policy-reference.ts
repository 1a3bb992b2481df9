import * as z from 'zod/mini';
import { locksOf } from '@/utils/settings/locks';
import { applyPolicy, type PolicyValues, policySchema } from '@/utils/settings/policy';
import { readPolicy } from '@/utils/settings/read-policy';
import { DEFAULT_SETTINGS } from '@/utils/settings/settings';

type PolicyKey = keyof PolicyValues;

/** What browsers know of a value: `public/managed-schema.json`. */
export type ManagedSchema = {
  properties: Record<string, { title: string; description: string; type: string }>;
};

/** What the code knows of a value, as a JSON schema. */
type OwnSchema = {
  type?: string;
  enum?: string[];
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  items?: OwnSchema;
};

const OWN = z.toJSONSchema(policySchema).properties as unknown as Record<PolicyKey, OwnSchema>;

export const POLICY_KEYS = Object.keys(OWN) as PolicyKey[];

/** What applies where no policy is set. */
const UNSET = applyPolicy(DEFAULT_SETTINGS, {});

const code = (value: unknown) => `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
const chosen = (value: unknown) => `${code(value)}, unless the supervisor chooses otherwise`;

/** What no schema knows: who notices a value, and an example of it. */
export const FACTS: {
  [K in PolicyKey]: {
    example: NonNullable<PolicyValues[K]>;
    /** What applies without the value. */
    unset: string;
    /** Allowed values, where the schema does not say them. */
    allowed?: string;
    supervisors: string;
    agents: string;
  };
} = {
  region: {
    example: 'eu_west_1',
    unset: 'each supervisor chooses a region or enters a custom host',
    supervisors: 'sign in to this region only',
    agents: 'nothing',
  },
  customHost: {
    example: 'genesys.example.com',
    unset: 'as for `region`',
    allowed:
      'a host name, with `:port` if needed; `https` only. A host of Genesys Cloud itself counts as its region. If `region` is set too, `region` applies',
    supervisors: 'sign in to this host only',
    agents: 'nothing',
  },
  clientId: {
    example: '12345678-1234-4abc-8def-1234567890ab',
    unset: 'each supervisor enters it',
    allowed: 'the ID of the OAuth client: 32 hexadecimal digits in five groups',
    supervisors: 'need not enter it, and cannot sign in with another',
    agents: 'nothing',
  },
  cobrowseService: {
    example: 'screen',
    unset: chosen(UNSET.cobrowseService),
    supervisors:
      'use this service. With `auto`, the extension uses what the organization has, and supervisors choose between the agent’s side and the customer’s page where both are possible',
    agents: 'nothing of the policy itself; what they share depends on the service',
  },
  allowRemoteControl: {
    example: false,
    unset: chosen(UNSET.session.allowRemoteControl),
    supervisors: 'start with this. For a single start they can choose otherwise, within `controlAllowed`',
    agents: 'read in the invitation whether their page may be controlled',
  },
  controlAllowed: {
    example: false,
    unset: '`true`',
    supervisors:
      'with `false`: cannot start or join a session with control. Live Screen Monitoring never has control; with Genesys Cloud co-browse, the customer grants it in the viewer',
    agents: 'with `false`: the invitation says “view only”',
  },
  timeoutInMinutes: {
    example: 15,
    unset: chosen(UNSET.session.timeoutInMinutes),
    supervisors:
      'start with this time limit. For a single start they can choose another, within `maxTimeoutInMinutes`',
    agents: 'read in the message until when the session lasts',
  },
  maxTimeoutInMinutes: {
    example: 30,
    unset: code(OWN.maxTimeoutInMinutes.maximum),
    supervisors: 'can choose no longer time. Live sessions are shortened when the limit changes',
    agents: 'read in the message until when the session lasts',
  },
  purposeRequired: {
    example: true,
    unset: chosen(UNSET.invite.askPurpose),
    supervisors: 'with `true`: choose a purpose before each start. The history keeps it',
    agents: 'read the purpose in the message, where there is one',
  },
  inviteWithStart: {
    example: true,
    unset: chosen(UNSET.invite.withStart ?? true),
    supervisors: 'with `false`: send or copy the invitation themselves',
    agents: 'with `true`: get the invitation as a Genesys chat message when the session starts',
  },
  tellMonitoredAgents: {
    example: true,
    unset: '`true`; supervisors cannot change it',
    supervisors: 'read in the settings and before a start whether agents are told',
    agents:
      'with `false`: get no message from the extension when their screens are viewed. Whether Genesys Cloud tells them is its own setting. Check the law and your agreements with employees first',
  },
  noticeText: {
    example: 'Sessions are for coaching. Questions: works council.',
    unset: 'no sentence, unless the supervisor writes one',
    supervisors: 'read it in the settings',
    agents: 'read it in every message from the extension',
  },
  historyDays: {
    example: 90,
    unset: chosen(UNSET.history.keepForDays),
    allowed: '0 (for ever) or a whole number of days',
    supervisors: 'find older sessions deleted from the history on their computer',
    agents: 'nothing',
  },
  desktopAnchors: {
    example: ['[data-qa-id="conversation-actions"]', 'main .toolbar'],
    unset: 'the built-in places only',
    allowed:
      'at most 10 selectors of elements, classes, ids and attributes, joined by `>`, `+`, `~` or a space; each at most 200 characters, with at least one class, id or attribute. No pseudo-classes, commas or escapes',
    supervisors: 'find the button in the first of these places that the Genesys desktop has',
    agents: 'nothing',
  },
  iconOpens: {
    example: 'side-panel',
    unset: chosen(UNSET.iconOpens),
    supervisors: 'get this when they press the toolbar icon',
    agents: 'nothing',
  },
  attentionHoldSeconds: {
    example: 120,
    unset: chosen(UNSET.attention.holdSeconds ?? 0),
    supervisors: 'see a conversation under “Needs attention” after this time on hold; 0 turns it off',
    agents: 'nothing',
  },
  attentionAlertingSeconds: {
    example: 30,
    unset: chosen(UNSET.attention.alertingSeconds ?? 0),
    supervisors:
      'see a conversation under “Needs attention” after it has been alerting for this time; 0 turns it off',
    agents: 'nothing',
  },
  attentionHandledMinutes: {
    example: 20,
    unset: chosen(UNSET.attention.handledMinutes ?? 0),
    supervisors: 'see a conversation under “Needs attention” after this time with an agent; 0 turns it off',
    agents: 'nothing',
  },
  disabledFeatures: {
    example: ['practice', 'history-export'],
    unset: 'nothing is turned off',
    supervisors: 'do not find these features',
    agents: 'with `chat-invitation`: get invitations only as a link that the supervisor sends',
  },
};

/** What each feature is, in the order of the schema. */
const FEATURES: Record<NonNullable<PolicyValues['disabledFeatures']>[number], string> = {
  'desktop-button': 'the *Cobrowse* button in the Genesys desktop',
  'chat-invitation': 'sending invitations as Genesys chat messages; copying them stays',
  'client-credentials': 'signing in with client ID and secret',
  practice: 'practice with made-up agents',
  'history-export': 'exporting the history',
  notifications: 'notifications of the browser',
};

/** What a value is called in the three ways to write it down. */
const TYPES: Record<string, { name: string; json: string; registry: string; list: string }> = {
  string: { name: 'text', json: 'string', registry: '`REG_SZ`', list: '`<string>`' },
  boolean: {
    name: 'truth value',
    json: '`true` or `false`',
    registry: '`REG_DWORD`, 1 or 0',
    list: '`<true/>` or `<false/>`',
  },
  integer: { name: 'whole number', json: 'number', registry: '`REG_DWORD`', list: '`<integer>`' },
  array: {
    name: 'list of texts',
    json: 'array of strings',
    registry: 'a key of that name with the `REG_SZ` values `1`, `2`, …',
    list: '`<array>` of `<string>`',
  },
};

const typeOf = (key: PolicyKey) => TYPES[OWN[key].type ?? 'string'] ?? TYPES.string;

function allowedOf(key: PolicyKey): string {
  const own = OWN[key];
  const said = FACTS[key].allowed;
  if (said) return said;
  if (own.enum) return own.enum.map(code).join(', ');
  if (own.items?.enum) return `any of ${own.items.enum.map(code).join(', ')}`;
  if (own.type === 'boolean') return '`true`, `false`';
  if (own.maxLength !== undefined) return `at most ${own.maxLength} characters`;
  // What the schema allows, reading may narrow: a time of one second is none that anybody sees.
  const least = readPolicy({ [key]: 1 })[key];
  const range = `${least} to ${own.maximum}`;
  return own.minimum === 0 ? `0, or ${range}` : range;
}

/** A value that is none of any type. */
const UNREADABLE = { value: 'unreadable' };

function unreadableOf(key: PolicyKey): string {
  const { problems = [], ...taken } = readPolicy({ [key]: UNREADABLE });
  if (problems.some(({ blocks }) => blocks)) return 'nobody can sign in until it is corrected';
  const value = taken[key];
  if (Array.isArray(value))
    return value.length === 0 ? 'as if it were not set' : 'all features are turned off';
  return value === '' ? 'as if it were empty' : code(value);
}

function settingOf(key: PolicyKey): string {
  return Object.values(locksOf({ [key]: FACTS[key].example })).some(Boolean)
    ? 'shown as “Managed by your organization”; supervisors cannot change the setting'
    : 'shown as “Managed by your organization”; limits or adds to what supervisors choose';
}

function sectionOf(key: PolicyKey, { properties }: ManagedSchema): string {
  const { title, description } = properties[key] ?? { title: '', description: '' };
  const { example, unset, supervisors, agents } = FACTS[key];
  const rows = [
    ['Type', typeOf(key)?.name ?? ''],
    ['Allowed values', allowedOf(key)],
    ['Not set', unset],
    ['Example', `\`${JSON.stringify({ [key]: example })}\``],
    ['In the settings', settingOf(key)],
    ['Supervisors', supervisors],
    ['Agents', agents],
    ['Value that cannot be read', unreadableOf(key)],
  ];
  const features =
    key === 'disabledFeatures'
      ? `\n\n| feature | what is turned off |\n| --- | --- |\n${Object.entries(FEATURES)
          .map(([name, about]) => `| \`${name}\` | ${about} |`)
          .join('\n')}`
      : '';
  return `### ${code(key)}\n\n${title}. ${description}\n\n| | |\n| --- | --- |\n${rows
    .map(([name, text]) => `| ${name} | ${text?.replaceAll('|', '\\|')} |`)
    .join('\n')}${features}`;
}

/** Writes the policy reference from what the code and the browsers' schema say. */
export function writePolicyReference(schema: ManagedSchema): string {
  const overview = POLICY_KEYS.map(
    (key) =>
      `| [${code(key)}](#${key.toLowerCase()}) | ${schema.properties[key]?.title} | ${typeOf(key)?.name} | ${FACTS[key].unset} |`,
  );
  const types = Object.values(TYPES).map(
    ({ name, json, registry, list }) => `| ${name} | ${json} | ${registry} | ${list} |`,
  );
  return `<!-- Written by \`npm run docs\`. Change the code, or the facts in tests/unit/docs/policy-reference.ts. -->

# Policy reference

Every value that an organization can set for the extension. The
[administrator guide](administrator-guide.md#3-write-the-policy) says how to write the policy and where each
system keeps it. All values are optional. The names are the same on every system.

- A value from the policy overrides the supervisor's own. When you remove it, the supervisor's own value
  applies again.
- The settings page lists every value under *Managed by your organization*, and says which it could not read.
- The extension enforces limits whenever a session is created or joined, however the start was requested.

| name | title | type | if it is not set |
| --- | --- | --- | --- |
${overview.join('\n')}

## How to write values

| type | JSON | Windows registry | macOS property list |
| --- | --- | --- | --- |
${types.join('\n')}

- **Spelling**: capitals and hyphens in names do not matter. The extension reads \`"false"\`, \`0\`, \`" 15 "\`,
  \`"20 min"\` and \`EU-West-1\` as what they mean, where the browser hands them over.
- **Wrong type**: Chrome and Edge drop a value whose type is not the one in this reference before the
  extension sees it. \`chrome://policy\` and \`edge://policy\` show that. Firefox hands over every value.
- **Out of range**: a number becomes the nearest allowed one. In a list, an unknown item is ignored and the
  others apply.
- **Not readable**: the extension takes the safe choice, which is in the tables below, and says so on the
  settings page. \`null\` counts as not set.
- **Unknown name**: it is ignored, and the settings page says so where the browser hands it over.

## Values

${POLICY_KEYS.map((key) => sectionOf(key, schema)).join('\n\n')}
`;
}
