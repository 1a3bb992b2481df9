import * as z from 'zod/mini';
import { ERROR_CODES, type ErrorCode } from '../errors/codes';
import type { Failure } from '../errors/failure';
import { conversationModelSchema } from '../genesys-cloud/conversation';
import { sessionSettingsSchema } from '../settings/settings';

/** Who takes part in a session besides the supervisor. */
const agentSchema = z.object({ userId: z.string(), name: z.nullable(z.string()) });

/** A live cobrowse session as the UIs see it. Holds no token and no link. */
export const sessionSchema = z.object({
  id: z.string(),
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
  /** When the time limit ends it, in milliseconds since the epoch. */
  expiresAt: z.number(),
  /** The browser tab that shows the supervisor's join page, while it is known. */
  tabId: z.nullable(z.number()),
});

export type Session = z.output<typeof sessionSchema>;

/** The steps of a start, in order; the UIs show them as progress. */
export const START_STEPS = ['checking', 'creating', 'issuing-links', 'opening'] as const;
export type StartStep = (typeof START_STEPS)[number];

const failureSchema: z.ZodMiniType<Failure> = z.object({
  code: z.enum(ERROR_CODES as unknown as [ErrorCode, ...ErrorCode[]]),
  subject: z.optional(z.string()),
  apiMessage: z.optional(z.string()),
  call: z.optional(z.string()),
  status: z.optional(z.number()),
  correlationId: z.optional(z.string()),
  retryAt: z.optional(z.number()),
  fieldPath: z.optional(z.string()),
}) as z.ZodMiniType<Failure>;

/** A start that runs, waits to go on by itself, or failed and has not been dismissed. Done ones leave the book. */
export const startSchema = z.object({
  conversationId: z.string(),
  customerName: z.nullable(z.string()),
  settings: sessionSettingsSchema,
  /** Milliseconds since the epoch. */
  startedAt: z.number(),
  state: z.discriminatedUnion('phase', [
    z.object({ phase: z.literal('running'), step: z.enum(START_STEPS) }),
    /** Goes on by itself: after sign-in, or at `failure.retryAt`. */
    z.object({ phase: z.literal('waiting'), failure: failureSchema }),
    z.object({ phase: z.literal('failed'), failure: failureSchema }),
  ]),
});

export type Start = z.output<typeof startSchema>;

/** The last listing, painted before the next one has arrived. */
export const conversationSnapshotSchema = z.object({
  conversations: z.array(conversationModelSchema),
  /** Milliseconds since the epoch. */
  takenAt: z.number(),
});

export type ConversationSnapshot = z.output<typeof conversationSnapshotSchema>;

/** A join link: the URL holds the participant's join token and is treated as a secret. */
export const joinLinkSchema = z.object({
  url: z.string(),
  /** Milliseconds since the epoch. */
  expiresAt: z.number(),
});

export type JoinLink = z.output<typeof joinLinkSchema>;
