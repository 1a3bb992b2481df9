import * as z from 'zod/mini';
import { parseCustomHost } from '../environment/environment';
import { REGIONS, type RegionKey } from '../environment/regions';
import { lazySchema } from '../schema/lazy-schema';
import { UUID } from '../schema/uuid';
import { DEFAULT_APPEARANCE, DENSITIES, THEMES } from './appearance';

/** The keys of all regions, as a schema needs them. */
export const REGION_KEYS = REGIONS.map(({ key }) => key) as [RegionKey, ...RegionKey[]];

/** Limits of a cobrowse session's length, in minutes. */
export const TIMEOUT_MINUTES = { min: 1, max: 480, choices: [5, 10, 15, 30, 60] } as const;

/** What a cobrowse session may do and how long it lasts. */
export const sessionSettingsSchema = lazySchema(() =>
  z.object({
    /** Whether the supervisor may control the page; view-only otherwise. */
    allowRemoteControl: z.boolean(),
    /** Hard limit after which the service ends the session. */
    timeoutInMinutes: z.int().check(z.minimum(TIMEOUT_MINUTES.min), z.maximum(TIMEOUT_MINUTES.max)),
  }),
);

export type SessionSettings = z.output<typeof sessionSettingsSchema>;

/** How long the history keeps a session, in days; `null` is for ever. */
export const HISTORY_DAYS = { fallback: 90, choices: [30, 90, 180, 365, null] } as const;

const historySettingsSchema = lazySchema(() =>
  z.object({
    keepForDays: z.nullable(z.int().check(z.minimum(1))),
  }),
);

/** Limits of the times after which a conversation needs the supervisor: from 5 seconds to a day. */
export const ATTENTION_LIMITS = {
  seconds: { min: 5, max: 86_400 },
  minutes: { min: 1, max: 1_440 },
  holdChoices: [30, 60, 120, 180, 300, 600],
  alertingChoices: [10, 15, 20, 30, 45, 60],
  handledChoices: [10, 15, 20, 30, 45, 60],
} as const;

const attentionSeconds = lazySchema(() =>
  z.int().check(z.minimum(ATTENTION_LIMITS.seconds.min), z.maximum(ATTENTION_LIMITS.seconds.max)),
);
const attentionMinutes = lazySchema(() =>
  z.int().check(z.minimum(ATTENTION_LIMITS.minutes.min), z.maximum(ATTENTION_LIMITS.minutes.max)),
);
const attentionSettingsSchema = lazySchema(() =>
  z.object({
    /** How long a conversation may be on hold; `null` for any time. */
    holdSeconds: z.nullable(attentionSeconds),
    /** How long it may ring; `null` for any time. */
    alertingSeconds: z.nullable(attentionSeconds),
    /** How long an agent may handle it; `null` for any time. */
    handledMinutes: z.nullable(attentionMinutes),
  }),
);

/** When a conversation needs the supervisor. A flag of its agent always counts. */
export type AttentionSettings = z.output<typeof attentionSettingsSchema>;

export const DEFAULT_ATTENTION: AttentionSettings = {
  holdSeconds: 120,
  alertingSeconds: 30,
  handledMinutes: null,
};

/** Cobrowse services to choose from; `auto` uses the one that the organization has. */
export const COBROWSE_SERVICES = ['auto', 'sessions', 'screen', 'platform'] as const;

/** Longest notice that is added to an invitation, in characters. */
export const MAX_NOTICE_LENGTH = 300;

const inviteSettingsSchema = lazySchema(() =>
  z.object({
    /** Whether every start asks for its purpose. */
    askPurpose: z.boolean(),
    /** Whether a start sends the agent the invitation; missing means that it does. */
    withStart: z.optional(z.boolean()),
    /** The organization's own sentence in every invitation; empty for none. */
    notice: z.string().check(z.maxLength(MAX_NOTICE_LENGTH)),
  }),
);

const appearanceSchema = lazySchema(() =>
  z.object({
    theme: z.enum(THEMES),
    density: z.enum(DENSITIES),
    popupWidth: z.union([z.literal(400), z.literal(480), z.literal(600)]),
  }),
);

/** What pressing the toolbar icon opens. */
export const ICON_OPENS = ['popup', 'side-panel'] as const;

