import * as z from 'zod/mini';
import { ERROR_CODES, type ErrorCode } from '../errors/codes';
import type { Failure } from '../errors/failure';
import { whenUsed } from '../schema/when-used';
import { sessionSettingsSchema } from '../settings/settings';
import { SERVICE_KINDS } from './service-traits';
import { RUNNING_STATES } from './start-states';

/** Who takes part in a session besides the supervisor. */
const agentSchema = whenUsed(() => z.object({ userId: z.string(), name: z.nullable(z.string()) }));

/** What the customer was asked, until they accept. */
const offerSchema = whenUsed(() =>
  z.object({
    /**
     * What the customer enters; only who made the offer is told it. Shown to the supervisor and to
     * nobody else, kept in memory only.
     */
    joinCode: z.nullable(z.string()),
    /** Milliseconds since the epoch. */
    endsAt: z.nullable(z.number()),
    /** Where the customer is asked. */
    by: z.enum(['message', 'call', 'other']),
  }),
);

export type Offer = z.output<typeof offerSchema>;

/** A live cobrowse session as the UIs see it. Holds no token and no link. */
export const sessionSchema = whenUsed(() =>
  z.object({
    id: z.string(),
    /**
     * The service that made it: all that is asked about it is asked there, whatever is set
     * meanwhile.
     */
    service: z._default(z.enum(SERVICE_KINDS), 'sessions'),
    conversationId: z.string(),
    supervisorUserId: z.string(),
    agent: agentSchema,
    customerName: z.nullable(z.string()),
    queueName: z.nullable(z.string()),
    settings: sessionSettingsSchema,
    /** True when it was live already and was joined, not made. */
    joinedExisting: z.boolean(),
    /** Milliseconds since the epoch. */
    startedAt: z.number(),
    /** When the time limit ends it for this browser, in milliseconds since the epoch. */
    expiresAt: z.number(),
    /** When this browser joined it, in milliseconds since the epoch. */
    joinedAt: z.optional(z.number()),
    /**
     * What settings and policy allow here, where the session itself lasts longer or allows control:
     * `settings` is then what the session is, and `expiresAt` when it is left.
     */
    ownLimit: z.optional(
      z.object({
        settings: sessionSettingsSchema,
        /** When the service ends it, in milliseconds since the epoch. */
        sessionEndsAt: z.number(),
      }),
    ),
    /** The browser tab that shows the supervisor's join page, while it is known. */
    tabId: z.nullable(z.number()),
    /**
     * Tells the page that this tab was given from those of other sessions; no token can be had from
     * it.
     */
    pageMark: z.optional(z.string()),
    /** While a customer has not accepted yet. */
    offer: z.optional(offerSchema),
    // What older records do not have yet.
    /** What it is for, where that was said. */
    purpose: z._default(z.nullable(z.string()), null),
    /**
     * When the agent was sent the invitation last, in milliseconds since the epoch; not `certain`
     * where the answer was lost.
     */
    invitation: z._default(z.nullable(z.object({ at: z.number(), certain: z.boolean() })), null),
  }),
);

export type Session = z.output<typeof sessionSchema>;

/**
 * What is promised for later about a live session, as it is kept on disk: no token, no link, no
 * name.
 */
const sessionDeadlineSchema = whenUsed(() =>
  z.object({
    id: z.string(),
    service: z.enum(SERVICE_KINDS),
    conversationId: z.string(),
    /** Where it was made, and where its page is. */
    environmentKey: z.string(),
    /** Milliseconds since the epoch. */
    expiresAt: z.number(),
    /** Whether the session itself goes on when its time is over here. */
    outlasts: z.boolean(),
    /** Tells its page from those of other sessions; no token can be had from it. */
    pageMark: z.optional(z.string()),
  }),
);

export type SessionDeadline = z.output<typeof sessionDeadlineSchema>;

/** A deadline as it was stored; `null` where that is no deadline (any more). */
export function parseDeadline(stored: unknown): SessionDeadline | null {
  const parsed = z.safeParse(sessionDeadlineSchema, stored);
  return parsed.success ? parsed.data : null;
}

/**
 * How a session left the live ones: the user ended it; the user left it where the service has no
 * end call; its time limit ended it; the conversation did; nobody accepted the offer in time;
 * somebody else did, the agent for instance; it was left at the own time limit, and goes on; or the
 * organisation does not allow control, which it has.
 */
const SESSION_ENDINGS = [
  'ended-by-you',
  'left',
  'time-limit',
  'conversation-over',
  'offer-ended',
  'ended-elsewhere',
  'left-at-limit',
  'not-allowed',
] as const;
export type SessionEnding = (typeof SESSION_ENDINGS)[number];

