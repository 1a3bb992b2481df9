import * as z from 'zod/mini';
import { lazySchema } from '../schema/lazy-schema';
import { sessionSettingsSchema } from '../settings/settings';

/** How a session ended, as far as the extension knows. */
export const HOW_ENDED = [
  'ended-by-you',
  'time-limit',
  'conversation-over',
  /** The customer did not accept in time. */
  'offer-ended',
  'ended-elsewhere',
  /**
   * The supervisor left, for example by signing out; the session itself continues until its time
   * limit.
   */
  'left',
  /** The time allowed here was over; the session itself was longer. */
  'left-at-limit',
  /** The session had control, which the organization forbids. */
  'not-allowed',
  /** The page that showed the agent's screens was closed, reloaded or lost. */
  'page-closed',
  /** No picture of the agent's screens came. */
  'no-picture',
  /** Another client of the supervisor showed the agent's screens. */
  'answered-elsewhere',
  /** The connection to the agent's screens ended. */
  'media-ended',
  /** The agent could not be told that their screens were viewed. */
  'agent-not-told',
  /** The end was not observed: the browser was closed while the session was live. */
  'unknown',
] as const;
export type HowEnded = (typeof HOW_ENDED)[number];

/** SHA-256 in hexadecimal. */
const hashSchema = lazySchema(() => z.string().check(z.regex(/^[0-9a-f]{64}$/)));
/** Milliseconds since the epoch, up to the end of the year 9999: what can be written as a date. */
const moment = lazySchema(() => z.number().check(z.minimum(0), z.maximum(253_402_300_799_999)));
const person = lazySchema(() => z.strictObject({ userId: z.string(), name: z.nullable(z.string()) }));

/** The fields of every entry. */
const common = () => ({
  /** Place in the chain, from 1 without gaps. */
  seq: z.int().check(z.minimum(1)),
  /** When it was written, in milliseconds since the epoch. */
  at: moment,
  sessionId: z.string(),
  /** Correlation ids of the calls that led here, for Genesys support. */
  correlationIds: z.array(z.string()),
  previousHash: hashSchema,
  hash: hashSchema,
});

/**
 * One entry of the history. The objects are strict: there is no field for a token or a link, and a
 * record with unknown fields is refused.
 */
export const historyEntrySchema = lazySchema(() =>
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
    /** The supervisor's join page was opened, for the first time or again. */
    z.strictObject({
      ...common(),
      kind: z.literal('joined'),
      /** `null` if it was noticed only later. */
      joinedAt: z.nullable(moment),
    }),
    /** The supervisor took a note while watching. */
    z.strictObject({
      ...common(),
      kind: z.literal('noted'),
      notedAt: moment,
      text: z.string(),
    }),
    z.strictObject({
      ...common(),
      kind: z.literal('ended'),
      how: z.enum(HOW_ENDED),
      /** `null` if the end was not observed. */
      endedAt: z.nullable(moment),
      /**
       * By how much the computer's clock was set during the session, in milliseconds; missing if it
       * was not. Earlier entries of the session are by the clock before that.
       */
      clockSetBy: z.optional(z.number()),
    }),
  ]),
);

export type HistoryEntry = z.output<typeof historyEntrySchema>;

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
/** The content of an entry, before it has its place in the chain. */
export type HistoryEvent = Without<HistoryEntry, 'seq' | 'at' | 'previousHash' | 'hash'>;

/**
 * The end of the chain, and the sessions that are still open or ended lately: what the next entry
 * needs to know.
 */
export const historyHeadSchema = lazySchema(() =>
  z.object({
    seq: z.int(),
    hash: hashSchema,
    sessions: z.record(
      z.string(),
      z.object({
        expiresAt: moment,
        joined: z.boolean(),
        endedAt: z.nullable(moment),
        /** How many notes are recorded; missing for none. */
        notes: z.optional(z.int()),
      }),
    ),
    /**
     * A {@link Checkpoint}; missing if the key was not available, or before seals were introduced.
     */
    seal: z.optional(z.unknown()),
    /**
     * There was a seal, but the database with the key did not respond when the next one was due.
     */
    wasSealed: z.optional(z.boolean()),
  }),
);
export type HistoryHead = z.output<typeof historyHeadSchema>;

