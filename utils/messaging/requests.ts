import * as z from 'zod/mini';
import { PROBES } from '../checks/model';
import { DOUBTS } from '../cobrowse/doubts';
import { MAX_NOTE_LENGTH } from '../cobrowse/model';
import { STOP_REASONS, VIEWER_STATES } from '../cobrowse/screen-viewer';
import { START_VIEWS } from '../cobrowse/service-traits';
import { RECOVERY_ACTIONS } from '../errors/recovery-actions';
import { listViewSchema, MAX_SAVED_VIEWS, savedViewSchema, shownRowsSchema } from '../floor/list-view';
import { floatingPlaceSchema } from '../genesys-desktop/model';
import { plainLine } from '../invite/plain-text';
import { hasContent, MAX_PURPOSE_LENGTH } from '../invite/purpose';
import { PRACTICE_SERVICES } from '../practice/model';
import { lazySchema } from '../schema/lazy-schema';
import { hasExactly, matches, type PlainCheck } from '../schema/plain';
import { strict } from '../schema/strict';
import { UUID, UUID_PATTERN } from '../schema/uuid';
import { sessionSettingsSchema, settingsSchema } from '../settings/settings';
import type { RequestBody, RequestType } from './protocol';
import type { AllowedSender } from './sender';

/**
 * What the background accepts as one request. Every object in a body is a `strictObject`: unknown
 * fields are refused.
 */
type Accepted = {
  from: AllowedSender;
  body: z.ZodMiniType;
  /** Accepts bodies that need no schema. */
  isPlain?: PlainCheck;
  /** For a body that may be longer than {@link MAX_BODY_LENGTH}. */
  longest?: number;
};

/**
 * Longest body of a request, in characters of its texts and names; every list entry and field
 * counts as one more.
 */
export const MAX_BODY_LENGTH = 20_000;

const nothing = {
  body: lazySchema(() => z.nullish(z.never())),
  isPlain: (body: unknown) => body === undefined || body === null,
};
const conversationId = lazySchema(() => z.string().check(z.regex(UUID), z.toLowerCase()));
const ofConversation = {
  body: lazySchema(() => z.strictObject({ conversationId })),
  isPlain: hasExactly({ conversationId: matches(new RegExp(`^${UUID_PATTERN}$`)) }),
};
// Becomes part of a path, so it must not lead elsewhere, not even when encoded.
const SESSION_ID = /^(?!\.+$)[\w.:~-]{1,200}$/;
const sessionId = lazySchema(() => z.string().check(z.regex(SESSION_ID)));
const ofSession = {
  body: lazySchema(() => z.strictObject({ sessionId })),
  isPlain: hasExactly({ sessionId: matches(SESSION_ID) }),
};
/** Identifies one load of the page that shows agents' screens. */
const pageId = lazySchema(() => z.string().check(z.regex(UUID)));
/** Readable text on one line. */
const purpose = lazySchema(() =>
  z.string().check(z.overwrite(plainLine), z.maxLength(MAX_PURPOSE_LENGTH), z.refine(hasContent)),
);
/** The participants' names, as the button showed them. */
const shownName = lazySchema(() => z.nullable(z.string().check(z.maxLength(200))));
const names = lazySchema(() =>
  z.strictObject({ customer: shownName, agent: shownName, hasAgent: z.boolean() }),
);

/** The name of a screen of the desktop. */
const route = lazySchema(() => z.string().check(z.regex(/^[\w/-]{0,100}$/)));

/**
 * All requests: who may send each, and what its body must be. Anything else is refused before it is
 * handled.
 */
