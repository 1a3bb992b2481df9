import { REGIONS } from '../environment/regions';
import type { Failure } from '../errors/failure';
import { PERMISSIONS } from '../genesys-cloud/grants';
import { SCOPES } from '../genesys-cloud/scopes';
import { UUID } from '../schema/uuid';
import { type Policy, policySchema } from '../settings/policy';
import type { Settings } from '../settings/settings';
import { sourceNames } from './api-checks';
import type { Check, CheckPart } from './model';
import type { Versions } from './versions';

/**
 * The input of the diagnostics. Much of it is private: this file decides what is included, word by
 * word.
 */
export type DiagnosticsInput = {
  versions: Versions;
  settings: Settings;
  policy: Policy;
  signedIn: boolean;
  checks: readonly Check[];
  /** Failures of starts that failed or wait. */
  failures: readonly Failure[];
  counts: { conversations: number; sessions: number };
  /** Milliseconds since the epoch. */
  now: number;
};

/** The platform's codes are dotted words; anything else is omitted. */
const API_CODE = /^[a-z]+(?:\.[a-z]+)+$/;

/** Names from this program's own lists, which identify nobody. */
const knownNames = (): readonly string[] => [
  ...SCOPES.map(({ name }) => name),
  ...PERMISSIONS.flatMap(({ names }) => names),
  ...sourceNames(),
];

/**
 * Returns a text to send to support. It consists of words in this program, numbers, and the
 * platform's codes: no token, no name, no id of a person, organization, client or conversation, and
 * no custom host can get in.
 */
export function diagnosticsText(input: DiagnosticsInput): string {
  const { versions, settings, policy, signedIn, checks, failures, counts, now } = input;
  return [
    'Cobrowse for Genesys Cloud: diagnostics',
    `Time: ${new Date(now).toISOString()}`,
    `Extension: ${versions.extension}`,
    `Browser: ${versions.browser}`,
    `System: ${versions.system}`,
    `Environment: ${environmentOf(settings)}`,
    `Sign-in: ${settings.signIn.method}, ${signedIn ? 'signed in' : 'signed out'}`,
    `Cobrowse service: ${settings.cobrowseService}`,
    `Policy sets: ${policyNames(policy)}`,
    `Policy problems: ${policyProblems(policy)}`,
    `Conversations: ${counts.conversations}, sessions: ${counts.sessions}`,
    '',
    'Checks',
    ...checks.flatMap(linesOf),
    '',
    'Latest failures',
    ...(failures.length === 0 ? ['none'] : failures.map(codesOf)),
  ].join('\n');
}

function environmentOf({ environment }: Settings): string {
  if (environment.kind === 'custom') return 'custom host';
  return REGIONS.find(({ key }) => key === environment.region)?.key ?? 'unknown region';
}

/** The names of what the organization has set; the values may be its own words. */
function policyNames(policy: Policy): string {
  const names = Object.keys(policySchema.shape).filter((name) => policy[name as keyof Policy] !== undefined);
  return names.join(', ') || 'nothing';
}

/** The names of incorrect values, and what is wrong with them; never the values. */
function policyProblems({ problems = [] }: Policy): string {
  const known = Object.keys(policySchema.shape);
  const reported = problems.map(({ name, kind }) => (known.includes(name) ? `${name} ${kind}` : kind));
  return reported.join(', ') || 'none';
}

function linesOf({ id, state, parts, failure }: Check): string[] {
  const codes = failure ? ` (${codesOf(failure)})` : '';
  return [`${state}: ${id}${codes}`, ...(parts ?? []).flatMap(lineOfPart)];
}

function lineOfPart({ name, state }: CheckPart): string[] {
  return knownNames().includes(name) ? [`  ${state}: ${name}`] : [];
}

function codesOf({ code, status, apiCode, correlationId }: Failure): string {
  return [
    code,
    status,
    apiCode && API_CODE.test(apiCode) && apiCode,
    // Correlation ids are UUIDs.
    correlationId && UUID.test(correlationId) && correlationId,
  ]
    .filter(Boolean)
    .join(', ');
}
