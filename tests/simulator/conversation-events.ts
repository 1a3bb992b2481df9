import type {
  CobrowseLeg,
  Communication,
  Conversation,
  MediaKey,
  Participant,
} from './conversation-model.ts';
import { MEDIA_KEYS } from './conversation-model.ts';
import { screenLegInEvents } from './screen-monitoring/screen-leg.ts';

/** A medium as topics spell it, with the array in which its legs sit. */
const MEDIUM_OF_TOPIC: Record<string, MediaKey | 'cobrowsesessions'> = {
  calls: 'calls',
  callbacks: 'callbacks',
  chats: 'chats',
  cobrowseSessions: 'cobrowsesessions',
  emails: 'emails',
  messages: 'messages',
};

/**
 * The topics that report a change of a conversation, each with a function that creates the event's
 * body.
 */
export function topicsOf(conversation: Conversation): Map<string, () => object> {
  const topics = new Map<string, () => object>();
  const whole = lazily(() => eventBodyOf(conversation));
  const media = Object.entries(MEDIUM_OF_TOPIC)
    .filter(([, key]) => conversation.participants.some((participant) => participant[key] !== undefined))
    .map(([ending, key]) => ({ ending, body: lazily(() => mediaEventBodyOf(conversation, key)) }));

  for (const subject of subjectsOf(conversation)) {
    topics.set(`${subject}.conversations`, whole);
    for (const { ending, body } of media) topics.set(`${subject}.conversations.${ending}`, body);
  }
  return topics;
}

/** Every user who is or was a participant, and every queue the conversation has been in. */
function subjectsOf({ participants }: Conversation): Set<string> {
  return new Set(
    participants.flatMap(({ userId, queueId }) => [
      ...(userId === undefined ? [] : [`v2.users.${userId}`]),
      ...(queueId === undefined ? [] : [`v2.routing.queues.${queueId}`]),
    ]),
  );
}

/**
 * `ConversationEventTopicConversation`: unlike the API's conversation, it has no times, and empty
 * media arrays are omitted.
 */
function eventBodyOf(conversation: Conversation): object {
  return {
    id: conversation.id,
    participants: conversation.participants.map(participantOf),
    recordingState: conversation.recordingState.toLowerCase(),
    address: conversation.address,
    securePause: conversation.securePause,
    divisions: conversation.divisions,
  };
}

/** `ConversationEventTopicParticipant` */
function participantOf(participant: Participant): object {
  const {
    role: _role,
    startTime: _startTime,
    userUri: _userUri,
    queueName: _queueName,
    ...rest
  } = participant;
  const media = Object.fromEntries(
    MEDIA_KEYS.flatMap((key) => {
      const legs = participant[key];
      return legs && legs.length > 0 ? [[key, legs.map(legOf)]] : [];
    }),
  );
  const { cobrowsesessions, screenMonitorings } = participant;
  return {
    ...rest,
    ...media,
    ...(cobrowsesessions ? { cobrowsesessions: cobrowsesessions.map(cobrowseLegOf) } : {}),
    ...(screenMonitorings ? { screenMonitorings: screenMonitorings.map(screenLegInEvents) } : {}),
  };
}

/** Legs in events have neither a time line nor the moment they began to ring. */
function legOf(leg: Communication): object {
  const { segments: _segments, startAlertingTime: _startAlertingTime, recording, ...rest } = leg;
  return recording === undefined
    ? rest
    : { ...rest, recording, recordingState: recording ? 'active' : 'none' };
}

function cobrowseLegOf(leg: CobrowseLeg): object {
  const { segments: _segments, ...rest } = leg;
  return rest;
}

/**
 * The flatter body of topics of one medium: users and queues are references there, and the leg is
 * part of its participant.
 */
function mediaEventBodyOf(conversation: Conversation, key: MediaKey | 'cobrowsesessions'): object {
  return {
    id: conversation.id,
    participants: conversation.participants.flatMap((participant) => {
      const leg = participant[key]?.at(-1);
      if (!leg) return [];
      const reference = (id: string | undefined) => (id === undefined ? undefined : { id });
      return [
        {
          id: participant.id,
          name: participant.name,
          address: participant.address,
          startTime: participant.startTime,
          connectedTime: leg.connectedTime,
          endTime: participant.endTime,
          purpose: participant.purpose,
          state: leg.state,
          initialState: leg.initialState,
          direction: 'direction' in leg ? leg.direction : 'inbound',
          disconnectType: leg.disconnectType,
          held: 'held' in leg ? leg.held : false,
          wrapupRequired: participant.wrapupRequired,
          user: reference(participant.userId),
          queue: reference(participant.queueId),
          team: reference(participant.teamId),
          attributes: participant.attributes,
          provider: leg.provider,
          mediaRoles: participant.mediaRoles,
          startAcwTime: participant.startAcwTime,
          ...('cobrowseSessionId' in leg
            ? {
                cobrowseSessionId: leg.cobrowseSessionId,
                cobrowseRole: leg.cobrowseRole,
                controlling: leg.controlling,
                providerEventTime: leg.providerEventTime,
              }
            : {}),
        },
      ];
    }),
    otherMediaUris: [],
  };
}

function lazily(make: () => object): () => object {
  let made: object | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