const ALL = {
  'sign-in': { from: 'own-page', ...nothing },
  'sign-out': { from: 'own-page', ...nothing },
  'save-settings': {
    from: 'own-page',
    body: lazySchema(() =>
      z.strictObject({
        settings: strict(settingsSchema),
        clientSecret: z.optional(z.nullable(z.string().check(z.maxLength(1000)))),
      }),
    ),
  },
  'review-records': { from: 'own-page', ...nothing },
  'dismiss-record-reports': { from: 'own-page', ...nothing },
  'get-redirect-uri': {
    from: 'own-page',
    body: lazySchema(() => z.strictObject({ environment: strict(settingsSchema.shape.environment) })),
  },
  'run-probe': { from: 'own-page', body: lazySchema(() => z.strictObject({ probe: z.enum(PROBES) })) },
  'refresh-conversations': {
    from: 'own-page',
    body: lazySchema(() => z.strictObject({ why: z.enum(['opened', 'due', 'asked']) })),
  },
  'note-list-view': {
    from: 'own-page',
    body: lazySchema(() =>
      z.strictObject({
        view: strict(listViewSchema),
        shown: shownRowsSchema,
        snapshot: z.array(z.unknown()),
      }),
    ),
    // A snapshot of a whole page.
    longest: 4_000_000,
  },
  'save-views': {
    from: 'own-page',
    body: lazySchema(() =>
      z.strictObject({ views: z.array(strict(savedViewSchema)).check(z.maxLength(MAX_SAVED_VIEWS)) }),
    ),
  },
  'pin-agent': {
    from: 'own-page',
    body: lazySchema(() =>
      z.strictObject({ userId: z.string().check(z.regex(/^[\w-]{1,200}$/)), pinned: z.boolean() }),
    ),
  },
  'open-channel': { from: 'own-page', ...nothing },
  'apply-notifications': {
    from: 'own-page',
    body: lazySchema(() => z.strictObject({ notifications: z.array(z.unknown()).check(z.maxLength(1000)) })),
    longest: 8_000_000,
  },
  'note-live': { from: 'own-page', body: lazySchema(() => z.strictObject({ live: z.boolean() })) },
  'start-session': {
    from: 'own-page',
    body: lazySchema(() =>
      z.strictObject({
        conversationId,
        settings: z.optional(strict(sessionSettingsSchema)),
        purpose: z.optional(purpose),
        view: z.optional(z.enum(START_VIEWS)),
      }),
    ),
  },
  'start-over': { from: 'own-page', ...ofSession },
  'prepare-start': { from: 'own-page', ...ofConversation },
  'dismiss-start': { from: 'own-page', ...ofConversation },
  'open-session': { from: 'own-page', ...ofSession },
  'get-agent-link': { from: 'own-page', ...ofSession },
  'get-invitation': { from: 'own-page', ...ofSession },
  'send-invitation': { from: 'own-page', ...ofSession },
  'end-session': {
    from: 'own-page',
    body: lazySchema(() => z.strictObject({ sessionId, undoable: z.optional(z.boolean()) })),
  },
  'undo-end': { from: 'own-page', ...ofSession },
  'dismiss-ended-session': { from: 'own-page', ...ofSession },
  'enter-practice': { from: 'own-page', ...nothing },
  'leave-practice': { from: 'own-page', ...nothing },
  'choose-practice-service': {
    from: 'own-page',
    body: lazySchema(() => z.strictObject({ service: z.enum(PRACTICE_SERVICES) })),
  },
  'name-start-to-confirm': { from: 'own-page', ...nothing },
  'confirm-start': {
    from: 'own-page',
    body: lazySchema(() =>
      z.strictObject({
        conversationId,
        purpose: z.optional(purpose),
        agentUserId: z.optional(z.nullable(z.string().check(z.maxLength(100)))),
      }),
    ),
  },
  'cancel-start-to-confirm': { from: 'own-page', ...nothing },
  'get-streaming-access': { from: 'screens-page', body: lazySchema(() => z.strictObject({ page: pageId })) },
  'report-viewer': {
    from: 'screens-page',
    body: lazySchema(() => z.strictObject({ page: pageId, state: z.enum(VIEWER_STATES) })),
  },
  'stop-watching': {
    from: 'screens-page',
    body: lazySchema(() => z.strictObject({ sessionId, why: z.enum(STOP_REASONS) })),
  },
  'add-session-note': {
    from: 'screens-page',
    body: lazySchema(() =>
      z.strictObject({
        sessionId,
        text: z.string().check(
          z.overwrite(plainLine),
          z.maxLength(MAX_NOTE_LENGTH),
          z.refine((text) => text !== ''),
        ),
        at: z.number().check(z.positive()),
      }),
    ),
  },
  'show-conversation': {
    from: 'desktop-page',
    body: lazySchema(() => z.strictObject({ conversationId: z.nullable(conversationId) })),
  },
  'start-from-desktop': {
    from: 'desktop-page',
    body: lazySchema(() =>
      z.strictObject({
        conversationId,
        startOver: z.optional(z.literal(true)),
        names: z.optional(names),
      }),
    ),
  },
  'ask-to-confirm': {
    from: 'desktop-page',
    body: lazySchema(() =>
      z.strictObject({
        conversationId,
        doubt: z.enum(DOUBTS),
        startOver: z.optional(z.literal(true)),
      }),
    ),
  },
  'take-recovery-action': {
    from: 'desktop-page',
    body: lazySchema(() =>
      z.strictObject({
        conversationId,
        pressed: z.optional(z.enum(['open', ...RECOVERY_ACTIONS])),
        names: z.optional(names),
      }),
    ),
  },
  'act-on-session': {
    from: 'desktop-page',
    body: lazySchema(() => z.strictObject({ conversationId, action: z.enum(['end', 'invite']) })),
  },
  'get-button-place': { from: 'desktop-page', body: lazySchema(() => z.strictObject({ route })) },
  'note-button-place': {
    from: 'desktop-page',
    body: lazySchema(() =>
      z.strictObject({
        route,
        place: z.optional(strict(floatingPlaceSchema)),
        anchored: z.optional(z.boolean()),
      }),
    ),
  },
} as const satisfies Record<RequestType, Accepted>;

/** A field that only one of protocol and schema has is a type error, which names the request. */
type Checked = {
  [T in RequestType]: FieldsOf<RequestBody<T>> extends FieldsOf<z.output<(typeof ALL)[T]['body']>>
    ? FieldsOf<z.output<(typeof ALL)[T]['body']>> extends FieldsOf<RequestBody<T>>
      ? Accepted
      : `protocol.ts lacks a field of ${T}`
    : `requests.ts lacks a field of ${T}`;
};
type FieldsOf<Body> = Body extends object ? keyof Body : never;

/** See {@link ALL}. */
export const REQUESTS: Readonly<Record<RequestType, Accepted>> = ALL satisfies Checked;
