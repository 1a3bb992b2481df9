import * as z from 'zod/mini';
import { conversationModelSchema } from '../genesys-cloud/conversation-model';
import { whenUsed } from '../schema/when-used';

/**
 * Where conversations are read: those the signed-in user is part of, those of agents, those of
 * queues, and the search over all. Each needs a permission of its own.
 */
const FLOOR_SOURCES = ['own', 'agents', 'queues', 'search'] as const;
export type FloorSource = (typeof FLOOR_SOURCES)[number];

/** A conversation on the floor, and how well it is known. */
export const floorRowSchema = whenUsed(() =>
  z.extend(conversationModelSchema, {
    /** Who told of it last: the listing that will miss it when it has ended. */
    source: z.enum([...FLOOR_SOURCES, 'event']),
    /** True when the signed-in user is part of it. */
    mine: z.boolean(),
    /**
     * True when it was read whole; analytics know less of a conversation than the conversation
     * itself.
     */
    complete: z.boolean(),
    /**
     * When this was true: the beginning of the reading or the arrival of the event, in milliseconds
     * since the epoch.
     */
    readAt: z.number(),
    /**
     * The newest time that the conversation itself speaks of: an event with an older one has been
     * overtaken.
     */
    newestFactAt: z.nullable(z.number()),
  }),
);

export type FloorRow = z.output<typeof floorRowSchema>;

/** A conversation that is over. */
export const goneSchema = whenUsed(() =>
  z.object({
    /**
     * When this was learnt, or a listing that lags told of it last, in milliseconds since the
     * epoch.
     */
    at: z.number(),
    /**
     * The newest time that its end speaks of, in milliseconds since the epoch; `null` where only
     * its absence was seen.
     */
    factAt: z.nullable(z.number()),
  }),
);

export type Gone = z.output<typeof goneSchema>;

/** What is known of the floor as a whole. */
export const floorHeadSchema = whenUsed(() =>
  z.object({
    /** When all sources had been read last, in milliseconds since the epoch. */
    takenAt: z.number(),
    /**
     * Sources that this user may not read, each with the permission that is missing where the API
     * names it.
     */
    leftOut: z.array(
      z.object({
        source: z.enum(FLOOR_SOURCES),
        missing: z.nullable(z.string()),
        /**
         * Where no permission would help: the sign-in is no person's, or the environment does not
         * have the call.
         */
        why: z.optional(z.enum(['no-person', 'absent'])),
      }),
    ),
    /**
     * Sources that could not be read this time, although the user may: what they told of before
     * stays.
     */
    unread: z.array(z.enum(FLOOR_SOURCES)),
    /** True when the platform said that there are more conversations than it listed. */
    partial: z.boolean(),
    /** User ids of the agents who report to the signed-in user. */
    team: z.array(z.string()),
  }),
);

export type FloorHead = z.output<typeof floorHeadSchema>;

/** The rows that were on screen last: what a popup paints before it has read the rest. */
export const firstScreenSchema = whenUsed(() =>
  z.object({
    rows: z.array(floorRowSchema),
    /** Place of the first of them in the filtered and sorted list. */
    offset: z.number(),
    /** Length of that list. */
    total: z.number(),
  }),
);

export type FirstScreen = z.output<typeof firstScreenSchema>;

/** Names by id; `null` for one that was asked for and not told. */
export const namesSchema = whenUsed(() =>
  z.object({
    users: z.record(z.string(), z.nullable(z.string())),
    queues: z.record(z.string(), z.nullable(z.string())),
  }),
);

export type Names = z.output<typeof namesSchema>;

export const NO_NAMES: Names = { users: {}, queues: {} };

/** The notification channel and what it is subscribed to. */
export const channelSchema = whenUsed(() =>
  z.object({
    id: z.string(),
    connectUri: z.string(),
    topics: z.array(z.string()),
    /**
     * When they were put last, in milliseconds since the epoch; older records do not have it yet.
     */
    subscribedAt: z.optional(z.number()),
    /** Topics that the platform refused; asking again would not help. */
    refused: z.array(z.string()),
  }),
);

export type Channel = z.output<typeof channelSchema>;

/** The floor as the extension's pages see it. */
export type Floor = {
  /** `null` until it was read for the first time. */
  head: FloorHead | null;
  /**
   * Every row, in no order; empty while `whole` is false. A row that has not changed is the same
   * object again.
   */
  rows: readonly FloorRow[];
  /** False for the moment in which only `firstScreen` has been read. */
  whole: boolean;
  firstScreen: FirstScreen | null;
  /** True while changes arrive as they happen. */
  live: boolean;
};
