import * as z from 'zod/mini';
import { whenUsed } from '../schema/when-used';
import { sessionSettingsSchema } from '../settings/settings';

/** How a session ended, as far as the extension knows. */
const HOW_ENDED = [
  'ended-by-you',
  'time-limit',
  'conversation-over',
  /** The customer did not accept in time. */
  'offer-ended',
  'ended-elsewhere',
  /**
   * The supervisor left, by signing out for instance; the session itself goes on until its time
   * limit.
   */
  'left',
  /** The time that is allowed here was over; the session itself was longer. */
  'left-at-limit',
  /** The organisation does not allow control, which the session had. */
  'not-allowed',
  /** Nobody saw it: the browser was closed while the session was live. */
  'unknown',
] as const;
export type HowEnded = (typeof HOW_ENDED)[number];

/** SHA-256 in hexadecimal. */
const hashSchema = whenUsed(() => z.string().check(z.regex(/^[0-9a-f]{64}$/)));
/** Milliseconds since the epoch, up to the end of the year 9999: what can be written as a date. */
const moment = whenUsed(() => z.number().check(z.minimum(0), z.maximum(253_402_300_799_999)));
const person = whenUsed(() => z.strictObject({ userId: z.string(), name: z.nullable(z.string()) }));

/** What every entry has. */
const common = () => ({
  /** Place in the chain, from 1 on without gaps. */
  seq: z.int().check(z.minimum(1)),
  /** When it was written, in milliseconds since the epoch. */
  at: moment,
  sessionId: z.string(),
  /** What Genesys support asks for, of the calls that led here. */
  correlationIds: z.array(z.string()),
  previousHash: hashSchema,
  hash: hashSchema,
});

/**
 * One entry of the history. The objects are strict, so that nothing else gets in by way of a wider
 * object: there is no field for a token or a link, and a record with one is refused.
 */
export const historyEntrySchema = whenUsed(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({
      ...common(),
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
      ...common(),
      kind: z.literal('joined'),
      /** `null` where that was noticed only later. */
      joinedAt: z.nullable(moment),
    }),
    z.strictObject({
      ...common(),
      kind: z.literal('ended'),
      how: z.enum(HOW_ENDED),
      /** `null` where nobody saw it end. */
      endedAt: z.nullable(moment),
    }),
  ]),
);

export type HistoryEntry = z.output<typeof historyEntrySchema>;

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
/** What an entry says, before it has its place in the chain. */
export type HistoryEvent = Without<HistoryEntry, 'seq' | 'at' | 'previousHash' | 'hash'>;

/**
 * Where the chain ends, and the sessions that are still open or ended lately: what the next entry
 * needs to know.
 */
export const historyHeadSchema = whenUsed(() =>
  z.object({
    seq: z.int(),
    hash: hashSchema,
    sessions: z.record(
      z.string(),
      z.object({ expiresAt: moment, joined: z.boolean(), endedAt: z.nullable(moment) }),
    ),
    /** A {@link Checkpoint}; missing where the key was not at hand, or before there were seals. */
    seal: z.optional(z.unknown()),
    /**
     * There was a seal, and the database of the key did not answer when the next one was to be
     * made.
     */
    wasSealed: z.optional(z.boolean()),
  }),
);
export type HistoryHead = z.output<typeof historyHeadSchema>;

/** What the chain is at one moment, sealed with a key that is not stored beside it. */
export const checkpointSchema = whenUsed(() =>
  z.object({
    /** The last entry. 0 before the first. */
    seq: z.int(),
    hash: hashSchema,
    /** Entries that are kept, and how many of them begin a session. */
    count: z.int(),
    sessions: z.int(),
    /** When the first and the last of them were written, by the clock of this computer. */
    firstAt: z.nullable(moment),
    lastAt: z.nullable(moment),
    /** The last entry that was dropped for its age. */
    anchorSeq: z.int(),
    anchorHash: hashSchema,
    /** Hash over what the head knows of sessions. */
    sessionsHash: hashSchema,
    /** Tells keys apart; says nothing about them. */
    keyFingerprint: z.string(),
    /** HMAC-SHA-256 over all of the above. */
    mac: hashSchema,
  }),
);
export type Checkpoint = z.output<typeof checkpointSchema>;
/** A checkpoint before it is sealed. */
export type CheckpointFacts = Omit<Checkpoint, 'keyFingerprint' | 'mac'>;

