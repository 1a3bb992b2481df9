import { ApiError } from '../errors.ts';

/** Every answer, besides those of any call, that the platform has for a start or a stop. */
const REFUSALS = {
  'self.monitoring.not.allowed': [400, 'Supervisor cannot monitor themselves'],
  'source.user.is.being.monitored': [
    400,
    'Cannot start monitoring because you are currently being monitored by another supervisor',
  ],
  'target.user.is.monitoring.another.user': [
    400,
    'Cannot monitor this user because they are currently monitoring another user',
  ],
  'organization.session.limit.exceeded': [
    400,
    'Organization has reached the maximum number of concurrent monitoring sessions',
  ],
  'supervisor.session.limit.exceeded': [
    400,
    'Supervisor has reached the maximum number of concurrent monitoring sessions',
  ],
  'agent.session.limit.exceeded': [
    400,
    'Agent has reached the maximum number of concurrent monitoring sessions',
  ],
  'duplicate.session.exists': [
    400,
    'A monitoring session already exists for this supervisor and agent combination',
  ],
  'participant.no.communications': [400, 'No communications found for participant'],
  'participant.invalid.media.type': [
    400,
    'No allowed media type found in communications. Allowed types: call, email, message',
  ],
  'participant.user.id.not.found': [400, 'Target userId not found for participant'],
  'invalid.conversation.state': [
    400,
    'Cannot start screen monitoring for parked email conversations. The agent must resume the conversation first.',
  ],
  'session.creation.failed': [400, 'Failed to create monitoring session'],
  'agent.permission.denied': [
    403,
    'Agent does not have required permission: realtimeMonitor:screen:participate',
  ],
  'conversation.not.found': [404, 'Conversation not found'],
  'participant.not.found': [404, 'Participant not found in conversation'],
  'agent.status.not.found': [404, 'Failed to get agent status'],
  'monitoring.not.found': [404, 'Screen monitoring session not found'],
  'agent.invalid.routing.state': [
    409,
    'Agent is not in a valid routing state. Agent must be on queue with status: NOT_RESPONDING, COMMUNICATING, INTERACTING, or IDLE',
  ],
  'start.monitoring.error': [500, 'Failed to start monitoring'],
  'stop.monitoring.error': [500, 'Failed to stop screen monitoring'],
  'service.unavailable': [503, 'Service temporarily unavailable due to circuit breaker'],
} as const satisfies Record<string, readonly [status: number, message: string]>;

/** The code of a refusal. */
export type RefusalCode = keyof typeof REFUSALS;

/** Every code, for whoever wants to try each. */
export const REFUSAL_CODES = Object.keys(REFUSALS) as RefusalCode[];

/** The refusal with this code. */
export function refusal(code: RefusalCode): ApiError {
  const [status, message] = REFUSALS[code];
  return new ApiError(status, code, message);
}

/** Whether a text is the code of a refusal. */
export function isRefusalCode(text: unknown): text is RefusalCode {
  return typeof text === 'string' && Object.hasOwn(REFUSALS, text);
}
