import * as z from 'zod/mini';
import { parseCustomHost } from '../environment/environment';
import { clientIdOwnerOf, environmentKeyOf } from './client-owner';
import {
  COBROWSE_SERVICES,
  LONGEST_NOTICE,
  REGION_KEYS,
  type SessionSettings,
  type Settings,
  TIMEOUT_MINUTES,
  uuid,
} from './settings';

/** What an organisation can switch off. */
export const FEATURES = [
  /** The button in the Genesys desktop. */
  'desktop-button',
  /** Sending the invitation as a Genesys chat message; copying it stays. */
  'chat-invitation',
  /** Signing in with client ID and secret. */
  'client-credentials',
  /** Practice with an organisation that does not exist. */
  'practice',
  /** Exporting the history. */
  'history-export',
] as const;
export type Feature = (typeof FEATURES)[number];

const minutes = z.int().check(z.minimum(TIMEOUT_MINUTES.min), z.maximum(TIMEOUT_MINUTES.max));

/**
 * What an administrator can set for everybody by managed storage (`storage.managed`); all of it optional. The flat names are what stands
 * in policy files, in `public/managed-schema.json` and in the registry.
 */
export const policySchema = z.object({
  region: z.optional(z.enum(REGION_KEYS)),
  /** Instead of a region; counts only where there is none. */
  customHost: z.optional(z.string().check(z.refine((host) => parseCustomHost(host).ok))),
  clientId: z.optional(uuid),
  cobrowseService: z.optional(z.enum(COBROWSE_SERVICES)),
  /** Whether control is allowed unless the supervisor says otherwise. */
  allowRemoteControl: z.optional(z.boolean()),
  /** `false` forbids control altogether. */
  controlAllowed: z.optional(z.boolean()),
  /** The time limit unless the supervisor says otherwise, in minutes. */
  timeoutInMinutes: z.optional(minutes),
  /** The longest time limit anybody may choose, in minutes. */
  maxTimeoutInMinutes: z.optional(minutes),
  purposeRequired: z.optional(z.boolean()),
  noticeText: z.optional(z.string().check(z.maxLength(LONGEST_NOTICE))),
  /** How long the history keeps a session, in days; 0 is for ever. */
  historyDays: z.optional(z.int().check(z.minimum(0))),
  disabledFeatures: z.optional(z.array(z.enum(FEATURES))),
});

export type Policy = z.output<typeof policySchema>;

/** Nothing is set by the organisation. */
export const NO_POLICY: Policy = {};

/**
 * Reads a policy value by value: one that cannot be read costs itself and not the others, so that a slip of the pen in a policy file
 * lifts no other restriction. An unknown feature in the list of those that are off is passed over likewise.
 */
export function readPolicy(managed: Record<string, unknown>): Policy {
  const entries = Object.entries(policySchema.shape).flatMap(([name, schema]) => {
    const value = managed[name];
    if (value === undefined || value === null) return [];
    const known = Array.isArray(value) ? value.filter((one) => FEATURES.some((each) => each === one)) : value;
    const parsed = z.safeParse(schema as z.ZodMiniType, known);
    return parsed.success ? [[name, parsed.data]] : [];
  });
  return { ...regionOfOwnHost(managed), ...Object.fromEntries(entries) };
}

/** A custom host that is the platform's own is meant as its region. */
function regionOfOwnHost({ customHost }: Record<string, unknown>): Policy {
  const read = typeof customHost === 'string' ? parseCustomHost(customHost) : null;
  return read && !read.ok && read.region ? { region: read.region } : {};
}

/** Whether the organisation has switched a feature off. */
export function isOff(policy: Policy, feature: Feature): boolean {
  return policy.disabledFeatures?.includes(feature) ?? false;
}

/** The settings that count: the organisation's where it has said something, the user's elsewhere. */
export function applyPolicy(settings: Settings, policy: Policy): Settings {
  const environment = environmentOf(policy) ?? settings.environment;
  const { clientIdFor: _owner, ...signIn } = settings.signIn;
  // A client ID that was entered for one environment is not used in another: there it is asked for.
  const ownClientId = clientIdOwnerOf(settings) === environmentKeyOf({ environment }) ? signIn.clientId : '';
  return {
    ...settings,
    environment,
    signIn: {
      ...signIn,
      ...(isOff(policy, 'client-credentials') && { method: 'pkce' }),
      clientId: policy.clientId ?? ownClientId,
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
    },
  };
}

/** What a session may be at most under a policy: the last word on every start, whatever was asked for. */
export function limitSession(wanted: SessionSettings, policy: Policy): SessionSettings {
  return {
    allowRemoteControl: wanted.allowRemoteControl && policy.controlAllowed !== false,
    timeoutInMinutes: Math.min(wanted.timeoutInMinutes, policy.maxTimeoutInMinutes ?? TIMEOUT_MINUTES.max),
  };
}

/** The environment that the organisation has set, or `null`. */
function environmentOf({ region, customHost }: Policy): Settings['environment'] | null {
  if (region !== undefined) return { kind: 'region', region };
  return customHost === undefined ? null : { kind: 'custom', host: customHost };
}