/** What a comparison of the history with what is remembered of it can find. */
const FINDING_KINDS = [
  /** Nothing is there, and entries had been. */
  'gone',
  /** The end is missing; the head has no seal for where the chain ends now. */
  'cut',
  /** The end is missing; the head has a good seal of earlier. */
  'older-copy',
  /** Another entry is in the place of the one that is remembered. */
  'rewritten',
  /** The head was changed after it was sealed. */
  'head-changed',
  /** The beginning is not where the seal says. */
  'beginning-moved',
  'key-exchanged',
  'key-gone',
  'checkpoint-gone',
  'checkpoint-changed',
  /** Key and checkpoint are both gone, and the head is sealed. */
  'witness-gone',
  /** Entries that no seal covers. */
  'unsealed',
  /**
   * Entries that could not be sealed: the database of the key did not answer when they were
   * written.
   */
  'not-sealed',
  /** The browser does not give access to the database of key and checkpoint. */
  'no-witness',
  /** An entry was written at an earlier time than the one before it. */
  'clock-set-back',
  'export-cut',
  'export-differs',
  /** All that was exported has been dropped for its age since. */
  'export-dropped',
  'export-fits',
  /** The file does not hold what was exported. */
  'export-changed',
] as const;

/** One thing that was found, with the entries it is about. */
const findingSchema = whenUsed(() =>
  z.object({
    kind: z.enum(FINDING_KINDS),
    from: z.optional(z.int()),
    to: z.optional(z.int()),
    sessions: z.optional(z.int()),
    firstAt: z.optional(moment),
    lastAt: z.optional(moment),
  }),
);
export type Finding = z.output<typeof findingSchema>;

/** A finding that the background came upon. It stays: the next seal covers what was found. */
export const historyNoteSchema = whenUsed(() => z.object({ noticedAt: moment, finding: findingSchema }));
export type HistoryNote = z.output<typeof historyNoteSchema>;

/** Since when there is a key, and the last entry that is older. */
export const keyOriginSchema = whenUsed(() => z.object({ since: moment, after: z.int() }));
export type KeyOrigin = z.output<typeof keyOriginSchema>;

/** The last export: what the chain was then. */
export const exportMemorySchema = whenUsed(() =>
  z.object({
    at: moment,
    count: z.int(),
    seq: z.int(),
    hash: hashSchema,
  }),
);
export type ExportMemory = z.output<typeof exportMemorySchema>;

/** The time as retention counts it, and which entries had been written by when. */
export const retentionClockSchema = whenUsed(() =>
  z.object({
    /**
     * Grows by time that has really passed, as far as that is known. In milliseconds since the
     * epoch.
     */
    time: moment,
    /** What the computer's clock showed when this was written. */
    local: moment,
    /** Server, computer and this clock when they were compared last. */
    compared: z.nullable(z.object({ server: moment, local: moment, time: moment })),
    /**
     * How sure `time` was when this was written: both clocks said the same, were compared, or
     * neither.
     */
    certainty: z.enum(['agreed', 'compared', 'none']),
    /** How far `time` has grown since by the computer's clock alone, in milliseconds. */
    unconfirmedMs: z.number(),
    /**
     * The last entries that were marked with each certainty or more. Marks after them may be too
     * early.
     */
    agreedUpTo: z.int(),
    comparedUpTo: z.int(),
    /** Entries up to `seq` had been written at `at`. Marks closer together are one. */
    marks: z.array(z.object({ seq: z.int(), from: moment, at: moment })),
  }),
);
export type RetentionClock = z.output<typeof retentionClockSchema>;

/**
 * Where the chain begins since older entries were dropped: place and hash of the last one dropped.
 */
export const historyAnchorSchema = whenUsed(() =>
  z.object({ seq: z.int(), hash: hashSchema, prunedAt: moment }),
);
export type HistoryAnchor = z.output<typeof historyAnchorSchema>;

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
