import {
  type CobrowseLeg,
  type Communication,
  type Conversation,
  customerOf,
  MEDIA_KEYS,
  type MediaKey,
  type Participant,
} from './conversation-model.ts';
import { mediumOf, WRAP_UP_MS } from './conversations.ts';
import type { ScreenLeg } from './screen-monitoring/screen-leg.ts';

/**
 * `AnalyticsConversationSegment`: one activity of a participant; has no `segmentEnd` while it
 * continues.
 */
export type AnalyticsSegment = {
  segmentStart: string;
  segmentEnd?: string;
  segmentType: string;
  queueId?: string;
  disconnectType?: string;
  subject?: string;
  conference: boolean;
};

/** `AnalyticsSession`: one leg of a participant. */
export type AnalyticsSession = {
  sessionId: string;
  mediaType: string;
  direction: 'inbound' | 'outbound';
  messageType?: string;
  ani?: string;
  dnis?: string;
  addressFrom?: string;
  addressTo?: string;
  remote?: string;
  provider: string;
  recording?: boolean;
  requestedRoutings?: string[];
  usedRouting?: string;
  monitoredParticipantId?: string;
  cobrowseRole?: string;
  cobrowseRoomId?: string;
  screenMonitoredUserId?: string;
  metrics: { name: string; value: number; emitDate: string }[];
  segments: AnalyticsSegment[];
};

/** `AnalyticsParticipantWithoutAttributes` */
export type AnalyticsParticipant = {
  participantId: string;
  participantName?: string;
  purpose: string;
  userId?: string;
  teamId?: string;
  flaggedReason?: 'general';
  sessions: AnalyticsSession[];
};

/** `AnalyticsConversationWithoutAttributes` */
export type AnalyticsConversation = {
  conversationId: string;
  conversationStart: string;
  conversationEnd?: string;
  conversationInitiator?: string;
  originatingDirection: 'inbound' | 'outbound';
  divisionIds: string[];
  participants: AnalyticsParticipant[];
};

/** Names of the media in analytics. */
const ANALYTICS_MEDIA: Record<MediaKey, string> = {
  calls: 'voice',
  messages: 'message',
  emails: 'email',
  chats: 'chat',
  callbacks: 'callback',
};

const SEGMENT_TYPES: Record<string, string> = { Hold: 'hold', Parked: 'parked', Monitoring: 'monitoring' };

/** Disconnect types that analytics spells differently; the others are the same. */
const DISCONNECT_TYPES: Record<string, string> = { 'transfer.noanswer': 'noAnswerTransfer' };

const SERVICE_NUMBER = 'tel:+442079460000';
const SERVICE_ADDRESS = 'service@harbourline.example';

/**
 * A conversation as analytics shows it.
 * @param until the newest moment analytics knows of (ISO 8601): what happened later has not
 *   happened yet
 */
export function analyticsOf(conversation: Conversation, until: string): AnalyticsConversation {
  const { endTime } = conversation;
  return {
    conversationId: conversation.id,
    conversationStart: conversation.startTime,
    ...(endTime !== undefined && endTime <= until ? { conversationEnd: endTime } : {}),
    ...(mediumOf(conversation).key === 'messages' ? { conversationInitiator: 'customer' } : {}),
    originatingDirection: 'inbound',
    divisionIds: conversation.divisions.map(({ division }) => division.id),
    participants: conversation.participants
      .filter(({ startTime }) => startTime <= until)
      .map((participant) => analyticsParticipant(conversation, participant, until)),
  };
}

function analyticsParticipant(
  conversation: Conversation,
  participant: Participant,
  until: string,
): AnalyticsParticipant {
  const { id, name, purpose, userId, teamId, flaggedReason } = participant;
  return {
    participantId: id,
    ...(name === undefined ? {} : { participantName: name }),
    purpose,
    ...(userId === undefined ? {} : { userId }),
    ...(teamId === undefined ? {} : { teamId }),
    ...(flaggedReason === undefined ? {} : { flaggedReason }),
    sessions: sessionsOf(conversation, participant, until),
  };
}

/** The sessions of one participant, one per leg. */
export function sessionsOf(
  conversation: Conversation,
  participant: Participant,
  until: string,
): AnalyticsSession[] {
  const sessions: AnalyticsSession[] = [];
  for (const key of MEDIA_KEYS) {
    for (const leg of participant[key] ?? [])
      sessions.push(sessionOf(conversation, participant, key, leg, until));
  }
  for (const leg of participant.cobrowsesessions ?? []) sessions.push(cobrowseSession(leg, until));
  for (const leg of participant.screenMonitorings ?? []) sessions.push(screenSession(leg, until));
  return sessions;
}

