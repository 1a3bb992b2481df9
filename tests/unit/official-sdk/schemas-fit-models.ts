/**
 * Holds our schemas against the models of the official SDK when this file is compiled (`npm run
 * typecheck`): every field that we read must exist there, with a type that our schema takes. A
 * field that is renamed or that we misspelt does not compile.
 *
 * Not held against anything: the Cobrowse Sessions API, which the SDK does not have, and `role` of
 * a participant, which only the Cobrowse tutorial's listing carries.
 */
import type { Models } from 'purecloud-platform-client-v2';
import type * as z from 'zod/mini';
import type {
  activityEntitySchema,
  activitySchema,
  agentStatusListingSchema,
  agentStatusSchema,
  conversationDetailSchema,
  conversationDetailsSchema,
  conversationListingSchema,
  conversationSchema,
  entityListingSchema,
  errorBodySchema,
  namedEntitySchema,
  notificationChannelSchema,
  participantSchema,
  topicListingSchema,
  topicSchema,
  userSchema,
} from '@/utils/genesys-cloud/schemas';

/** `true`, or what is wrong and where. The brackets keep unions together. */
type Fits<Ours, Theirs> = unknown extends Ours
  ? true
  : [Ours] extends [readonly (infer OurItem)[]]
    ? [Theirs] extends [readonly (infer TheirItem)[]]
      ? Fits<OurItem, TheirItem>
      : { theirs: Theirs; isNoListLikeOurs: Ours }
    : [Ours] extends [object]
      ? [Theirs] extends [object]
        ? [Trouble<Ours, Theirs>] extends [never]
          ? true
          : Trouble<Ours, Theirs>
        : { theirs: Theirs; isNoObjectLikeOurs: Ours }
      : [Theirs] extends [Ours]
        ? true
        : { theirs: Theirs; isNotOurs: Ours };

/** The fields of ours that they do not have, or have otherwise. Records fit any object. */
type Trouble<Ours, Theirs> = string extends keyof Ours
  ? never
  : {
      [Field in keyof Ours]-?: Field extends keyof Theirs
        ? Fits<NonNullable<Ours[Field]>, NonNullable<Theirs[Field]>> extends true
          ? never
          : { field: Field; trouble: Fits<NonNullable<Ours[Field]>, NonNullable<Theirs[Field]>> }
        : { field: Field; trouble: 'they have no such field' };
    }[keyof Ours];

/** Compiles only when a model fits a schema. */
type Check<Schema extends z.ZodMiniType, Model> = Fits<z.input<Schema>, Model>;
declare function mustFit<_Result extends true>(): void;

type TutorialOnly = 'role';
type Participant = Omit<z.input<typeof participantSchema>, TutorialOnly>;
type Conversation = Omit<z.input<typeof conversationSchema>, 'participants'>;

/** Never called: to be compiled is its use. */
export function checkSchemasAgainstModels(): void {
  mustFit<Check<typeof errorBodySchema, Models.ErrorBody>>();
  mustFit<Check<typeof userSchema, Models.UserMe>>();
  mustFit<Check<typeof userSchema, Models.User>>();
  mustFit<Fits<Conversation, Models.Conversation>>();
  mustFit<Fits<Participant, Models.Participant>>();
  mustFit<Check<typeof conversationListingSchema, Models.ConversationEntityListing>>();
  mustFit<Check<typeof agentStatusListingSchema, Models.AnalyticsAgentStateQueryResponse>>();
  mustFit<Check<typeof agentStatusSchema, Models.AnalyticsAgentStateAgentResponse>>();
  mustFit<Check<typeof activitySchema, Models.ConversationActivityResponse>>();
  mustFit<Check<typeof activityEntitySchema, Models.ConversationActivityEntityData>>();
  mustFit<Check<typeof conversationDetailsSchema, Models.AnalyticsConversationQueryResponse>>();
  mustFit<Check<typeof conversationDetailSchema, Models.AnalyticsConversationWithoutAttributes>>();
  mustFit<Check<typeof entityListingSchema, Models.UserEntityListing>>();
  mustFit<Check<typeof entityListingSchema, Models.QueueEntityListing>>();
  mustFit<Check<typeof namedEntitySchema, Models.User>>();
  mustFit<Check<typeof namedEntitySchema, Models.Queue>>();
  mustFit<Check<typeof notificationChannelSchema, Models.Channel>>();
  mustFit<Check<typeof topicListingSchema, Models.ChannelTopicEntityListing>>();
  mustFit<Check<typeof topicSchema, Models.ChannelTopic>>();
}
