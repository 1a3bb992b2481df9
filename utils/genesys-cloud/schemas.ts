import * as z from 'zod/mini';

/**
 * What we read of the platform's bodies, by its wire names. Everything we do not read is left out, everything that may be missing
 * is optional, and no enum is closed: the platform adds values without notice.
 */

const text = z.string();
/** An id becomes part of a path and a key in storage: not empty, no dots that lead elsewhere, nothing that cannot be sent. */
const id = z.string().check(z.regex(/^[\w:-]{1,200}$/));
const optionalText = z.nullish(text);

/** `ErrorBody` of every failed call. All of it optional: gateways in between answer with bodies of their own. */
export const errorBodySchema = z.object({
  message: optionalText,
  code: optionalText,
  contextId: optionalText,
  entityId: optionalText,
  details: z.nullish(z.array(z.object({ errorCode: optionalText, fieldName: optionalText }))),
});

/** `GET /api/v2/users/me` and `GET /api/v2/users/{id}`. */
export const userSchema = z.object({ id, name: text, email: optionalText });

const mediaSchema = z.nullish(z.array(z.object({ state: optionalText, held: z.nullish(z.boolean()) })));

/** A participant; the tutorial calls its part in the conversation `role`, the platform `purpose`. */
export const participantSchema = z.object({
  name: optionalText,
  userId: optionalText,
  role: optionalText,
  purpose: optionalText,
  queueName: optionalText,
  monitoredParticipantId: optionalText,
  coachedParticipantId: optionalText,
  bargedParticipantId: optionalText,
  startTime: optionalText,
  connectedTime: optionalText,
  endTime: optionalText,
  calls: mediaSchema,
  callbacks: mediaSchema,
  chats: mediaSchema,
  emails: mediaSchema,
  messages: mediaSchema,
  internalMessages: mediaSchema,
  socialExpressions: mediaSchema,
  videos: mediaSchema,
});

/** `GET /api/v2/conversations/{id}`. */
export const conversationSchema = z.object({
  id,
  startTime: optionalText,
  endTime: optionalText,
  participants: z.nullish(z.array(participantSchema)),
});

/**
 * `GET /api/v2/conversations`. Rows are checked one by one afterwards, so that one odd row costs itself and not the list.
 */
export const conversationListingSchema = z.object({ entities: z.array(z.unknown()) });

/** A cobrowse session of the Cobrowse Sessions API. */
export const cobrowseSessionSchema = z.object({
  id,
  conversationId: id,
  /** `pending`, `active`, `ended`, or what may come. */
  state: optionalText,
  participants: z.array(z.object({ userId: id, role: text, name: optionalText })),
  settings: z.nullish(
    z.object({ allowRemoteControl: z.nullish(z.boolean()), timeoutInMinutes: z.nullish(z.number()) }),
  ),
  createdDate: optionalText,
  expiresDate: optionalText,
});

/** `GET /api/v2/cobrowse/sessions?conversationId={id}`. */
export const cobrowseSessionListingSchema = z.object({ entities: z.array(cobrowseSessionSchema) });

/** `POST /api/v2/cobrowse/sessions/{sessionId}/participants/{userId}/tokens`. */
export const joinTokenSchema = z.object({ token: text.check(z.minLength(1)), expiresAt: text });

/** A call that answers nothing worth reading. A gateway's HTML page is not that: then nobody knows whether it was done. */
export const nothingSchema = z.optional(z.looseObject({}));
