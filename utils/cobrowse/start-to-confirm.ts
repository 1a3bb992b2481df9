import * as z from 'zod/mini';
import type { Failure } from '../errors/failure';
import { MEDIA } from '../genesys-cloud/conversation-model';
import { whenUsed } from '../schema/when-used';
import { DOUBTS } from './doubts';
import { failureSchema } from './model';

/** A conversation by what people call it. Texts are plain: one line, nothing invisible. */
const namedConversationSchema = whenUsed(() =>
  z.object({
    customer: z.nullable(z.string()),
    /** `null`: the agent has no name, or there is none (see `hasAgent`). */
    agent: z.nullable(z.string()),
    hasAgent: z.boolean(),
    /** Who that is, so that no one else is taken; `null`: nobody. */
    agentUserId: z.nullable(z.string()),
    queue: z.nullable(z.string()),
    media: z.enum(MEDIA),
  }),
);

export type NamedConversation = z.output<typeof namedConversationSchema>;

/**
 * A start that the person is asked to confirm in a window of our own. There is one such window at a
 * time.
 */
export const startToConfirmSchema = whenUsed(() =>
  z.object({
    conversationId: z.string(),
    why: z.enum(DOUBTS),
    /** Whether the live session, whose agent has left, is ended first. */
    startOver: z.optional(z.boolean()),
    /** `null` until the conversation has been read. */
    named: z.nullable(namedConversationSchema),
    /** Why it could not be read. */
    failure: z.optional(failureSchema as z.ZodMiniType<Failure>),
    /** The window that asks; `null` for the moment in which it is being opened. */
    windowId: z.nullable(z.number()),
  }),
);

export type StartToConfirm = z.output<typeof startToConfirmSchema>;
