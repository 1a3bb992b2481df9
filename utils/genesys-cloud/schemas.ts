import * as z from 'zod/mini';
import { lazySchema } from '../schema/lazy-schema';

/**
 * The parts of the platform's bodies that we read, by their wire names. Fields that we do not read
 * are omitted, everything that may be missing is optional, and no enum is closed: the platform adds
 * values without notice.
 */

const text = z.string();
/**
 * An id becomes part of a path and a key in storage: it must not be empty, contain path dots or
 * characters that cannot be sent, or be the name of an inherited property (`constructor`).
 */
const id = z.string().check(
  z.regex(/^[\w:-]{1,200}$/),
  z.refine((value) => !(value in Object.prototype)),
);
/** How much is kept of a text, in characters: rows are stored, and storage is limited. */
const MAX_TEXT_LENGTH = 500;
/** What turns the direction of all that follows, such as what we write after a name. */
const TURNS_DIRECTION = /[\u202a-\u202e\u2066-\u2069]/g;
const shortText = text.check(
  z.overwrite((value) => value.replace(TURNS_DIRECTION, '').slice(0, MAX_TEXT_LENGTH)),
);
const optionalText = z.nullish(shortText);
/**
 * An id that may be missing: an empty string counts as missing, without invalidating the other
 * fields.
 */
const optionalId = lazySchema(() => z.nullish(z.union([id, z.literal('')])));

/** An unreadable part of a refusal counts as missing: it must not hide the reason beside it. */
const textIfAny = lazySchema(() => z.catch(optionalText, null));

/**
 * `ErrorBody` of every failed call. All fields are optional: gateways answer with bodies of their
 * own.
 */
export const errorBodySchema = lazySchema(() =>
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

/** Where refusals without an `ErrorBody` put the reason. */
export const otherReasonSchema = lazySchema(() =>
  z.object({ description: textIfAny, error_description: textIfAny }),
);

/** `GET /api/v2/users/{id}`. */
export const userSchema = lazySchema(() => z.object({ id, name: shortText, email: optionalText }));

/** `GET /api/v2/users/{id}?expand=languagePreference`. */
export const userLanguageSchema = lazySchema(() => z.object({ id, languagePreference: optionalText }));

/**
 * `GET /api/v2/users/me?expand=organization,authorization`. Only the user is required; anything
 * else that is unreadable counts as missing.
 */
export const meSchema = lazySchema(() =>
  z.extend(userSchema, {
    organization: z.catch(z.nullish(z.object({ id: optionalId })), null),
    authorization: z.catch(z.nullish(z.object({ permissions: z.nullish(z.array(text)) })), null),
  }),
);

/**
 * `GET /api/v2/tokens/me`. Only the token's validity matters; anything unreadable counts as
 * missing.
 */
export const tokenInfoSchema = lazySchema(() =>
  z.object({
    organization: z.catch(z.nullish(z.object({ name: optionalText })), null),
    authorizedScope: z.catch(z.nullish(z.array(text)), null),
  }),
);

const legFields = { state: optionalText, connectedTime: optionalText, disconnectedTime: optionalText };
/** When a leg began to ring. Events lack it. */
const startAlertingTime = z.catch(optionalText, null);
const legsSchema = lazySchema(() => z.nullish(z.array(z.object(legFields))));
/** Legs of media that ring, but cannot be put on hold. */
const ringingLegsSchema = lazySchema(() => z.nullish(z.array(z.object({ ...legFields, startAlertingTime }))));
/** Legs of media that can be put on hold. */
const holdableLegsSchema = lazySchema(() =>
  z.nullish(
    z.array(
      z.object({
        ...legFields,
        startAlertingTime,
        held: z.nullish(z.boolean()),
        /** When the current hold began; missing while it is not on hold. */
        startHoldTime: z.catch(optionalText, null),
      }),
    ),
  ),
);

/** A participant; the tutorial calls its role `role`, the platform `purpose`. */
export const participantSchema = lazySchema(() =>
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
    /** Unreadable roles count as missing: the fields above show listeners too. */
    mediaRoles: z.catch(z.nullish(z.array(text)), null),
    /** Set while this participant asks for attention; the only known value is `general`. */
    flaggedReason: z.catch(optionalText, null),
    startTime: optionalText,
    connectedTime: optionalText,
    endTime: optionalText,
    calls: holdableLegsSchema,
    callbacks: holdableLegsSchema,
    chats: holdableLegsSchema,
    emails: holdableLegsSchema,
    messages: holdableLegsSchema,
    internalMessages: ringingLegsSchema,
    socialExpressions: holdableLegsSchema,
    videos: ringingLegsSchema,
    cobrowsesessions: legsSchema,
    screenMonitorings: legsSchema,
  }),
);

/** `GET /api/v2/conversations/{id}`. */
export const conversationSchema = lazySchema(() =>
  z.object({
    id,
    startTime: optionalText,
    endTime: optionalText,
    participants: z.nullish(z.array(participantSchema)),
  }),
);

/**
 * `GET /api/v2/conversations`. Rows are checked one by one afterwards, so that an invalid row does
 * not affect the others.
 */
export const conversationListingSchema = lazySchema(() => z.object({ entities: z.array(z.unknown()) }));

