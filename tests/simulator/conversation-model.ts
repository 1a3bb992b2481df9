import type { Queue, User } from './organization.ts';
import type { ScreenLeg } from './screen-monitoring/screen-leg.ts';
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

/** A leg of the platform's own co-browse; its array is spelt in lower case throughout. */
export type CobrowseLeg = {
  id: string;
  state: 'offering' | 'connected' | 'disconnected';
  initialState: 'offering';
  cobrowseSessionId: string;
  cobrowseRole: 'sharer' | 'viewer';
  controlling: string[];
  provider: string;
  providerEventTime: string;
  connectedTime?: string;
  disconnectedTime?: string;
  disconnectType?: string;
  segments: Communication['segments'];
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
  teamId?: string;
  address?: string;
  wrapupRequired: boolean;
  /** Set while and after the user writes up an interaction that is over for them. */
  wrapupTimeoutMs?: number;
  startAcwTime?: string;
  endAcwTime?: string;
  mediaRoles: string[];
  /** The participant whom this one listens to. */
  monitoredParticipantId?: string;
  coachedParticipantId?: string;
  bargedParticipantId?: string;
  /** In a consultation: the participant who is being handed over. */
  consultParticipantId?: string;
  /** Set while the participant asks for attention. */
  flaggedReason?: 'general';
  /** Legs by which the participant watches a screen. */
  screenMonitorings?: ScreenLeg[];
  /** The participant whose screen this one watches; events only. */
  screenMonitoredParticipantId?: string;
  attributes: Record<string, string>;
  cobrowsesessions?: CobrowseLeg[];
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

/** The input for one participant. All times are milliseconds since 1970. */
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
  /** The participant whom this one listens to. */
  monitoredParticipantId?: string;
};

/** How long after the beginning a leg that starts out held or parked was put so. */
const UNTIL_HELD_MS = 20_000;
const UNTIL_PARKED_MS = 10_000;

/** Creates a participant with one leg; their times and states are consistent. */
export function makeParticipant(plan: ParticipantPlan): Participant {
  const { random, medium, user, queue } = plan;
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
    ...(plan.held && plan.connectedAt !== undefined
      ? { startHoldTime: iso(plan.connectedAt + UNTIL_HELD_MS) }
      : {}),
    ...(plan.endedAt === undefined
      ? {}
      : { disconnectedTime: iso(plan.endedAt), disconnectType: plan.disconnectType ?? 'peer' }),
    segments: segmentsOf(plan),
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
    ...(user?.teamId === undefined ? {} : { teamId: user.teamId }),
    wrapupRequired: plan.purpose === 'agent',
    mediaRoles: [plan.monitoredParticipantId === undefined ? 'full' : 'monitor'],
    ...(plan.monitoredParticipantId === undefined
      ? {}
      : { monitoredParticipantId: plan.monitoredParticipantId }),
    attributes: {},
    [medium.key]: [leg],
  };
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}

/** What has happened on a leg since it was connected, as one activity after the other. */
function segmentsOf(plan: ParticipantPlan): Communication['segments'] {
  if (plan.connectedAt === undefined) return [];
  const startTime = iso(plan.connectedAt);
  const ended = plan.endedAt === undefined ? {} : { endTime: iso(plan.endedAt) };
  const then = (afterMs: number, type: string) => {
    const changed = iso((plan.connectedAt ?? 0) + afterMs);
    return [
      { startTime, endTime: changed, type: 'Interact' },
      { startTime: changed, ...ended, type },
    ];
  };
  if (plan.held) return then(UNTIL_HELD_MS, 'Hold');
  if (plan.state === 'parked') return then(UNTIL_PARKED_MS, 'Parked');
  return [
    { startTime, ...ended, type: plan.monitoredParticipantId === undefined ? 'Interact' : 'Monitoring' },
  ];
}

export const MEDIA_KEYS: readonly MediaKey[] = ['calls', 'messages', 'emails', 'chats', 'callbacks'];

/**
 * The legs of a participant, whatever their medium; co-browse is beside the media and not among
 * them.
 */
export function legsOf(participant: Participant): Communication[] {
  return MEDIA_KEYS.flatMap((key) => participant[key] ?? []);
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