/** The notice that is kept of a session for a while after it ended. */
export const endedSessionSchema = whenUsed(() =>
  z.object({
    id: z.string(),
    service: z.enum(SERVICE_KINDS),
    conversationId: z.string(),
    agentName: z.nullable(z.string()),
    customerName: z.nullable(z.string()),
    how: z.enum(SESSION_ENDINGS),
    /** Milliseconds since the epoch. */
    endedAt: z.number(),
    /**
     * When its time limit ends it, in milliseconds since the epoch: one that was left goes on until
     * then.
     */
    expiresAt: z.number(),
  }),
);

export type EndedSession = z.output<typeof endedSessionSchema>;

/**
 * A failure as version 0.1.0 kept it, under today's code. It called every 404
 * `conversation-not-found` and every 409 `session-conflict`, with the owner's name as its subject.
 */
function withTodaysCode(stored: unknown): unknown {
  if (typeof stored !== 'object' || stored === null || !('code' in stored)) return stored;
  if (stored.code === 'conversation-not-found') return { ...stored, code: 'not-found' };
  if (stored.code !== 'session-conflict') return stored;
  const owner = 'subject' in stored && { owner: stored.subject };
  return { ...stored, code: 'conflict', subject: 'session', ...owner };
}

/** A failure as it is kept. */
export const failureSchema: z.ZodMiniType<Failure> = whenUsed(() =>
  z.pipe(
    z.transform(withTodaysCode),
    z.object({
      code: z.enum(ERROR_CODES as unknown as [ErrorCode, ...ErrorCode[]]),
      subject: z.optional(z.string()),
      owner: z.optional(z.string()),
      apiMessage: z.optional(z.string()),
      call: z.optional(z.string()),
      status: z.optional(z.number()),
      correlationId: z.optional(z.string()),
      retryAt: z.optional(z.number()),
      fieldPath: z.optional(z.string()),
      apiCode: z.optional(z.string()),
    }) as z.ZodMiniType<Failure>,
  ),
);

/**
 * A start that runs, waits to go on by itself, or failed and has not been dismissed. Done ones
 * leave the store.
 */
export const startSchema = whenUsed(() =>
  z.object({
    conversationId: z.string(),
    customerName: z.nullable(z.string()),
    settings: sessionSettingsSchema,
    /** What it is for, where that was said; older records do not have it yet. */
    purpose: z._default(z.nullable(z.string()), null),
    /** Milliseconds since the epoch. */
    startedAt: z.number(),
    /** The sign-in it belongs to; missing where it was pressed while nobody was signed in. */
    epoch: z.optional(z.string()),
    /**
     * Whether its own "Sign in" was pressed: without anybody signed in, it goes on for that sign-in
     * only.
     */
    asksSignIn: z.optional(z.boolean()),
    /** Whether a session with an agent who has left the conversation is ended first. */
    startOver: z.optional(z.boolean()),
    /** The agent that was named where it was pressed: no session is made with another. */
    agentUserId: z.optional(z.nullable(z.string())),
    state: z.discriminatedUnion('phase', [
      z.object({
        phase: z.literal('running'),
        step: z.enum(RUNNING_STATES),
        tries: z.number(),
        sessionId: z.optional(z.string()),
        lost: z.optional(failureSchema),
      }),
      /** Goes on by itself: after sign-in, or at `failure.retryAt`. */
      z.object({ phase: z.literal('waiting'), failure: failureSchema }),
      z.object({ phase: z.literal('failed'), failure: failureSchema }),
    ]),
  }),
);

export type Start = z.output<typeof startSchema>;

/** A join link: the URL holds the participant's join token and is treated as a secret. */
export const joinLinkSchema = whenUsed(() =>
  z.object({
    url: z.string(),
    /** Milliseconds since the epoch. */
    expiresAt: z.number(),
    /**
     * When it was put into the store, in milliseconds since the epoch; what is left of its life is
     * measured from there.
     */
    keptAt: z.optional(z.number()),
  }),
);

export type JoinLink = z.output<typeof joinLinkSchema>;

/**
 * Which service organisations were found to have, by place (environment and organisation), and
 * when.
 */
export const foundServicesSchema = whenUsed(() =>
  z.record(
    z.string(),
    z.object({
      kind: z.enum(SERVICE_KINDS),
      /** Milliseconds since the epoch. */
      at: z.number(),
    }),
  ),
);

export type FoundServices = z.output<typeof foundServicesSchema>;