/** The most rows to read from one answer; no call requests that many. */
export const MAX_ROWS = 10_000;

/**
 * Returns the valid rows of a bulk answer, up to 10,000; an invalid row does not affect the others.
 */
export function matchingRows<S extends z.ZodMiniType>(schema: S, rows: readonly unknown[]): z.output<S>[] {
  return rows.slice(0, MAX_ROWS).flatMap((row) => {
    const parsed = z.safeParse(schema, row);
    return parsed.success ? [parsed.data] : [];
  });
}

/** `POST /api/v2/analytics/agents/status/query`; names need a permission of their own. */
export const agentStatusListingSchema = lazySchema(() =>
  z.object({ entities: z.nullish(z.array(z.unknown())) }),
);
export const agentStatusSchema = lazySchema(() =>
  z.object({
    userId: optionalId,
    userName: optionalText,
    managerId: optionalText,
    sessions: z.nullish(
      z.array(
        z.object({
          conversationId: optionalId,
          sessionStart: optionalText,
          segmentStart: z.catch(optionalText, null),
          segmentType: optionalText,
          routedQueueId: optionalId,
          mediaType: optionalText,
        }),
      ),
    ),
  }),
);

/** `POST /api/v2/analytics/conversations/activity/query`. */
export const activitySchema = lazySchema(() =>
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
export const activityEntitySchema = lazySchema(() =>
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
export const conversationDetailsSchema = lazySchema(() =>
  z.object({
    conversations: z.nullish(z.array(z.unknown())),
    totalHits: z.nullish(z.number()),
  }),
);
export const conversationDetailSchema = lazySchema(() =>
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
          flaggedReason: z.catch(optionalText, null),
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
export const entityListingSchema = lazySchema(() => z.object({ entities: z.nullish(z.array(z.unknown())) }));
export const namedEntitySchema = lazySchema(() => z.object({ id, name: shortText }));

/** `POST /api/v2/notifications/channels`. */
export const notificationChannelSchema = lazySchema(() =>
  z.object({
    id,
    // Nothing of the user's is sent there, but its messages change the list: allow only an
    // encrypted socket, or one on this computer.
    connectUri: z
      .string()
      .check(z.refine(URL.canParse), z.regex(/^wss:\/\/|^ws:\/\/(?:localhost|127\.0\.0\.1|\[::1\])[:/]/i)),
  }),
);

/** `PUT /api/v2/notifications/channels/{channelId}/subscriptions`. */
export const topicListingSchema = lazySchema(() => z.object({ entities: z.nullish(z.array(z.unknown())) }));
export const topicSchema = lazySchema(() => z.object({ id: text, state: optionalText }));

/** What arrives on a notification channel. */
export const notificationSchema = lazySchema(() => z.object({ topicName: text, eventBody: z.unknown() }));

/** A cobrowse session of the Cobrowse Sessions API. */
export const cobrowseSessionSchema = lazySchema(() =>
  z.object({
    id,
    conversationId: id,
    /** `pending`, `active`, `ended`, or a future state. */
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
export const cobrowseSessionListingSchema = lazySchema(() =>
  z.object({ entities: z.array(cobrowseSessionSchema) }),
);

/** `POST /api/v2/cobrowse/sessions/{sessionId}/participants/{userId}/tokens`. */
export const joinTokenSchema = lazySchema(() =>
  z.object({ token: text.check(z.minLength(1)), expiresAt: text }),
);

/**
 * A call without a useful answer. A gateway's HTML page does not match: it is then unknown whether
 * the call was carried out.
 */
export const nothingSchema = lazySchema(() => z.optional(z.object({})));

/** `POST …/screenmonitors/sessions`. */
export const screenMonitoringStartSchema = lazySchema(() => z.object({ screenMonitoringId: id }));

/** `GET …/screenmonitors/sessions/{screenMonitoringId}`: `ScreenMonitoringSession`. */
export const screenMonitoringSchema = lazySchema(() =>
  z.object({
    screenMonitoringId: id,
    sourceUser: z.nullish(z.object({ id: optionalId, name: optionalText })),
    conversation: z.nullish(z.object({ id: optionalId })),
    participantId: optionalId,
    dateCreated: optionalText,
  }),
);

/** `GET /api/v2/screenmonitors/users/{userId}/sessions`. */
export const screenMonitoringListingSchema = lazySchema(() =>
  z.object({ entities: z.nullish(z.array(screenMonitoringSchema)) }),
);

/** `GET /api/v2/screenmonitors/settings`. */
export const screenMonitoringSettingsSchema = lazySchema(() =>
  z.object({ enableAgentNotifications: z.nullish(z.boolean()) }),
);

/**
 * `POST /api/v2/conversations/{conversationId}/cobrowse`: `CobrowseWebMessagingSession` without its
 * addresses.
 */
export const cobrowseOfferSchema = lazySchema(() =>
  z.object({
    id,
    joinCode: z.nullish(text.check(z.maxLength(40))),
    dateOfferEnds: optionalText,
    communicationType: optionalText,
  }),
);

/** `GET /api/v2/conversations/{conversationId}`, its co-browses only. */
export const cobrowseTracesSchema = lazySchema(() =>
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
