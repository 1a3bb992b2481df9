/**
 * The platform's codes for refusing to show an agent's screens that have a message of their own.
 * Source: the errors declared for `POST …/screenmonitors/sessions`.
 */
export const SCREEN_REFUSAL_CODES = [
  'agent.permission.denied',
  'self.monitoring.not.allowed',
  'source.user.is.being.monitored',
  'target.user.is.monitoring.another.user',
  'organization.session.limit.exceeded',
  'supervisor.session.limit.exceeded',
  'agent.session.limit.exceeded',
  'participant.no.communications',
  'participant.invalid.media.type',
  'invalid.conversation.state',
  'participant.user.id.not.found',
  'participant.not.found',
  'agent.status.not.found',
  'agent.invalid.routing.state',
  'session.creation.failed',
] as const;
