import type { Queue, User } from './organisation.ts';
import type { SeededRandom } from './seeded-random.ts';

/** The arrays in which a participant's legs of each medium sit. */
export type MediaKey = 'calls' | 'messages' | 'emails' | 'chats' | 'callbacks';

/** One leg (a call, a message thread …) of a participant. */
export type Communication = {
  id: string;
  state: string;
  initialState: string;
  direction: 'inbound' | 'outbound';
  held: boolean;
  provider: string;
  startAlertingTime?: string;
  connectedTime?: string;
  startHoldTime?: string;
  disconnectedTime?: string;
  disconnectType?: string;
  segments: { startTime: string; endTime?: string; type: string; howEnded?: string }[];
  /** Calls only. */
  muted?: boolean;
  confined?: boolean;
  recording?: boolean;
  /** Messages only, for example `webmessaging`. */
  type?: string;
  /** Emails only. */
  subject?: string;
};

export type Participant = {
  id: string;
  name?: string;
  startTime: string;
  connectedTime?: string;
  endTime?: string;
  /** What the platform calls the participant's part; a free string there. */
  purpose: string;
  /** The same part under the name that simple clients read. */
  role: string;
  userId?: string;
  userUri?: string;
  queueId?: string;
  queueName?: string;
  address?: string;
  wrapupRequired: boolean;
  mediaRoles: string[];
  attributes: Record<string, string>;
} & Partial<Record<MediaKey, Communication[]>>;

export type Conversation = {
  id: string;
  startTime: string;
  endTime?: string;
  /** `active`, then `disconnected`. */
  state: string;
  address: string;
  recordingState: 'ACTIVE' | 'PAUSED' | 'NONE';
  securePause: boolean;
  participants: Participant[];
  divisions: { division: { id: string; selfUri: string }; entities: { id: string }[] }[];
  selfUri: string;
};

/** A medium with its fixed facts. */
export type Medium = { key: MediaKey; type?: string; provider: string };

export const VOICE: Medium = { key: 'calls', provider: 'Edge' };
export const WEB_MESSAGING: Medium = {
  key: 'messages',
  type: 'webmessaging',
  provider: 'PureCloud Messaging',
};
export const EMAIL: Medium = { key: 'emails', provider: 'PureCloud Email' };
export const MEDIA: readonly Medium[] = [
  VOICE,
  WEB_MESSAGING,
  { key: 'messages', type: 'whatsapp', provider: 'PureCloud Messaging' },
  { key: 'messages', type: 'sms', provider: 'PureCloud Messaging' },
  EMAIL,
  { key: 'chats', provider: 'PureCloud Chat' },
  { key: 'callbacks', provider: 'Callback' },
];

/** What is needed to make one participant. All times are milliseconds since 1970. */
export type ParticipantPlan = {
  random: SeededRandom;
  medium: Medium;
  /** Used for both `purpose` and `role` unless `role` differs. */
  purpose: string;
  role?: string;
  name?: string;
  user?: User;
  queue?: Queue;
  address?: string;
  subject?: string;
  direction?: 'inbound' | 'outbound';
  startedAt: number;
  /** Missing while it has not been connected (or never was). */
  connectedAt?: number;
  /** Missing while the participant takes part. */
  endedAt?: number;
  disconnectType?: string;
  /** Media state of a live participant; `connected` or `alerting` when missing. */
  state?: string;
  held?: boolean;
};

/** Makes a participant with one leg whose times and state agree with each other. */
export function makeParticipant(plan: ParticipantPlan): Participant {
  const { random, medium, user, queue } = plan;
  const iso = (ms: number) => new Date(ms).toISOString();
  const connected = plan.connectedAt === undefined ? {} : { connectedTime: iso(plan.connectedAt) };
  const ended = plan.endedAt === undefined ? {} : { endTime: iso(plan.endedAt) };
  const liveState = plan.state ?? (plan.connectedAt === undefined ? 'alerting' : 'connected');

  const leg: Communication = {
    id: random.uuid(),
    state: plan.endedAt === undefined ? liveState : 'disconnected',
    initialState: plan.purpose === 'agent' ? 'alerting' : 'connected',
    direction: plan.direction ?? 'inbound',
    held: plan.held ?? false,
    provider: medium.provider,
    startAlertingTime: iso(plan.startedAt),
    ...connected,
    ...(plan.held && plan.connectedAt !== undefined ? { startHoldTime: iso(plan.connectedAt + 20_000) } : {}),
    ...(plan.endedAt === undefined
      ? {}
      : { disconnectedTime: iso(plan.endedAt), disconnectType: plan.disconnectType ?? 'peer' }),
    segments:
      plan.connectedAt === undefined
        ? []
        : [{ startTime: iso(plan.connectedAt), ...ended, type: plan.held ? 'Hold' : 'Interact' }],
    ...(medium.key === 'calls' ? { muted: false, confined: false, recording: true } : {}),
    ...(medium.type === undefined ? {} : { type: medium.type }),
    ...(plan.subject === undefined ? {} : { subject: plan.subject }),
  };

  return {
    id: random.uuid(),
    ...(plan.name === undefined ? {} : { name: plan.name }),
    startTime: iso(plan.startedAt),
    ...connected,
    ...ended,
    purpose: plan.purpose,
    role: plan.role ?? plan.purpose,
    ...(user ? { name: user.name, userId: user.id, userUri: `/api/v2/users/${user.id}` } : {}),
    ...(queue ? { queueId: queue.id, queueName: queue.name } : {}),
    ...(plan.address === undefined ? {} : { address: plan.address }),
    wrapupRequired: plan.purpose === 'agent',
    mediaRoles: ['full'],
    attributes: {},
    [medium.key]: [leg],
  };
}

/** The legs of a participant, whatever their medium. */
export function legsOf(participant: Participant): Communication[] {
  const keys: MediaKey[] = ['calls', 'messages', 'emails', 'chats', 'callbacks'];
  return keys.flatMap((key) => participant[key] ?? []);
}

/** The agents who take part right now (ringing ones included). */
export function liveAgents(conversation: Conversation): Participant[] {
  return conversation.participants.filter(
    ({ role, userId, endTime }) => role === 'agent' && userId !== undefined && endTime === undefined,
  );
}

/** The customer, also after they left. */
export function customerOf(conversation: Conversation): Participant | undefined {
  return conversation.participants.find(({ role }) => role === 'customer');
}

/** The queue that the conversation was last in. */
export function queueNameOf(conversation: Conversation): string | undefined {
  return conversation.participants.findLast(({ queueName }) => queueName !== undefined)?.queueName;
}
