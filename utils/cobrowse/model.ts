import * as z from 'zod/mini';
import { ERROR_CODES, type ErrorCode } from '../errors/codes';
import type { Failure } from '../errors/failure';
import { lazySchema } from '../schema/lazy-schema';
import { sessionSettingsSchema } from '../settings/settings';
import { STOP_REASONS } from './screen-viewer';
import { SERVICE_KINDS, START_VIEWS } from './service-traits';
import { RUNNING_STATES } from './start-states';

/** The agent who takes part in a session. */
const agentSchema = lazySchema(() => z.object({ userId: z.string(), name: z.nullable(z.string()) }));

/** What the customer was asked, until they accept. */
const offerSchema = lazySchema(() =>
  z.object({
    /**
     * The code that the customer enters; only the user who made the offer gets it. It is shown only
     * to the supervisor and kept only in memory.
     */
    joinCode: z.nullable(z.string()),
    /** Milliseconds since the epoch. */
    endsAt: z.nullable(z.number()),
    /** Where the customer is asked. */
    by: z.enum(['message', 'call', 'other']),
  }),
);

export type Offer = z.output<typeof offerSchema>;

/** Whose screens a session of Live Screen Monitoring shows, and at which level. */
const monitoringSchema = lazySchema(() =>
  z.object({
    agentUserId: z.string(),
    /** The agent's participant in the conversation; `null` for a session at agent level. */
    participantId: z.nullable(z.string()),
    /** The load of the page that shows it; nobody watches it once that is gone. */
    page: z.optional(z.string()),
    /** Why the page shows it no more: it must be ended, and may not have been yet. */
    stopped: z.optional(z.enum(STOP_REASONS)),
  }),
);

export type SessionMonitoring = z.output<typeof monitoringSchema>;

/**
 * Whether the agent was told that their screens are watched. `by-platform`: our message could not
 * be sent, but Genesys Cloud tells the agent itself. `off`: the organization's policy has switched
 * the message off.
 */
const agentNoticeSchema = lazySchema(() =>
  z.object({
    state: z.enum(['pending', 'sent', 'by-platform', 'off']),
    /** When it was sent, in milliseconds since the epoch; `null` before. */
    at: z.nullable(z.number()),
    /** Recorded before our message is sent, and kept while it is unknown whether it arrived. */
    tried: z.optional(z.boolean()),
  }),
);

export type AgentNotice = z.output<typeof agentNoticeSchema>;

/** An agent who must still be told that their screens are no longer watched. */
export const endNoticeSchema = lazySchema(() =>
  z.object({
    sessionId: z.string(),
    agentUserId: z.string(),
    /** Milliseconds since the epoch. */
    endedAt: z.number(),
    /** How often the message was tried. */
    tries: z.number(),
  }),
);

export type EndNotice = z.output<typeof endNoticeSchema>;

/** Longest note on a session, in characters. */
export const MAX_NOTE_LENGTH = 500;
/** How many notes a session can have. */
export const MAX_NOTES = 200;

/** A note that the supervisor took during a session. */
const sessionNoteSchema = lazySchema(() =>
  z.object({
    /** Milliseconds since the epoch. */
    at: z.number(),
    text: z.string(),
  }),
);

export type SessionNote = z.output<typeof sessionNoteSchema>;

