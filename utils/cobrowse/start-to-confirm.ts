import * as z from 'zod/mini';
import type { Failure } from '../errors/failure';
import { MEDIA } from '../genesys-cloud/conversation-model';
import { lazySchema } from '../schema/lazy-schema';
import { DOUBTS } from './doubts';
import { failureSchema } from './model';

/** A conversation described by names. Texts are plain: one line, nothing invisible. */
const namedConversationSchema = lazySchema(() =>
  z.object({
    customer: z.nullable(z.string()),
    /** `null` if the agent has no name, or if there is no agent (see `hasAgent`). */
    agent: z.nullable(z.string()),
    hasAgent: z.boolean(),
    /** The agent's id, so that nobody else is used; `null` if there is no agent. */
    agentUserId: z.nullable(z.string()),
    queue: z.nullable(z.string()),
    media: z.enum(MEDIA),
  }),
);

export type NamedConversation = z.output<typeof namedConversationSchema>;

/** A start that the user must confirm in our own window. There is only one such window. */
export const startToConfirmSchema = lazySchema(() =>
  z.object({
    conversationId: z.string(),
    why: z.enum(DOUBTS),
    /** Whether to end the live session first, because its agent has left. */
    startOver: z.optional(z.boolean()),
    /** `null` until the conversation has been read. */
    named: z.nullable(namedConversationSchema),
    /** Why it could not be read. */
    failure: z.optional(failureSchema as z.ZodMiniType<Failure>),
    /** The confirmation window; `null` while it is being opened. */
    windowId: z.nullable(z.number()),
  }),
);

export type StartToConfirm = z.output<typeof startToConfirmSchema>;
