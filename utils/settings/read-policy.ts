import { parseCustomHost } from '../environment/environment';
import { isAnchorSelector, MAX_ANCHORS } from './anchor-selector';
import {
  FEATURES,
  type Feature,
  type Policy,
  type PolicyProblem,
  type PolicyValues,
  policySchema,
} from './policy';
import {
  lettersOf,
  type Reading,
  readAttention,
  readBoolean,
  readClientId,
  readDays,
  readHost,
  readIconOpens,
  readList,
  readMinutes,
  readNotice,
  readRegion,
  readService,
} from './policy-values';

const NAMES = Object.keys(policySchema.shape) as (keyof PolicyValues)[];

/** Values that contain no secret even if they are wrong, and may be quoted. */
const QUOTED: readonly string[] = NAMES.filter(
  (name) => !['customHost', 'clientId', 'noticeText'].includes(name),
);
/** Longest quote from a policy, in characters. */
const MAX_QUOTE_LENGTH = 40;
/** The most problems to report; the rest are similar. */
const MAX_PROBLEMS = 20;

/** Without these, users would sign in where they choose and not where the organization says. */
const BLOCKING: readonly string[] = ['region', 'customHost', 'clientId', 'cobrowseService'];

const READERS: {
  [N in Exclude<keyof PolicyValues, 'disabledFeatures' | 'desktopAnchors'>]: (
    value: unknown,
  ) => Reading<NonNullable<PolicyValues[N]>>;
} = {
  region: readRegion,
  customHost: readHost,
  clientId: readClientId,
  cobrowseService: readService,
  allowRemoteControl: (value) => readBoolean(value, false),
  controlAllowed: (value) => readBoolean(value, false),
  timeoutInMinutes: readMinutes,
  maxTimeoutInMinutes: readMinutes,
  purposeRequired: (value) => readBoolean(value, true),
  inviteWithStart: (value) => readBoolean(value, false),
  tellMonitoredAgents: (value) => readBoolean(value, true),
  noticeText: readNotice,
  historyDays: readDays,
  iconOpens: readIconOpens,
  attentionHoldSeconds: (value) => readAttention(value, 'holdSeconds'),
  attentionAlertingSeconds: (value) => readAttention(value, 'alertingSeconds'),
  attentionHandledMinutes: (value) => readAttention(value, 'handledMinutes'),
};

/**
 * Reads a policy value by value. Accepts plain forms such as `"false"`, `0`, `"15"`. Replaces what
 * cannot be understood by the safe choice: control is forbidden, a time limit is the default, a
 * purpose is required, all features are off, and if environment, client or service cannot be read,
 * nothing is accessed at all. Reports each such value in `problems`. `null` counts as not set.
 */
export function readPolicy(managed: Record<string, unknown>): Policy {
  const problems: PolicyProblem[] = [];
  const policy: Record<string, unknown> & { disabledFeatures?: Feature[] } = {};
  for (const [name, value] of namedValues(managed, problems)) {
    if (name === 'disabledFeatures') {
      policy[name] = [...new Set([...(policy.disabledFeatures ?? []), ...readFeatures(value, problems)])];
      continue;
    }
    if (name === 'desktopAnchors') {
      policy[name] = readAnchors(value, problems);
      continue;
    }
    if (name === 'customHost') {
      const region = regionOfOwnHost(value);
      if (region !== undefined) {
        policy.region ??= region;
        continue;
      }
    }
    const reading = READERS[name](value);
    if (reading.value !== undefined) policy[name] = stricter(name, policy[name], reading.value);
    if (reading.ok) continue;
    problems.push({
      name,
      kind: reading.kind,
      given: QUOTED.includes(name) ? quote(value) : null,
      taken: name === 'noticeText' ? null : reading.value === undefined ? null : String(reading.value),
      // A custom host is used only if there is no region.
      blocks: BLOCKING.includes(name) && !(name === 'customHost' && policy.region !== undefined),
    });
  }
  return {
    ...(policy as PolicyValues),
    ...(problems.length > 0 && { problems: worstFirst(problems).slice(0, MAX_PROBLEMS) }),
  };
}

/** Blocking problems come first: they must be among those that are reported. */
const worstFirst = (problems: PolicyProblem[]) =>
  problems.toSorted((a, b) => Number(b.blocks) - Number(a.blocks));

/** If a limit is given twice, in different spellings, both apply. */
const LIMITS: readonly (keyof PolicyValues)[] = [
  'controlAllowed',
  'maxTimeoutInMinutes',
  'tellMonitoredAgents',
  'disabledFeatures',
];