function sessionOf(
  conversation: Conversation,
  participant: Participant,
  key: MediaKey,
  leg: Communication,
  until: string,
): AnalyticsSession {
  const customer = customerOf(conversation);
  const address = customer?.address ?? '';
  const isCall = key === 'calls' || key === 'callbacks';
  const alerted =
    participant.userId !== undefined && leg.connectedTime !== undefined && leg.connectedTime <= until;
  return {
    sessionId: leg.id,
    mediaType: ANALYTICS_MEDIA[key],
    direction: leg.direction,
    ...(leg.type === undefined ? {} : { messageType: leg.type }),
    ...(isCall
      ? { ani: address, dnis: SERVICE_NUMBER }
      : { addressFrom: address, addressTo: SERVICE_ADDRESS }),
    ...(participant !== customer && customer?.name !== undefined ? { remote: customer.name } : {}),
    provider: leg.provider,
    ...(leg.recording === undefined ? {} : { recording: leg.recording }),
    ...(participant.queueId === undefined ? {} : { requestedRoutings: ['Standard'] }),
    ...(participant.queueId === undefined || !alerted ? {} : { usedRouting: 'Standard' }),
    ...(participant.monitoredParticipantId === undefined
      ? {}
      : { monitoredParticipantId: participant.monitoredParticipantId }),
    metrics:
      alerted && leg.connectedTime !== undefined
        ? [
            {
              name: 'tAlert',
              value: Date.parse(leg.connectedTime) - Date.parse(participant.startTime),
              emitDate: leg.connectedTime,
            },
          ]
        : [],
    segments: segmentsOf(participant, leg, until),
  };
}

/** The activities of a leg in order: ringing, what followed, and after-call work. */
function segmentsOf(participant: Participant, leg: Communication, until: string): AnalyticsSegment[] {
  const segments: AnalyticsSegment[] = [];
  const add = (segmentType: string, start: string | undefined, end: string | undefined) => {
    if (start === undefined || start > until) return;
    segments.push({
      segmentStart: start,
      ...(end !== undefined && end <= until ? { segmentEnd: end } : {}),
      segmentType,
      ...(participant.queueId === undefined ? {} : { queueId: participant.queueId }),
      ...(leg.subject === undefined ? {} : { subject: leg.subject }),
      conference: false,
    });
  };
  const isMonitor = participant.monitoredParticipantId !== undefined;
  if (participant.userId !== undefined && !isMonitor && leg.connectedTime !== participant.startTime)
    add('alert', participant.startTime, leg.connectedTime ?? leg.disconnectedTime);
  for (const { type, startTime, endTime } of leg.segments)
    add(SEGMENT_TYPES[type] ?? 'interact', startTime, endTime);

  const last = segments.at(-1);
  if (
    last?.segmentEnd !== undefined &&
    leg.disconnectType !== undefined &&
    last.segmentEnd === leg.disconnectedTime
  )
    last.disconnectType = DISCONNECT_TYPES[leg.disconnectType] ?? leg.disconnectType;
  if (participant.startAcwTime !== undefined) {
    const end =
      participant.endAcwTime ?? new Date(Date.parse(participant.startAcwTime) + WRAP_UP_MS).toISOString();
    add('wrapup', participant.startAcwTime, end);
  }
  return segments;
}

function cobrowseSession(leg: CobrowseLeg, until: string): AnalyticsSession {
  return {
    sessionId: leg.id,
    mediaType: 'cobrowse',
    direction: 'inbound',
    provider: leg.provider,
    cobrowseRole: leg.cobrowseRole,
    cobrowseRoomId: leg.cobrowseSessionId,
    metrics: [],
    segments: leg.segments
      .filter(({ startTime }) => startTime <= until)
      .map(({ startTime, endTime, type }) => ({
        segmentStart: startTime,
        ...(endTime !== undefined && endTime <= until ? { segmentEnd: endTime } : {}),
        segmentType: type === 'Contacting' ? 'contacting' : 'sharing',
        conference: false,
      })),
  };
}

function screenSession(leg: ScreenLeg, until: string): AnalyticsSession {
  return {
    sessionId: leg.id,
    mediaType: 'screenmonitoring',
    direction: 'inbound',
    provider: leg.provider,
    screenMonitoredUserId: leg.targetUser.id,
    metrics: [],
    segments: leg.segments
      .filter(({ startTime }) => startTime <= until)
      .map(({ startTime, endTime }) => ({
        segmentStart: startTime,
        ...(endTime !== undefined && endTime <= until ? { segmentEnd: endTime } : {}),
        segmentType: 'screenmonitoring',
        conference: false,
      })),
  };
}
