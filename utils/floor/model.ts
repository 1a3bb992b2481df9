import * as z from 'zod/mini';
import { conversationModelSchema } from '../genesys-cloud/conversation-model';
import { lazySchema } from '../schema/lazy-schema';
import { shownSectionsSchema } from './list-view';

/**
 * The sources of conversations: the signed-in user's own, those of agents, those of queues, and the
 * search over all. Each needs its own permission.
 */
const FLOOR_SOURCES = ['own', 'agents', 'queues', 'search'] as const;
export type FloorSource = (typeof FLOOR_SOURCES)[number];

/** A conversation on the floor, and how well it is known. */
export const floorRowSchema = lazySchema(() =>
  z.extend(conversationModelSchema, {
    /** Which source reported it last: the listing that will lack it after it has ended. */
    source: z.enum([...FLOOR_SOURCES, 'event']),
    /** True if the signed-in user is part of it. */
    mine: z.boolean(),
    /**
     * True if it was read in full; analytics know less about a conversation than the conversation
     * itself.
     */
    complete: z.boolean(),
    /**
     * When this was true: when the reading began or the event arrived, in milliseconds since the
     * epoch.
     */
    readAt: z.number(),
    /** The newest timestamp in the conversation itself: an event with an older one is obsolete. */
    newestFactAt: z.nullable(z.number()),
  }),
);

export type FloorRow = z.output<typeof floorRowSchema>;

/** A conversation that has ended. */
export const goneSchema = lazySchema(() =>
  z.object({
    /**
     * When this became known, or when a late listing last contained it, in milliseconds since the
     * epoch.
     */
    at: z.number(),
    /**
     * The newest timestamp of its end, in milliseconds since the epoch; `null` if it was only seen
     * to be missing.
     */
    factAt: z.nullable(z.number()),
  }),
);

export type Gone = z.output<typeof goneSchema>;

/** What is known about the floor as a whole. */
export const floorHeadSchema = lazySchema(() =>
  z.object({
    /** When all sources were last read, in milliseconds since the epoch. */
    takenAt: z.number(),
    /**
     * Sources that this user may not read, each with the missing permission if the API names it.
     */
    leftOut: z.array(
      z.object({
        source: z.enum(FLOOR_SOURCES),
        missing: z.nullable(z.string()),
        /**
         * Set if no permission would help: the sign-in has no user, or the environment lacks the
         * call.
         */
        why: z.optional(z.enum(['no-person', 'absent'])),
      }),
    ),
    /**
     * Sources that could not be read this time, although the user may: what they reported before
     * stays.
     */
    unread: z.array(z.enum(FLOOR_SOURCES)),
    /** True if the platform reported that there are more conversations than it listed. */
    partial: z.boolean(),
    /** User ids of the agents who report to the signed-in user. */
    team: z.array(z.string()),
  }),
);

export type FloorHead = z.output<typeof floorHeadSchema>;

/** The rows that were last on screen: the popup paints them before it has read the rest. */
export const firstScreenSchema = lazySchema(() =>
  z.object({
    rows: z.array(floorRowSchema),
    /** Position of the first one in the filtered and sorted list. */
    offset: z.number(),
    /** Length of that list. */
    total: z.number(),
    sections: z._default(shownSectionsSchema, []),
  }),
);

export type FirstScreen = z.output<typeof firstScreenSchema>;

/** Names by id; `null` for an id whose name the platform did not return. */
export const namesSchema = lazySchema(() =>
  z.object({
    users: z.record(z.string(), z.nullable(z.string())),
    queues: z.record(z.string(), z.nullable(z.string())),
  }),
);

export type Names = z.output<typeof namesSchema>;

export const NO_NAMES: Names = { users: {}, queues: {} };

/** The notification channel and its subscriptions. */
export const channelSchema = lazySchema(() =>
  z.object({
    id: z.string(),
    connectUri: z.string(),
    topics: z.array(z.string()),
    /** When they were last sent, in milliseconds since the epoch; older records lack this. */
    subscribedAt: z.optional(z.number()),
    /** Topics that the platform refused; trying again would not help. */
    refused: z.array(z.string()),
  }),
);

export type Channel = z.output<typeof channelSchema>;

/** The floor as the extension's pages see it. */
export type Floor = {
  /** `null` until it has been read. */
  head: FloorHead | null;
  /**
   * Every row, in no particular order; empty while `whole` is false. An unchanged row stays the
   * same object.
   */
  rows: readonly FloorRow[];
  /** False while only `firstScreen` has been read. */
  whole: boolean;
  firstScreen: FirstScreen | null;
  /** True while changes arrive as they happen. */
  live: boolean;
};
