import * as z from 'zod/mini';
import { sessionSettingsSchema } from '../settings/settings';

/** How a session ended, as far as the extension knows. */
export const HOW_ENDED = [
  'ended-by-you',
  'time-limit',
  'conversation-over',
  /** The customer did not accept in time. */
  'offer-ended',
  'ended-elsewhere',
  /** The supervisor left, by signing out for instance; the session itself goes on until its time limit. */
  'left',
  /** Nobody saw it: the browser was closed while the session was live. */
  'unknown',
] as const;
export type HowEnded = (typeof HOW_ENDED)[number];

/** SHA-256 in hexadecimal. */
const hashSchema = z.string().check(z.regex(/^[0-9a-f]{64}$/));
/** Milliseconds since the epoch, up to the end of the year 9999: what can be written as a date. */
const moment = z.number().check(z.minimum(0), z.maximum(253_402_300_799_999));
const person = z.strictObject({ userId: z.string(), name: z.nullable(z.string()) });

/** What every entry has. */
const common = {
  /** Place in the chain, from 1 on without gaps. */
  seq: z.int().check(z.minimum(1)),
  /** When it was written, in milliseconds since the epoch. */
  at: moment,
  sessionId: z.string(),
  /** What Genesys support asks for, of the calls that led here. */
  correlationIds: z.array(z.string()),
  previousHash: hashSchema,
  hash: hashSchema,
};

/**
 * One entry of the history. The objects are strict, so that nothing else gets in by way of a wider object: there is no field for a
 * token or a link, and a record with one is refused.
 */
export const historyEntrySchema = z.discriminatedUnion('kind', [
  z.strictObject({
    ...common,
    kind: z.literal('started'),
    conversationId: z.string(),
    /** Which cobrowse service hosts it. */
    service: z.string(),
    supervisor: person,
    agent: person,
    customerName: z.nullable(z.string()),
    queueName: z.nullable(z.string()),
    settings: sessionSettingsSchema,
    purpose: z.nullable(z.string()),
    joinedExisting: z.boolean(),
    startedAt: moment,
    expiresAt: moment,
  }),
  /** The supervisor's join page was opened, first or again. */
  z.strictObject({
    ...common,
    kind: z.literal('joined'),
    /** `null` where that was noticed only later. */
    joinedAt: z.nullable(moment),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('ended'),
    how: z.enum(HOW_ENDED),
    /** `null` where nobody saw it end. */
    endedAt: z.nullable(moment),
  }),
]);

export type HistoryEntry = z.output<typeof historyEntrySchema>;

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
/** What an entry says, before it has its place in the chain. */
export type HistoryEvent = Without<HistoryEntry, 'seq' | 'at' | 'previousHash' | 'hash'>;

/** Where the chain ends, and the sessions that are still open or ended lately: what the next entry needs to know. */
export const historyHeadSchema = z.object({
  seq: z.int(),
  hash: hashSchema,
  sessions: z.record(
    z.string(),
    z.object({ expiresAt: moment, joined: z.boolean(), endedAt: z.nullable(moment) }),
  ),
});
export type HistoryHead = z.output<typeof historyHeadSchema>;

/** Where the chain begins since older entries were dropped: place and hash of the last one dropped. */
export const historyAnchorSchema = z.object({ seq: z.int(), hash: hashSchema, prunedAt: moment });
export type HistoryAnchor = z.output<typeof historyAnchorSchema>;

/** Entries that could not be written, since when and why. */
export const historyTroubleSchema = z.object({
  since: moment,
  lost: z.int(),
  reason: z.enum(['full', 'refused']),
});
export type HistoryTrouble = z.output<typeof historyTroubleSchema>;

/** A session as the history tells it. */
export type HistoryRow = {
  sessionId: string;
  conversationId: string;
  service: string;
  supervisor: { userId: string; name: string | null };
  agent: { userId: string; name: string | null };
  customerName: string | null;
  queueName: string | null;
  settings: { allowRemoteControl: boolean; timeoutInMinutes: number };
  purpose: string | null;
  joinedExisting: boolean;
  startedAt: number;
  expiresAt: number;
  /** When the supervisor's join page was first opened. */
  joinedAt: number | null;
  endedAt: number | null;
  /** `null` while it is live. */
  howEnded: HowEnded | null;
  correlationIds: string[];
};