function stricter(name: keyof PolicyValues, before: unknown, value: unknown): unknown {
  if (name === 'controlAllowed') return before === false ? false : value;
  if (name === 'tellMonitoredAgents') return before === true ? true : value;
  if (typeof before === 'number' && typeof value === 'number') return Math.min(before, value);
  return value;
}

/**
 * Returns the values by their correct names, in the order of the schema; a limit comes once for
 * each of its spellings. Capitals and hyphens do not matter.
 */
function namedValues(
  managed: Record<string, unknown>,
  problems: PolicyProblem[],
): [keyof PolicyValues, unknown][] {
  const found = new Map<keyof PolicyValues, unknown[]>();
  const isSet = (value: unknown) => value !== undefined && value !== null;
  for (const name of NAMES)
    if (Object.hasOwn(managed, name) && isSet(managed[name])) found.set(name, [managed[name]]);
  for (const [written, value] of Object.entries(managed)) {
    if (NAMES.some((name) => name === written) || !isSet(value)) continue;
    const meant = NAMES.find((name) => lettersOf(name) === lettersOf(written));
    const before = meant && found.get(meant);
    if (meant && (!before || LIMITS.includes(meant))) found.set(meant, [...(before ?? []), value]);
    else problems.push({ name: cut(written), kind: 'unknown-name', given: null, taken: null, blocks: false });
  }
  return NAMES.flatMap((name) =>
    (found.get(name) ?? []).map((value): [keyof PolicyValues, unknown] => [name, value]),
  );
}

/** Words for all features at once. */
const ALL_FEATURES = ['all', '*'];

/**
 * Reads the features: known items count beside unknown ones; if it is not a list at all, everything
 * is off.
 */
function readFeatures(value: unknown, problems: PolicyProblem[]): Feature[] {
  const problem = (kind: PolicyProblem['kind'], given: unknown, taken: string | null) =>
    problems.push({ name: 'disabledFeatures', kind, given: quote(given), taken, blocks: false });
  const items = readList(value);
  if (items === null) {
    problem('unreadable', value, ALL_FEATURES[0] ?? null);
    return [...FEATURES];
  }
  const isKnown = (item: string) => FEATURES.some((feature) => lettersOf(feature) === lettersOf(item));
  // Splits an item that is unknown as a whole and may contain several.
  const single = items.flatMap((item) => {
    if (typeof item !== 'string' || isKnown(item)) return [item];
    const parts = item.split(/[\s,;|]+/).filter(Boolean);
    return parts.some(isKnown) ? parts : [item];
  });
  const off = single.flatMap((item): Feature[] => {
    if (typeof item === 'string' && ALL_FEATURES.includes(item.trim().toLowerCase())) return [...FEATURES];
    const known =
      typeof item === 'string' && FEATURES.find((feature) => lettersOf(feature) === lettersOf(item));
    if (!known) problem('unknown-item', item, null);
    return known ? [known] : [];
  });
  return [...new Set(off)];
}

/**
 * Reads the selectors for the button in the desktop: good ones count beside others. A text is one
 * selector per line, as a selector can contain any other separator.
 */
function readAnchors(value: unknown, problems: PolicyProblem[]): string[] {
  const problem = (kind: PolicyProblem['kind'], given: unknown) =>
    problems.push({ name: 'desktopAnchors', kind, given: quote(given), taken: null, blocks: false });
  const isText = typeof value === 'string' && !value.trim().startsWith('["');
  const items = isText ? value.split('\n') : readList(value);
  if (items === null) {
    problem('unreadable', value);
    return [];
  }
  const selectors = items.flatMap((item) => {
    const text = typeof item === 'string' ? item.trim().replace(/\s+/g, ' ') : null;
    if (text === '') return [];
    if (text !== null && isAnchorSelector(text)) return [text];
    problem('unknown-item', item);
    return [];
  });
  const anchors = [...new Set(selectors)];
  if (anchors.length > MAX_ANCHORS) problem('corrected', `${anchors.length} selectors`);
  return anchors.slice(0, MAX_ANCHORS);
}

/** A custom host that belongs to the platform is read as its region. */
function regionOfOwnHost(customHost: unknown): PolicyValues['region'] {
  const read = typeof customHost === 'string' ? parseCustomHost(customHost) : null;
  return read && !read.ok ? read.region : undefined;
}

/** Quotes a value as it is in a policy file, shortened to fit a line. */
function quote(value: unknown): string {
  return cut(JSON.stringify(value) ?? typeof value);
}

function cut(text: string): string {
  const line = text.replace(/[\p{C}\p{Z}]+/gu, ' ').toWellFormed();
  return line.length > MAX_QUOTE_LENGTH ? `${line.slice(0, MAX_QUOTE_LENGTH).toWellFormed()}…` : line;
}