/** A live cobrowse session as the UI sees it. Contains no token and no link. */
export const sessionSchema = lazySchema(() =>
  z.object({
    id: z.string(),
    /** The service that created it. All its calls go there, whatever the settings say later. */
    service: z._default(z.enum(SERVICE_KINDS), 'sessions'),
    conversationId: z.string(),
    supervisorUserId: z.string(),
    agent: agentSchema,
    customerName: z.nullable(z.string()),
    queueName: z.nullable(z.string()),
    settings: sessionSettingsSchema,
    /** True if it was already live and was joined, not created here. */
    joinedExisting: z.boolean(),
    /** Milliseconds since the epoch. */
    startedAt: z.number(),
    /** When the time limit ends it for this browser, in milliseconds since the epoch. */
    expiresAt: z.number(),
    /** When this browser joined it, in milliseconds since the epoch. */
    joinedAt: z.optional(z.number()),
    /**
     * The limits of settings and policy here, if the session itself lasts longer or allows control.
     * `settings` then describes the session, and `expiresAt` is when it is left.
     */
    ownLimit: z.optional(
      z.object({
        settings: sessionSettingsSchema,
        /** When the service ends it, in milliseconds since the epoch. */
        sessionEndsAt: z.number(),
      }),
    ),
    /** The browser tab that shows the supervisor's join page, if known. */
    tabId: z.nullable(z.number()),
    /** Identifies the page that was opened in this tab; no token can be derived from it. */
    pageMark: z.optional(z.string()),
    /** Present until the customer accepts. */
    offer: z.optional(offerSchema),
    // Older records lack this.
    /** The purpose, if one was given. */
    purpose: z._default(z.nullable(z.string()), null),
    /**
     * When the invitation was last sent to the agent, in milliseconds since the epoch; not
     * `certain` if the answer was lost.
     */
    invitation: z._default(z.nullable(z.object({ at: z.number(), certain: z.boolean() })), null),
    /** Present for Live Screen Monitoring only. */
    monitoring: z.optional(monitoringSchema),
    /** Present for Live Screen Monitoring only. */
    agentNotice: z.optional(agentNoticeSchema),
    /** Oldest first. */
    notes: z.optional(z.array(sessionNoteSchema)),
    /**
     * By how much this computer's clock was set since the session was stored, in milliseconds; its
     * times here have moved with it.
     */
    clockSetBy: z.optional(z.number()),
    /** Present once the user has ended it: until `expiresAt`, that can be undone. */
    ending: z.optional(
      z.object({
        /** When its time limit ends it if it is undone, in milliseconds since the epoch. */
        limitAt: z.number(),
        /** Whether its page was open. */
        hadPage: z.boolean(),
      }),
    ),
  }),
);

export type Session = z.output<typeof sessionSchema>;

/** The deadline of a live session, as stored on disk: no token, no link, no name. */
const sessionDeadlineSchema = lazySchema(() =>
  z.object({
    id: z.string(),
    service: z.enum(SERVICE_KINDS),
    conversationId: z.string(),
    /** Where it was created, and where its page is. */
    environmentKey: z.string(),
    /** Milliseconds since the epoch. */
    expiresAt: z.number(),
    /** Whether the session itself continues after its time is over here. */
    outlasts: z.boolean(),
    /** Identifies its page; no token can be derived from it. */
    pageMark: z.optional(z.string()),
  }),
);

export type SessionDeadline = z.output<typeof sessionDeadlineSchema>;

/** Parses a stored deadline; `null` if it is not a valid one. */
export function parseDeadline(stored: unknown): SessionDeadline | null {
  const parsed = z.safeParse(sessionDeadlineSchema, stored);
  return parsed.success ? parsed.data : null;
}

/**
 * How a session ended for this browser. `ended-by-you`: the user ended it. `left`: the user left
 * it, because the service has no end call. The others: its time limit passed; the conversation
 * ended; nobody accepted the offer in time; somebody else, such as the agent, ended it; it was left
 * at our own time limit and continues; or it allows control, which the organization forbids.
 *
 * The last five are for Live Screen Monitoring: the page that showed it was closed; no picture
 * came; another client of the supervisor answered; its media ended; or the agent could not be told.
 */
export const SESSION_ENDINGS = [
  'ended-by-you',
  'left',
  'time-limit',
  'conversation-over',
  'offer-ended',
  'ended-elsewhere',
  'left-at-limit',
  'not-allowed',
  'page-closed',
  'no-picture',
  'answered-elsewhere',
  'media-ended',
  'agent-not-told',
] as const;
export type SessionEnding = (typeof SESSION_ENDINGS)[number];

