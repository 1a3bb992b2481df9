import * as z from 'zod/mini';
import { CONVERSATION_STATES, MEDIA } from '../genesys-cloud/conversation-model';
import { lazySchema } from '../schema/lazy-schema';

export const SORTS = ['longest', 'newest', 'on-hold'] as const;
export type Sort = (typeof SORTS)[number];

/**
 * Whose conversations to show: everybody's, those of agents who report to the user, or the user's
 * own.
 */
const SCOPES = ['all', 'team', 'mine'] as const;
export type Scope = (typeof SCOPES)[number];

/** The view of the list. `null` filters nothing. */
export const listViewSchema = lazySchema(() =>
  z.object({
    typed: z.string().check(z.maxLength(500)),
    queueName: z.nullable(z.string()),
    media: z.nullable(z.enum(MEDIA)),
    agentUserId: z.nullable(z.string()),
    state: z.nullable(z.enum(CONVERSATION_STATES)),
    scope: z.enum(SCOPES),
    sort: z.enum(SORTS),
    /** How far the list is scrolled, in CSS pixels. */
    scrollTop: z.number(),
    selectedId: z.nullable(z.string()),
  }),
);

export type ListView = z.output<typeof listViewSchema>;

export const DEFAULT_LIST_VIEW: ListView = {
  typed: '',
  queueName: null,
  media: null,
  agentUserId: null,
  state: null,
  scope: 'all',
  sort: 'longest',
  scrollTop: 0,
  selectedId: null,
};

/** Which rows are on screen, and their position in the filtered and sorted list. */
export const shownRowsSchema = lazySchema(() =>
  z.strictObject({
    ids: z.array(z.string()).check(z.maxLength(100)),
    offset: z.number(),
    total: z.number(),
  }),
);

export type ShownRows = z.output<typeof shownRowsSchema>;
