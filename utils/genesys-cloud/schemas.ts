import * as z from 'zod/mini';
import { whenUsed } from '../schema/when-used';

/**
 * What we read of the platform's bodies, by its wire names. Everything we do not read is left out,
 * everything that may be missing is optional, and no enum is closed: the platform adds values
 * without notice.
 */

const text = z.string();
/**
 * An id becomes part of a path and a key in storage: not empty, no dots that lead elsewhere,
 * nothing that cannot be sent, and no name that every object has (`constructor`).
 */
const id = z.string().check(
  z.regex(/^[\w:-]{1,200}$/),
  z.refine((value) => !(value in Object.prototype)),
);
/**
 * What is kept of a name, a time or a word, in characters: rows are stored, and storage is limited.
 */
const LONGEST_TEXT = 500;
const shortText = text.check(z.overwrite((value) => value.slice(0, LONGEST_TEXT)));
const optionalText = z.nullish(shortText);
/**
 * An id that may be missing: an empty string is none too, and costs itself and not what stands
 * beside it.
 */
const optionalId = whenUsed(() => z.nullish(z.union([id, z.literal('')])));

/** What cannot be read of a refusal is taken for missing: it must not cost the reason beside it. */
const textIfAny = whenUsed(() => z.catch(optionalText, null));

/**
 * `ErrorBody` of every failed call. All of it optional: gateways in between answer with bodies of
 * their own.
 */
export const errorBodySchema = whenUsed(() =>
  z.object({
    message: textIfAny,
    code: textIfAny,
    contextId: textIfAny,
    entityId: textIfAny,
    details: z.catch(
      z.nullish(z.array(z.object({ errorCode: optionalText, fieldName: optionalText }))),
      null,
    ),
  }),
);

/** Where refusals that are no `ErrorBody` say the reason. */
export const otherReasonSchema = whenUsed(() =>
  z.object({ description: textIfAny, error_description: textIfAny }),
);

/** `GET /api/v2/users/{id}`. */
export const userSchema = whenUsed(() => z.object({ id, name: shortText, email: optionalText }));

/** `GET /api/v2/users/{id}?expand=languagePreference`. */
export const userLanguageSchema = whenUsed(() => z.object({ id, languagePreference: optionalText }));

/**
 * `GET /api/v2/users/me?expand=organization,authorization`. Who it is counts; what else cannot be
 * read is taken for missing.
 */
export const meSchema = whenUsed(() =>
  z.extend(userSchema, {
    organization: z.catch(z.nullish(z.object({ id: optionalId })), null),
    authorization: z.catch(z.nullish(z.object({ permissions: z.nullish(z.array(text)) })), null),
  }),
);

/**
 * `GET /api/v2/tokens/me`. Whether the token is good counts; what cannot be read is taken for
 * missing.
 */
export const tokenInfoSchema = whenUsed(() =>
  z.object({
    organization: z.catch(z.nullish(z.object({ name: optionalText })), null),
    authorizedScope: z.catch(z.nullish(z.array(text)), null),
  }),
);

const legFields = { state: optionalText, connectedTime: optionalText, disconnectedTime: optionalText };
const legsSchema = whenUsed(() => z.nullish(z.array(z.object(legFields))));
/** Legs of the media in which somebody can be put on hold. */
const holdableLegsSchema = whenUsed(() =>
  z.nullish(z.array(z.object({ ...legFields, held: z.nullish(z.boolean()) }))),
);

/**
 * A participant; the tutorial calls its part in the conversation `role`, the platform `purpose`.
 */
export const participantSchema = whenUsed(() =>
  z.object({
    id: optionalText,
    name: optionalText,
    userId: optionalText,
    role: optionalText,
    purpose: optionalText,
    queueId: optionalText,
    queueName: optionalText,
    monitoredParticipantId: optionalText,
    coachedParticipantId: optionalText,
    bargedParticipantId: optionalText,
    consultParticipantId: optionalText,
    /** What cannot be read is taken for missing: who listens is told by the fields above too. */
    mediaRoles: z.catch(z.nullish(z.array(text)), null),
    startTime: optionalText,
    connectedTime: optionalText,
    endTime: optionalText,
    calls: holdableLegsSchema,
    callbacks: holdableLegsSchema,
    chats: holdableLegsSchema,
    emails: holdableLegsSchema,
    messages: holdableLegsSchema,
    internalMessages: legsSchema,
    socialExpressions: holdableLegsSchema,
    videos: legsSchema,
    cobrowsesessions: legsSchema,
    screenMonitorings: legsSchema,
  }),
);

/** `GET /api/v2/conversations/{id}`. */
export const conversationSchema = whenUsed(() =>
  z.object({
    id,
    startTime: optionalText,
    endTime: optionalText,
    participants: z.nullish(z.array(participantSchema)),
  }),
);

/**
 * `GET /api/v2/conversations`. Rows are checked one by one afterwards, so that one odd row costs
 * itself and not the list.
 */
export const conversationListingSchema = whenUsed(() => z.object({ entities: z.array(z.unknown()) }));

/** Rows that are read of one answer; no call asks for as many. */
export const MOST_ROWS = 10_000;

/**
 * Rows of a bulk answer that match; an odd one costs itself and not the others, and those beyond
 * 10,000 are passed over.
 */
export function matchingRows<S extends z.ZodMiniType>(schema: S, rows: readonly unknown[]): z.output<S>[] {
  return rows.slice(0, MOST_ROWS).flatMap((row) => {
    const parsed = z.safeParse(schema, row);
    return parsed.success ? [parsed.data] : [];
  });
}

