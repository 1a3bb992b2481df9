import * as z from 'zod/mini';
import { parseCustomHost } from '../environment/environment';
import { REGIONS, type RegionKey } from '../environment/regions';

const REGION_KEYS = REGIONS.map(({ key }) => key) as [RegionKey, ...RegionKey[]];

/** Limits of a cobrowse session's length, in minutes. */
export const TIMEOUT_MINUTES = { min: 1, max: 480, choices: [5, 10, 15, 30, 60] } as const;

/** What a cobrowse session may do and how long it lasts. */
export const sessionSettingsSchema = z.object({
  /** Whether the supervisor may control the page; view-only otherwise. */
  allowRemoteControl: z.boolean(),
  /** Hard limit after which the service ends the session. */
  timeoutInMinutes: z.int().check(z.minimum(TIMEOUT_MINUTES.min), z.maximum(TIMEOUT_MINUTES.max)),
});

export type SessionSettings = z.output<typeof sessionSettingsSchema>;

/** How long the history keeps a session, in days; `null` is for ever. */
export const HISTORY_DAYS = { fallback: 90, choices: [30, 90, 180, 365, null] } as const;

const historySettingsSchema = z.object({
  keepForDays: z.nullable(z.int().check(z.minimum(1))),
});

const uuid = z.string().check(z.regex(/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i));
const uuidOrEmpty = z.union([z.literal(''), uuid]);

/** Settings as stored, version 1. The client secret is not among them: it has a place of its own. */
export const settingsSchema = z.object({
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
    /** Client credentials have no user of their own; this one is the supervisor in every session. */
    supervisorUserId: uuidOrEmpty,
    rememberSecret: z.boolean(),
  }),
  session: sessionSettingsSchema,
  /** Settings from before there was a history have none. */
  history: z._default(historySettingsSchema, { keepForDays: HISTORY_DAYS.fallback }),
});

export type Settings = z.output<typeof settingsSchema>;

export const DEFAULT_SETTINGS: Settings = {
  version: 1,
  environment: { kind: 'region', region: 'us_east_1' },
  signIn: { method: 'pkce', clientId: '', supervisorUserId: '', rememberSecret: false },
  session: { allowRemoteControl: false, timeoutInMinutes: 15 },
  history: { keepForDays: HISTORY_DAYS.fallback },
};
