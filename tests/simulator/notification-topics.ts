import { type Caller, holds } from './bearer.ts';

/** A topic that a notification channel can subscribe to. */
export type Topic = {
  /** As subscribed, combined forms (`v2.users.{id}?a&b`) included. */
  id: string;
  /** The names under which its events come. */
  names: readonly string[];
};

/** A kind of topic; `{id}` stands for the user or queue. */
export type TopicKind = {
  id: string;
  description: string;
  /** The permission that users other than the topic's own need. */
  permission?: string;
};

/** Endings of the topics that tell of one medium only, spelt as in the names of topics. */
const MEDIA_TOPICS = [
  'calls',
  'callbacks',
  'chats',
  'cobrowseSessions',
  'emails',
  'messages',
  'screenshares',
  'socialexpressions',
  'videos',
] as const;

const CONVERSATION_PERMISSION = 'conversation:communication:view';
/** Longer names of topics are not accepted. */
const MAX_TOPIC_LENGTH = 200;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;

/** Every kind of topic there is. */
export const TOPIC_KINDS: readonly TopicKind[] = [
  ...conversationKinds('v2.users.{id}.conversations', 'a user'),
  ...conversationKinds('v2.routing.queues.{id}.conversations', 'a queue'),
  {
    id: 'v2.users.{id}.conversationsummary',
    description: 'How many conversations of each medium a user has',
  },
  { id: 'v2.users.{id}.presence', description: 'The presence of a user' },
  { id: 'v2.users.{id}.routingStatus', description: 'The routing status of a user' },
];

const KINDS_BY_ID = new Map(TOPIC_KINDS.map((kind) => [kind.id.toLowerCase(), kind]));

/** Reads the name of a topic, or undefined when there is no such topic. */
export function parseTopic(id: string): Topic | undefined {
  if (id.length > MAX_TOPIC_LENGTH) return undefined;
  const [subject = '', endings] = id.split('?', 2);
  const names = endings === undefined ? [id] : endings.split('&').map((ending) => `${subject}.${ending}`);
  return names.every((name) => kindOf(name)) ? { id, names } : undefined;
}

/** The permissions that a caller lacks for a topic; none when it is about the caller. */
export function missingPermissions(topic: Topic, caller: Caller): string[] {
  const missing = topic.names
    .filter((name) => subjectOf(name) !== caller.user?.id)
    .flatMap((name) => kindOf(name)?.permission ?? [])
    .filter((permission) => !holds(caller, permission));
  return [...new Set(missing)];
}

function kindOf(name: string): TopicKind | undefined {
  return KINDS_BY_ID.get(name.replace(UUID, '{id}').toLowerCase());
}

function subjectOf(name: string): string | undefined {
  return UUID.exec(name)?.[0].toLowerCase();
}

function conversationKinds(id: string, whose: string): TopicKind[] {
  return [
    { id, description: `The conversations of ${whose}`, permission: CONVERSATION_PERMISSION },
    ...MEDIA_TOPICS.map((medium) => ({
      id: `${id}.${medium}`,
      description: `The ${medium} of ${whose}`,
      permission: CONVERSATION_PERMISSION,
    })),
  ];
}
