import * as z from 'zod/mini';
import { CONVERSATION_STATES, MEDIA } from '../genesys-cloud/conversation-model';
import { lazySchema } from '../schema/lazy-schema';

export const SORTS = ['attention', 'hold', 'longest', 'newest', 'agent'] as const;
export type Sort = (typeof SORTS)[number];

/**
 * Which conversations to show: those that need the supervisor, those of agents who report to the
 * user, the user's own, or everybody's.
 */
const SCOPES = ['attention', 'team', 'mine', 'all'] as const;
export type Scope = (typeof SCOPES)[number];

/** The parts of the list, in their order. */
export const SECTIONS = ['pinned', 'attention', 'recent', 'everyone'] as const;
export type SectionKey = (typeof SECTIONS)[number];

/** More values than anybody chooses in one filter. */
const MAX_CHOSEN = 200;
const chosen = <S extends z.ZodMiniType>(value: S) => z.array(value).check(z.maxLength(MAX_CHOSEN));

/** Which conversations to show, and how. An empty list filters nothing. */
const filtersSchema = lazySchema(() =>
  z.object({
    queueNames: chosen(z.string()),
    agentUserIds: chosen(z.string()),
    media: chosen(z.enum(MEDIA)),
    states: chosen(z.enum(CONVERSATION_STATES)),
    scope: z.enum(SCOPES),
    sort: z.enum(SORTS),
    /** Whether parked emails are shown: there may be many, and nobody works on them now. */
    showParked: z.boolean(),
    /** Whether each agent has one row only. */
    byAgent: z.boolean(),
  }),
);

export type ListFilters = z.output<typeof filtersSchema>;

/** The view of the list. */
export const listViewSchema = lazySchema(() =>
  z.extend(filtersSchema, {
    typed: z.string().check(z.maxLength(500)),
    /** The sections of which only the heading is shown. */
    collapsed: z.array(z.enum(SECTIONS)).check(z.maxLength(SECTIONS.length)),
    /** How far the list is scrolled, in CSS pixels. */
    scrollTop: z.number(),
    selectedId: z.nullable(z.string()),
  }),
);

export type ListView = z.output<typeof listViewSchema>;

export const DEFAULT_LIST_VIEW: ListView = {
  typed: '',
  queueNames: [],
  agentUserIds: [],
  media: [],
  states: [],
  scope: 'all',
  sort: 'attention',
  showParked: false,
  byAgent: false,
  collapsed: [],
  scrollTop: 0,
  selectedId: null,
};

/** How many views can be saved, and how long a name may be, in characters. */
export const MAX_SAVED_VIEWS = 20;
export const MAX_VIEW_NAME = 40;

/** Filters that the user has saved under a name. */
export const savedViewSchema = lazySchema(() =>
  z.extend(filtersSchema, {
    name: z.string().check(z.minLength(1), z.maxLength(MAX_VIEW_NAME)),
  }),
);

export type SavedView = z.output<typeof savedViewSchema>;

/** A section of the list as it is on screen. */
const shownSectionSchema = lazySchema(() =>
  z.strictObject({
    key: z.enum(SECTIONS),
    /** How many rows it has, and how many of them are shown: none if it is collapsed. */
    count: z.number(),
    shown: z.number(),
  }),
);

export type ShownSection = z.output<typeof shownSectionSchema>;

/** The sections of a list; empty if it has no headings. */
export const shownSectionsSchema = lazySchema(() =>
  z.array(shownSectionSchema).check(z.maxLength(SECTIONS.length)),
);

/** Which rows are on screen, and their position in the filtered and sorted list. */
export const shownRowsSchema = lazySchema(() =>
  z.strictObject({
    ids: z.array(z.string()).check(z.maxLength(100)),
    offset: z.number(),
    total: z.number(),
    sections: shownSectionsSchema,
  }),
);

export type ShownRows = z.output<typeof shownRowsSchema>;
