import { CANARY } from './canaries';

// Valid answers of the API, with a canary in every text whose content does not matter.

export const CONVERSATION_ID = '0b7c3f1e-9a2d-4c5b-8e6f-1a2b3c4d5e6f';
export const OTHER_CONVERSATION_ID = '5e6f1a2b-3c4d-4e5f-8a9b-0b7c3f1e9a2d';
export const SUPERVISOR_ID = 'aaaaaaaa-0000-4000-8000-000000000001';
export const AGENT_ID = 'bbbbbbbb-0000-4000-8000-000000000001';
export const SETTINGS = { allowRemoteControl: false, timeoutInMinutes: 15 };

export const USER = { id: SUPERVISOR_ID, name: `${CANARY} Dana`, email: `${CANARY}@example.com` };

const MEDIA = { state: 'connected', held: false, id: CANARY, direction: 'inbound' };

export const CONVERSATION = {
  id: CONVERSATION_ID,
  startTime: '2026-08-01T11:55:00.000Z',
  participants: [
    { name: `${CANARY} Amelia`, purpose: 'customer', role: 'customer', calls: [MEDIA] },
    { purpose: 'acd', queueName: `${CANARY} Billing`, calls: [{ ...MEDIA, state: 'terminated' }] },
    {
      userId: AGENT_ID,
      name: `${CANARY} Aiko`,
      purpose: 'agent',
      role: 'agent',
      connectedTime: '2026-08-01T11:56:00.000Z',
      calls: [MEDIA],
      messages: [],
    },
    { userId: SUPERVISOR_ID, purpose: 'user', monitoredParticipantId: CANARY, calls: [MEDIA] },
  ],
};

export const SESSION = {
  id: 'cccccccc-0000-4000-8000-000000000001',
  conversationId: CONVERSATION_ID,
  state: 'pending',
  participants: [
    { userId: AGENT_ID, role: 'agent', name: `${CANARY} Aiko` },
    { userId: SUPERVISOR_ID, role: 'supervisor', name: `${CANARY} Dana` },
  ],
  settings: SETTINGS,
  createdDate: '2026-08-01T12:00:00.000Z',
  expiresDate: '2026-08-01T12:15:00.000Z',
};

/** `GET …/screenmonitors/sessions/{screenMonitoringId}`. */
export const SCREEN_MONITORING = {
  screenMonitoringId: 'ffffffff-0000-4000-8000-000000000001',
  sourceUser: { id: SUPERVISOR_ID, name: `${CANARY} Dana` },
  conversation: { id: CONVERSATION_ID },
  participantId: AGENT_ID,
  dateCreated: '2026-08-01T12:00:00.000Z',
};

/** A participant whose page is shared. */
export const COBROWSING_CUSTOMER = {
  name: `${CANARY} Amelia`,
  purpose: 'customer',
  cobrowsesessions: [
    { cobrowseSessionId: SESSION.id, state: 'connected', connectedTime: '2026-08-01T11:57:00.000Z' },
  ],
};

export const TOKEN_GRANT = { access_token: `${CANARY}-access`, token_type: 'bearer', expires_in: 3600 };

/** Refusals of the token endpoint, as it gives them (RFC 6749, section 5.2). */
export const TOKEN_REFUSALS = ['invalid_client', 'invalid_grant'].map((error) => ({
  error,
  description: CANARY,
  error_description: `${CANARY} is not valid`,
}));

export const QUEUE_ID = 'dddddddd-0000-4000-8000-000000000001';
export const CHANNEL_ID = 'eeeeeeee-0000-4000-8000-000000000001';

/** `POST /api/v2/analytics/agents/status/query`. */
export const AGENT_STATUS = {
  entities: [
    {
      userId: AGENT_ID,
      userName: `${CANARY} Aiko`,
      managerId: SUPERVISOR_ID,
      sessions: [
        {
          conversationId: CONVERSATION_ID,
          sessionStart: '2026-08-01T11:56:00.000Z',
          segmentType: 'Interact',
          routedQueueId: QUEUE_ID,
          mediaType: 'Voice',
        },
      ],
    },
    {
      userId: SUPERVISOR_ID,
      userName: `${CANARY} Dana`,
      sessions: [{ conversationId: CONVERSATION_ID, segmentType: 'monitoring', mediaType: 'Voice' }],
    },
  ],
};

/** `POST /api/v2/analytics/conversations/activity/query`. */
export const QUEUE_ACTIVITY = {
  results: [
    {
      group: { queueId: QUEUE_ID },
      truncated: false,
      entities: [
        {
          conversationId: CONVERSATION_ID,
          metric: 'oInteracting',
          activityDate: '2026-08-01T11:56:00.000Z',
          userId: AGENT_ID,
          queueId: QUEUE_ID,
          mediaType: 'voice',
          participantName: `${CANARY} Amelia`,
        },
        { conversationId: OTHER_CONVERSATION_ID, metric: 'oWaiting', queueId: QUEUE_ID, mediaType: 'email' },
      ],
    },
  ],
};

/** `POST /api/v2/analytics/conversations/details/query`. */
export const CONVERSATION_DETAILS = {
  conversations: [
    {
      conversationId: CONVERSATION_ID,
      conversationStart: '2026-08-01T11:55:00.000Z',
      participants: [
        {
          participantName: `${CANARY} Amelia`,
          purpose: 'customer',
          sessions: [{ mediaType: 'voice', segments: [{ segmentType: 'interact' }] }],
        },
        {
          participantName: `${CANARY} Aiko`,
          purpose: 'agent',
          userId: AGENT_ID,
          sessions: [
            {
              mediaType: 'voice',
              segments: [
                {
                  segmentType: 'alert',
                  segmentStart: '2026-08-01T11:56:00Z',
                  segmentEnd: '2026-08-01T11:57:00Z',
                },
                { segmentType: 'interact', segmentStart: '2026-08-01T11:57:00Z', queueId: QUEUE_ID },
              ],
            },
          ],
        },
        {
          purpose: 'user',
          userId: SUPERVISOR_ID,
          sessions: [{ mediaType: 'voice', segments: [{ segmentType: 'monitoring' }] }],
        },
      ],
    },
  ],
  totalHits: 1,
};

/** `GET /api/v2/users?id=…` and `GET /api/v2/routing/queues?id=…`. */
export const namedEntities = (id: string) => ({
  entities: [{ id, name: `${CANARY} name` }],
  pageSize: 100,
  total: 1,
});

/** `POST /api/v2/notifications/channels`. */
export const CHANNEL = {
  id: CHANNEL_ID,
  connectUri: `wss://streaming.example.com/channels/${CANARY}`,
  expires: '2026-08-02T12:00:00.000Z',
};

/** `PUT /api/v2/notifications/channels/{channelId}/subscriptions`. */
export const TOPICS = {
  entities: [
    { id: `v2.users.${AGENT_ID}.conversations`, state: 'Permitted' },
    { id: `v2.routing.queues.${QUEUE_ID}.conversations`, state: 'Rejected' },
  ],
};

/** What arrives on the channel: the conversation without its start. */
export const EVENTS = [
  `v2.users.${AGENT_ID}.conversations`,
  `v2.routing.queues.${QUEUE_ID}.conversations`,
].map((topicName) => ({
  topicName,
  version: '2',
  eventBody: { id: CONVERSATION_ID, participants: CONVERSATION.participants },
  metadata: { CorrelationId: CANARY },
}));