/** `POST /api/v2/analytics/agents/status/query`; names come only with a permission of their own. */
export const agentStatusListingSchema = whenUsed(() =>
  z.object({ entities: z.nullish(z.array(z.unknown())) }),
);
export const agentStatusSchema = whenUsed(() =>
  z.object({
    userId: optionalId,
    userName: optionalText,
    managerId: optionalText,
    sessions: z.nullish(
      z.array(
        z.object({
          conversationId: optionalId,
          sessionStart: optionalText,
          segmentType: optionalText,
          routedQueueId: optionalId,
          mediaType: optionalText,
        }),
      ),
    ),
  }),
);

/** `POST /api/v2/analytics/conversations/activity/query`. */
export const activitySchema = whenUsed(() =>
  z.object({
    results: z.nullish(
      z.array(
        z.object({
          group: z.nullish(z.record(z.string(), z.unknown())),
          truncated: z.nullish(z.boolean()),
          entities: z.nullish(z.array(z.unknown())),
        }),
      ),
    ),
  }),
);
export const activityEntitySchema = whenUsed(() =>
  z.object({
    conversationId: id,
    metric: optionalText,
    activityDate: optionalText,
    userId: optionalId,
    queueId: optionalId,
    mediaType: optionalText,
    participantName: optionalText,
  }),
);

/** `POST /api/v2/analytics/conversations/details/query`. */
export const conversationDetailsSchema = whenUsed(() =>
  z.object({
    conversations: z.nullish(z.array(z.unknown())),
    totalHits: z.nullish(z.number()),
  }),
);
export const conversationDetailSchema = whenUsed(() =>
  z.object({
    conversationId: id,
    conversationStart: optionalText,
    conversationEnd: optionalText,
    participants: z.nullish(
      z.array(
        z.object({
          participantName: optionalText,
          purpose: optionalText,
          userId: optionalId,
          sessions: z.nullish(
            z.array(
              z.object({
                mediaType: optionalText,
                segments: z.nullish(
                  z.array(
                    z.object({
                      segmentType: optionalText,
                      segmentStart: optionalText,
                      segmentEnd: optionalText,
                      queueId: optionalId,
                    }),
                  ),
                ),
              }),
            ),
          ),
        }),
      ),
    ),
  }),
);

/** `GET /api/v2/users?id=…` and `GET /api/v2/routing/queues?id=…`, row by row. */
export const entityListingSchema = whenUsed(() => z.object({ entities: z.nullish(z.array(z.unknown())) }));
export const namedEntitySchema = whenUsed(() => z.object({ id, name: shortText }));

/** `POST /api/v2/notifications/channels`. */
export const notificationChannelSchema = whenUsed(() =>
  z.object({
    id,
    // Nothing of the user's is sent there, but what comes from it changes the list: an encrypted
    // socket, or one of this computer.
    connectUri: z
      .string()
      .check(z.refine(URL.canParse), z.regex(/^wss:\/\/|^ws:\/\/(?:localhost|127\.0\.0\.1|\[::1\])[:/]/i)),
  }),
);

/** `PUT /api/v2/notifications/channels/{channelId}/subscriptions`. */
export const topicListingSchema = whenUsed(() => z.object({ entities: z.nullish(z.array(z.unknown())) }));
export const topicSchema = whenUsed(() => z.object({ id: text, state: optionalText }));

/** What arrives on a notification channel. */
export const notificationSchema = whenUsed(() => z.object({ topicName: text, eventBody: z.unknown() }));

/** A cobrowse session of the Cobrowse Sessions API. */
export const cobrowseSessionSchema = whenUsed(() =>
  z.object({
    id,
    conversationId: id,
    /** `pending`, `active`, `ended`, or what may come. */
    state: optionalText,
    participants: z.array(z.object({ userId: optionalId, role: shortText, name: optionalText })),
    settings: z.nullish(
      z.object({ allowRemoteControl: z.nullish(z.boolean()), timeoutInMinutes: z.nullish(z.number()) }),
    ),
    createdDate: optionalText,
    expiresDate: optionalText,
  }),
);

/** `GET /api/v2/cobrowse/sessions?conversationId={id}`. */
export const cobrowseSessionListingSchema = whenUsed(() =>
  z.object({ entities: z.array(cobrowseSessionSchema) }),
);

/** `POST /api/v2/cobrowse/sessions/{sessionId}/participants/{userId}/tokens`. */
export const joinTokenSchema = whenUsed(() =>
  z.object({ token: text.check(z.minLength(1)), expiresAt: text }),
);

/**
 * A call that answers nothing worth reading. A gateway's HTML page is not that: then nobody knows
 * whether it was done.
 */
export const nothingSchema = whenUsed(() => z.optional(z.object({})));

/**
 * `POST /api/v2/conversations/{conversationId}/cobrowse`: `CobrowseWebMessagingSession` without its
 * addresses.
 */
export const cobrowseOfferSchema = whenUsed(() =>
  z.object({
    id,
    joinCode: z.nullish(text.check(z.maxLength(40))),
    dateOfferEnds: optionalText,
    communicationType: optionalText,
  }),
);

/** `GET /api/v2/conversations/{conversationId}`, its co-browses only. */
export const cobrowseTracesSchema = whenUsed(() =>
  z.object({
    id,
    endTime: optionalText,
    participants: z.nullish(
      z.array(
        z.object({
          name: optionalText,
          userId: optionalText,
          cobrowsesessions: z.nullish(
            z.array(
              z.object({
                state: optionalText,
                cobrowseSessionId: optionalText,
                startAlertingTime: optionalText,
                connectedTime: optionalText,
              }),
            ),
          ),
        }),
      ),
    ),
  }),
);
