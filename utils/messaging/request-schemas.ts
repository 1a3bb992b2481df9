import * as z from 'zod/mini';
import { PROBES } from '../checks/model';
import { DOUBTS } from '../cobrowse/doubts';
import { listViewSchema, shownRowsSchema } from '../floor/list-view';
import { plainLine } from '../invite/plain-text';
import { LONGEST_PURPOSE, saysSomething } from '../invite/purpose';
import { UUID } from '../schema/uuid';
import { whenUsed } from '../schema/when-used';
import { sessionSettingsSchema, settingsSchema } from '../settings/settings';
import type { RequestType } from './client';
import type { PressedWayOut, Protocol } from './protocol';

const nothing = whenUsed(() => z.nullish(z.never()));
const conversationId = whenUsed(() => z.string().check(z.regex(UUID), z.toLowerCase()));
const ofConversation = whenUsed(() => z.object({ conversationId }));
/** Something to read, on one line. */
const purpose = whenUsed(() =>
  z.string().check(z.overwrite(plainLine), z.maxLength(LONGEST_PURPOSE), z.refine(saysSomething)),
);
/** Who a conversation is with, as the button said it. */
const shownName = whenUsed(() => z.nullable(z.string().check(z.maxLength(200))));
const names = whenUsed(() => z.object({ customer: shownName, agent: shownName, hasAgent: z.boolean() }));
const PRESSED_WAYS_OUT = [
  'open',
  'sign-in',
  'open-settings',
  'try-again',
  'refresh',
  'grant-access',
  'reopen',
  'choose-purpose',
  'wait',
  'none',
] as const satisfies readonly PressedWayOut[];
// Becomes part of a path: nothing that leads elsewhere, not even where it is encoded.
const ofSession = whenUsed(() =>
  z.object({ sessionId: z.string().check(z.regex(/^(?!\.+$)[\w.:~-]{1,200}$/)) }),
);

/**
 * What the background accepts as the body of each request; anything else is refused before it is
 * looked at.
 */
export const REQUEST_SCHEMAS = {
  'sign-in': nothing,
  'sign-out': nothing,
  'save-settings': whenUsed(() =>
    z.object({
      settings: settingsSchema,
      clientSecret: z.optional(z.nullable(z.string().check(z.maxLength(1000)))),
    }),
  ),
  'review-records': nothing,
  'dismiss-record-reports': nothing,
  'get-redirect-uri': whenUsed(() => z.object({ environment: settingsSchema.shape.environment })),
  'run-probe': whenUsed(() => z.object({ probe: z.enum(PROBES) })),
  'refresh-conversations': whenUsed(() => z.object({ why: z.enum(['opened', 'due', 'asked']) })),
  'note-list-view': whenUsed(() =>
    z.object({
      view: listViewSchema,
      shown: shownRowsSchema,
      snapshot: z.array(z.unknown()),
    }),
  ),
  'pin-agent': whenUsed(() =>
    z.object({ userId: z.string().check(z.regex(/^[\w-]{1,200}$/)), pinned: z.boolean() }),
  ),
  'open-channel': nothing,
  'take-notifications': whenUsed(() =>
    z.object({ notifications: z.array(z.unknown()).check(z.maxLength(1000)) }),
  ),
  'note-live': whenUsed(() => z.object({ live: z.boolean() })),
  'start-session': whenUsed(() =>
    z.extend(ofConversation, {
      settings: z.optional(sessionSettingsSchema),
      purpose: z.optional(purpose),
    }),
  ),
  'start-over': ofSession,
  'prepare-start': ofConversation,
  'dismiss-start': ofConversation,
  'open-session': ofSession,
  'get-agent-link': ofSession,
  'get-invitation': ofSession,
  'send-invitation': ofSession,
  'end-session': ofSession,
  'dismiss-ended-session': ofSession,
  'enter-practice': nothing,
  'leave-practice': nothing,
  'name-start-to-confirm': nothing,
  'confirm-start': whenUsed(() =>
    z.extend(ofConversation, {
      purpose: z.optional(purpose),
      agentUserId: z.optional(z.nullable(z.string().check(z.maxLength(100)))),
    }),
  ),
  'cancel-start-to-confirm': nothing,
  'show-conversation': whenUsed(() => z.object({ conversationId: z.nullable(conversationId) })),
  'start-from-desktop': whenUsed(() =>
    z.extend(ofConversation, {
      startOver: z.optional(z.literal(true)),
      names: z.optional(names),
    }),
  ),
  'ask-to-confirm': whenUsed(() =>
    z.extend(ofConversation, {
      doubt: z.enum(DOUBTS),
      startOver: z.optional(z.literal(true)),
    }),
  ),
  'take-way-out': whenUsed(() =>
    z.extend(ofConversation, {
      pressed: z.optional(z.enum(PRESSED_WAYS_OUT)),
      names: z.optional(names),
    }),
  ),
} satisfies Record<RequestType, z.ZodMiniType>;

/** The body of a request after its schema. */
export type RequestBody<T extends RequestType> = Parameters<Protocol[T]>[0];