/** The state of the chain at one moment, sealed with a key that is stored elsewhere. */
export const checkpointSchema = lazySchema(() =>
  z.object({
    /** The last entry; 0 before the first. */
    seq: z.int(),
    hash: hashSchema,
    /** How many entries are kept, and how many of them begin a session. */
    count: z.int(),
    sessions: z.int(),
    /** When the first and the last of them were written, by this computer's clock. */
    firstAt: z.nullable(moment),
    lastAt: z.nullable(moment),
    /** The last entry that was deleted because of its age. */
    anchorSeq: z.int(),
    anchorHash: hashSchema,
    /** Hash of what the head knows about sessions. */
    sessionsHash: hashSchema,
    /** Identifies the key without revealing anything about it. */
    keyFingerprint: z.string(),
    /** HMAC-SHA-256 over all of the above. */
    mac: hashSchema,
  }),
);
export type Checkpoint = z.output<typeof checkpointSchema>;
/** A checkpoint before it is sealed. */
export type CheckpointFacts = Omit<Checkpoint, 'keyFingerprint' | 'mac'>;

/** What a comparison of the history with the witness data can find. */
const FINDING_KINDS = [
  /** There are no entries, but there were some. */
  'gone',
  /** The end is missing; the head has no seal for the current end of the chain. */
  'cut',
  /** The end is missing; the head has a valid earlier seal. */
  'older-copy',
  /** Another entry is in the place of the remembered one. */
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
  /** Entries without a seal. */
  'unsealed',
  /**
   * Entries that could not be sealed: the database with the key did not respond when they were
   * written.
   */
  'not-sealed',
  /** The browser denies access to the database with key and checkpoint. */
  'no-witness',
  /** An entry has an earlier time than the one before it. */
  'clock-set-back',
  'export-cut',
  'export-differs',
  /** All exported entries have been deleted since because of their age. */
  'export-dropped',
  'export-fits',
  /** The file was changed after the export. */
  'export-changed',
] as const;

/** One finding, with the entries it is about. */
const findingSchema = lazySchema(() =>
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

/** A finding of the background. It is kept, because the next seal hides what was found. */
export const historyNoteSchema = lazySchema(() => z.object({ noticedAt: moment, finding: findingSchema }));
export type HistoryNote = z.output<typeof historyNoteSchema>;

/** When the key was created, and the last entry before that. */
export const keyOriginSchema = lazySchema(() => z.object({ since: moment, after: z.int() }));
export type KeyOrigin = z.output<typeof keyOriginSchema>;

/** The last export: the state of the chain at that time. */
export const exportMemorySchema = lazySchema(() =>
  z.object({
    at: moment,
    count: z.int(),
    seq: z.int(),
    hash: hashSchema,
  }),
);
export type ExportMemory = z.output<typeof exportMemorySchema>;

/** The time used for retention, and which entries were written by when. */
export const retentionClockSchema = lazySchema(() =>
  z.object({
    /**
     * Increases by the time that has really passed, as far as known. In milliseconds since the
     * epoch.
     */
    time: moment,
    /** The computer's clock when this was written. */
    local: moment,
    /** Server, computer and this clock at their last comparison. */
    compared: z.nullable(z.object({ server: moment, local: moment, time: moment })),
    /**
     * How certain `time` was when this was written: both clocks agreed, were compared, or neither.
     */
    certainty: z.enum(['agreed', 'compared', 'none']),
    /** How much `time` has increased since by the computer's clock alone, in milliseconds. */
    unconfirmedMs: z.number(),
    /**
     * The last entries that were marked with at least this certainty. Later marks may be too early.
     */
    agreedUpTo: z.int(),
    comparedUpTo: z.int(),
    /** Entries up to `seq` were written by `at`. Marks closer together are merged. */
    marks: z.array(z.object({ seq: z.int(), from: moment, at: moment })),
  }),
);
export type RetentionClock = z.output<typeof retentionClockSchema>;

/**
 * Where the chain begins after older entries were deleted: place and hash of the last deleted one.
 */
export const historyAnchorSchema = lazySchema(() =>
  z.object({ seq: z.int(), hash: hashSchema, prunedAt: moment }),
);
export type HistoryAnchor = z.output<typeof historyAnchorSchema>;

/** A session in the history. */
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
  /** In the order in which they were taken; `at` in milliseconds since the epoch. */
  notes: { at: number; text: string }[];
  correlationIds: string[];
};
