import * as z from 'zod/mini';
import { lazySchema } from '../schema/lazy-schema';
import { clientIdOwnerOf, environmentKeyOf } from './client-owner';
import {
  ATTENTION_LIMITS,
  type AttentionSettings,
  COBROWSE_SERVICES,
  ICON_OPENS,
  MAX_NOTICE_LENGTH,
  REGION_KEYS,
  type SessionSettings,
  type Settings,
  TIMEOUT_MINUTES,
  uuid,
} from './settings';

/** What an organization can switch off. */
export const FEATURES = [
  /** The button in the Genesys desktop. */
  'desktop-button',
  /** Sending the invitation as a Genesys chat message; copying it stays. */
  'chat-invitation',
  /** Signing in with client ID and secret. */
  'client-credentials',
  /** Practice with an imaginary organization. */
  'practice',
  /** Exporting the history. */
  'history-export',
  /** Notifications of the browser. */
  'notifications',
] as const;
export type Feature = (typeof FEATURES)[number];

const minutes = lazySchema(() =>
  z.int().check(z.minimum(TIMEOUT_MINUTES.min), z.maximum(TIMEOUT_MINUTES.max)),
);

/**
 * What an administrator can set for everybody in managed storage (`storage.managed`); all of it is
 * optional. The flat names are those in policy files, in `public/managed-schema.json` and in the
 * registry.
 */
export const policySchema = lazySchema(() =>
  z.object({
    region: z.optional(z.enum(REGION_KEYS)),
    /** Instead of a region; used only if there is none. */
    customHost: z.optional(z.string()),
    clientId: z.optional(uuid),
    cobrowseService: z.optional(z.enum(COBROWSE_SERVICES)),
    /** Whether control is allowed unless the supervisor chooses otherwise. */
    allowRemoteControl: z.optional(z.boolean()),
    /** `false` forbids control completely. */
    controlAllowed: z.optional(z.boolean()),
    /** The time limit unless the supervisor chooses otherwise, in minutes. */
    timeoutInMinutes: z.optional(minutes),
    /** The longest time limit that can be chosen, in minutes. */
    maxTimeoutInMinutes: z.optional(minutes),
    purposeRequired: z.optional(z.boolean()),
    /** Whether a start sends the agent the invitation; the user's choice unless set. */
    inviteWithStart: z.optional(z.boolean()),
    /**
     * Whether agents are told by a Genesys chat message that their screens are viewed; `true`
     * unless set. Only a policy can switch it off.
     */
    tellMonitoredAgents: z.optional(z.boolean()),
    noticeText: z.optional(z.string().check(z.maxLength(MAX_NOTICE_LENGTH))),
    /** How long the history keeps a session, in days; 0 is for ever. */
    historyDays: z.optional(z.int().check(z.minimum(0))),
    /** Selectors of places for the button in the desktop, tried before our own. */
    desktopAnchors: z.optional(z.array(z.string())),
    /** What pressing the toolbar icon opens. */
    iconOpens: z.optional(z.enum(ICON_OPENS)),
    /** How long a conversation may be on hold unnoticed, in seconds; 0 for any time. */
    attentionHoldSeconds: z.optional(z.int().check(z.minimum(0), z.maximum(ATTENTION_LIMITS.seconds.max))),
    /** How long it may ring, in seconds; 0 for any time. */
    attentionAlertingSeconds: z.optional(
      z.int().check(z.minimum(0), z.maximum(ATTENTION_LIMITS.seconds.max)),
    ),
    /** How long an agent may handle it, in minutes; 0 for any time. */
    attentionHandledMinutes: z.optional(z.int().check(z.minimum(0), z.maximum(ATTENTION_LIMITS.minutes.max))),
    disabledFeatures: z.optional(z.array(z.enum(FEATURES))),
  }),
);

/** The content of a policy file. */
export type PolicyValues = z.output<typeof policySchema>;

/** A problem in a policy. */
const policyProblemSchema = lazySchema(() =>
  z.object({
    /** The name in the policy. */
    name: z.string(),
    kind: z.enum(['unreadable', 'corrected', 'unknown-item', 'unknown-name']),
    /** The given value, shortened; `null` if it could contain something private. */
    given: z.nullable(z.string()),
    /** The value that is used instead; `null` if there is none. */
    taken: z.nullable(z.string()),
    /** Whether nothing may be accessed until it is corrected. */
    blocks: z.boolean(),
  }),
);
export type PolicyProblem = z.output<typeof policyProblemSchema>;

