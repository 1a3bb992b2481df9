import * as z from 'zod/mini';
import { lazySchema } from '../schema/lazy-schema';
import { WATCHING } from './ways-of-watching';

export const MEDIA = [
  'voice',
  'callback',
  'message',
  'chat',
  'email',
  'video',
  'social',
  'internal',
  'other',
] as const;
export type Media = (typeof MEDIA)[number];

/** `other` stands for every state the platform may add. */
export const CONVERSATION_STATES = [
  'alerting',
  'connected',
  'on-hold',
  'parked',
  'waiting',
  'ended',
  'other',
] as const;
export type ConversationState = (typeof CONVERSATION_STATES)[number];

const personSchema = lazySchema(() => z.object({ userId: z.string(), name: z.nullable(z.string()) }));

/** A customer's conversation in the terms of this extension. */
export const conversationModelSchema = lazySchema(() =>
  z.object({
    id: z.string(),
    media: z.enum(MEDIA),
    state: z.enum(CONVERSATION_STATES),
    /** Milliseconds since the epoch; `null` if the platform does not report it. */
    startedAt: z.nullable(z.number()),
    /**
     * When the present hold or ringing began, in milliseconds since the epoch. Missing in other
     * states, and if the platform does not report it.
     */
    stateSince: z.optional(z.number()),
    /** Present if an agent in it has flagged it. */
    flagged: z.optional(z.literal(true)),
    customerName: z.nullable(z.string()),
    queueId: z.nullable(z.string()),
    queueName: z.nullable(z.string()),
    /** The agent who has the conversation now, or whose phone rings; `null` while there is none. */
    agent: z.nullable(
      z.extend(personSchema, {
        /** Present if the platform was asked for the name and returned none. */
        unnamed: z.optional(z.literal(true)),
      }),
    ),
    /**
     * Colleagues who were called in: a consultation, a conference. Missing if there are none, or if
     * unknown.
     */
    alsoThere: z.optional(z.array(personSchema)),
    /** Who is watching now, besides the agent. */
    watchers: z.array(
      z.object({
        userId: z.nullable(z.string()),
        name: z.nullable(z.string()),
        how: z.enum(WATCHING),
      }),
    ),
  }),
);

export type Conversation = z.output<typeof conversationModelSchema>;