/** What the browser can notify about; each is chosen separately. */
export const NOTICE_KINDS = [
  /** The agent of a live session has left, or the session was ended by somebody else. */
  'agent',
  /** The customer has accepted the offer to share a page. */
  'offer-accepted',
  /** A session reaches its time limit soon. */
  'limit-near',
  /** A pinned agent has had a customer on hold for long. */
  'pinned-hold',
  /** An agent has flagged the conversation to ask for help. */
  'help',
  /** A start waits until the supervisor signs in. */
  'sign-in',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** Whose names a notification may show: the screen may be seen by others. */
export const NOTICE_NAMES = ['none', 'agent', 'agent-and-customer'] as const;

const noticeSettingsSchema = lazySchema(() =>
  z.object({
    kinds: z.array(z.enum(NOTICE_KINDS)),
    names: z.enum(NOTICE_NAMES),
  }),
);

/** No notification until somebody asks for it. */
const NO_NOTICES = { kinds: [], names: 'agent' as const };

export const uuid = lazySchema(() => z.string().check(z.regex(UUID)));
const uuidOrEmpty = lazySchema(() => z.union([z.literal(''), uuid]));

/**
 * Settings as stored, version 1. They do not contain the client secret, which is stored separately.
 */
export const settingsSchema = lazySchema(() =>
  z.object({
    version: z.literal(1),
    environment: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('region'), region: z.enum(REGION_KEYS) }),
      z.object({
        kind: z.literal('custom'),
        host: z.string().check(z.refine((host) => host === '' || parseCustomHost(host).ok)),
      }),
    ]),
    signIn: z.object({
      method: z.enum(['pkce', 'client-credentials']),
      clientId: uuidOrEmpty,
      /**
       * Key of the environment that the client ID was entered for, if that is not the one stored
       * beside it: under a policy that sets the environment. Written only by the background.
       */
      clientIdFor: z.optional(z.string()),
      /**
       * Client credentials have no user of their own; this one is the supervisor in every session.
       */
      supervisorUserId: uuidOrEmpty,
      rememberSecret: z.boolean(),
    }),
    session: sessionSettingsSchema,
    // Older settings lack these.
    history: z._default(historySettingsSchema, { keepForDays: HISTORY_DAYS.fallback }),
    cobrowseService: z._default(z.enum(COBROWSE_SERVICES), 'auto'),
    invite: z._default(inviteSettingsSchema, { askPurpose: false, notice: '' }),
    appearance: z._default(appearanceSchema, DEFAULT_APPEARANCE),
    iconOpens: z._default(z.enum(ICON_OPENS), 'popup'),
    notices: z._default(noticeSettingsSchema, NO_NOTICES),
    attention: z._default(attentionSettingsSchema, DEFAULT_ATTENTION),
  }),
);

export type Settings = z.output<typeof settingsSchema>;

/**
 * Replaces one of the platform's own hosts in stored settings by its region; older versions
 * accepted those as custom hosts. Any other host that is no longer accepted cannot be read.
 */
export function withRegionOfHost(stored: unknown): unknown {
  const parsed = z.safeParse(storedHostSchema, stored);
  if (!parsed.success) return stored;
  const read = parseCustomHost(parsed.data.environment.host);
  if (read.ok || !read.region) return stored;
  return { ...parsed.data, environment: { kind: 'region', region: read.region } };
}

const storedHostSchema = lazySchema(() =>
  z.looseObject({
    environment: z.object({ kind: z.literal('custom'), host: z.string() }),
  }),
);

export const DEFAULT_SETTINGS: Settings = {
  version: 1,
  environment: { kind: 'region', region: 'us_east_1' },
  signIn: { method: 'pkce', clientId: '', supervisorUserId: '', rememberSecret: false },
  session: { allowRemoteControl: false, timeoutInMinutes: 15 },
  history: { keepForDays: HISTORY_DAYS.fallback },
  cobrowseService: 'auto',
  invite: { askPurpose: false, notice: '' },
  appearance: DEFAULT_APPEARANCE,
  iconOpens: 'popup',
  notices: NO_NOTICES,
  attention: DEFAULT_ATTENTION,
};