/** A policy as it is applied, with its problems. Also stored as the last applied policy. */
export const readPolicySchema = lazySchema(() =>
  z.extend(policySchema, {
    problems: z.optional(z.array(policyProblemSchema)),
  }),
);
export type Policy = z.output<typeof readPolicySchema>;

/** The organization has set nothing. */
export const NO_POLICY: Policy = {};

/** Returns the names of unreadable values without which nothing may be accessed. */
export function blockingNames({ problems = [] }: Policy): string[] {
  return problems.filter(({ blocks }) => blocks).map(({ name }) => name);
}

/** Whether the organization has switched a feature off. */
export function isOff(policy: Policy, feature: Feature): boolean {
  return policy.disabledFeatures?.includes(feature) ?? false;
}

/** No environment: none is accessed until an unreadable policy is corrected. */
const NOWHERE: Settings['environment'] = { kind: 'custom', host: '' };

/**
 * Returns the effective settings: the organization's where it has set any, otherwise the user's.
 */
export function applyPolicy(settings: Settings, policy: Policy): Settings {
  const blocked = blockingNames(policy);
  const environment = blocked.length > 0 ? NOWHERE : (environmentOf(policy) ?? settings.environment);
  const { clientIdFor: _owner, ...signIn } = settings.signIn;
  // A client ID that was entered for one environment is not used in another: there the user must
  // enter one.
  const ownClientId = clientIdOwnerOf(settings) === environmentKeyOf({ environment }) ? signIn.clientId : '';
  return {
    ...settings,
    environment,
    signIn: {
      ...signIn,
      ...(isOff(policy, 'client-credentials') && { method: 'pkce' }),
      clientId: policy.clientId ?? (blocked.includes('clientId') ? '' : ownClientId),
    },
    session: limitSession(
      {
        allowRemoteControl: policy.allowRemoteControl ?? settings.session.allowRemoteControl,
        timeoutInMinutes: policy.timeoutInMinutes ?? settings.session.timeoutInMinutes,
      },
      policy,
    ),
    history:
      policy.historyDays === undefined ? settings.history : { keepForDays: policy.historyDays || null },
    cobrowseService: policy.cobrowseService ?? settings.cobrowseService,
    invite: {
      askPurpose: policy.purposeRequired ?? settings.invite.askPurpose,
      notice: policy.noticeText ?? settings.invite.notice,
      ...withStart(policy.inviteWithStart ?? settings.invite.withStart),
    },
    iconOpens: policy.iconOpens ?? settings.iconOpens,
    notices: isOff(policy, 'notifications') ? { ...settings.notices, kinds: [] } : settings.notices,
    attention: attentionUnder(policy, settings.attention),
  };
}

/** Returns the organization's limits where it has set any; 0 is no limit. */
function attentionUnder(policy: Policy, own: AttentionSettings): AttentionSettings {
  const limit = (set: number | undefined, fallback: number | null) =>
    set === undefined ? fallback : set || null;
  return {
    holdSeconds: limit(policy.attentionHoldSeconds, own.holdSeconds),
    alertingSeconds: limit(policy.attentionAlertingSeconds, own.alertingSeconds),
    handledMinutes: limit(policy.attentionHandledMinutes, own.handledMinutes),
  };
}

/** The setting as it is stored: missing while nobody has chosen. */
const withStart = (value: boolean | undefined) => (value === undefined ? {} : { withStart: value });

/**
 * Returns the most that a policy allows for a session. Applied last to every start, whatever was
 * requested.
 */
export function limitSession(wanted: SessionSettings, policy: Policy): SessionSettings {
  return {
    allowRemoteControl: wanted.allowRemoteControl && policy.controlAllowed !== false,
    timeoutInMinutes: Math.min(wanted.timeoutInMinutes, policy.maxTimeoutInMinutes ?? TIMEOUT_MINUTES.max),
  };
}

/** Whether the organization has set a region or host. */
export function setsEnvironment(policy: Policy): boolean {
  return environmentOf(policy) !== null;
}

/** Returns the environment that the organization has set, or `null`. */
function environmentOf({ region, customHost }: Policy): Settings['environment'] | null {
  if (region !== undefined) return { kind: 'region', region };
  return customHost === undefined ? null : { kind: 'custom', host: customHost };
}