/** The notice about a session, kept for a while after it ended. */
export const endedSessionSchema = lazySchema(() =>
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
     * When its time limit ends it, in milliseconds since the epoch: a session that was left
     * continues until then.
     */
    expiresAt: z.number(),
  }),
);

export type EndedSession = z.output<typeof endedSessionSchema>;

/**
 * Converts the code of a failure that version 0.1.0 stored. That version called every 404
 * `conversation-not-found` and every 409 `session-conflict`, with the owner's name as its subject.
 */
function withTodaysCode(stored: unknown): unknown {
  if (typeof stored !== 'object' || stored === null || !('code' in stored)) return stored;
  if (stored.code === 'conversation-not-found') return { ...stored, code: 'not-found' };
  if (stored.code !== 'session-conflict') return stored;
  const owner = 'subject' in stored && { owner: stored.subject };
  return { ...stored, code: 'conflict', subject: 'session', ...owner };
}

/** A stored failure. */
export const failureSchema: z.ZodMiniType<Failure> = lazySchema(() =>
  z.pipe(
    z.transform(withTodaysCode),
    z.object({
      code: z.enum(ERROR_CODES as unknown as [ErrorCode, ...ErrorCode[]]),
      subject: z.optional(z.string()),
      owner: z.optional(z.string()),
      sessionId: z.optional(z.string()),
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
 * A start that is running, is waiting to resume automatically, or has failed and was not dismissed.
 * Completed ones leave the store.
 */
export const startSchema = lazySchema(() =>
  z.object({
    conversationId: z.string(),
    customerName: z.nullable(z.string()),
    settings: sessionSettingsSchema,
    /** The purpose, if one was given; older records lack it. */
    purpose: z._default(z.nullable(z.string()), null),
    /** Milliseconds since the epoch. */
    startedAt: z.number(),
    /** The sign-in it belongs to; missing if the button was pressed while nobody was signed in. */
    epoch: z.optional(z.string()),
    /**
     * Whether its own "Sign in" was pressed: if nobody was signed in, it resumes only after that
     * sign-in.
     */
    asksSignIn: z.optional(z.boolean()),
    /** Whether to end a session first whose agent has left the conversation. */
    startOver: z.optional(z.boolean()),
    /** The agent who was named at the press: no session is created with anybody else. */
    agentUserId: z.optional(z.nullable(z.string())),
    /** What the supervisor chose to see; missing if the service decides. */
    view: z.optional(z.enum(START_VIEWS)),
    /**
     * Whose screens it is about to show; recorded before the session is created. Missing for other
     * services.
     */
    monitored: z.optional(agentSchema),
    state: z.discriminatedUnion('phase', [
      z.object({
        phase: z.literal('running'),
        step: z.enum(RUNNING_STATES),
        tries: z.number(),
        sessionId: z.optional(z.string()),
        lost: z.optional(failureSchema),
      }),
      /** Resumes automatically: after sign-in, or at `failure.retryAt`. */
      z.object({ phase: z.literal('waiting'), failure: failureSchema }),
      z.object({ phase: z.literal('failed'), failure: failureSchema }),
    ]),
  }),
);

export type Start = z.output<typeof startSchema>;

/** A join link. Its URL contains the participant's join token and is treated as a secret. */
export const joinLinkSchema = lazySchema(() =>
  z.object({
    url: z.string(),
    /** Milliseconds since the epoch. */
    expiresAt: z.number(),
    /**
     * When it was stored, in milliseconds since the epoch; its remaining life is measured from
     * then.
     */
    keptAt: z.optional(z.number()),
  }),
);

export type JoinLink = z.output<typeof joinLinkSchema>;

/**
 * The service that each organization was found to have, by environment and organization, and when.
 */
export const foundServicesSchema = lazySchema(() =>
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
