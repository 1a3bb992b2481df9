import { expect, it } from 'vitest';
import { describeFailure } from '@/utils/errors/messages';
import { askedFor } from '@/utils/genesys-cloud/asked-for';

it.each([
  ['/api/v2/conversations/c-1', 'conversation'],
  ['/api/v2/conversations/c-1/cobrowse', 'co-browse'],
  ['/api/v2/conversations', 'conversations'],
  ['/api/v2/cobrowse/sessions', 'cobrowse'],
  ['/api/v2/cobrowse/sessions/s-1', 'session'],
  ['/api/v2/cobrowse/sessions/s-1/participants/u-1/tokens', 'session'],
  ['/api/v2/analytics/agents/status/query', 'agents'],
  ['/api/v2/analytics/conversations/activity/query', 'activity'],
  ['/api/v2/analytics/conversations/details/query', 'search'],
  ['/api/v2/notifications/channels', 'channel'],
  ['/api/v2/notifications/channels/ch-1/subscriptions', 'channel'],
  ['/api/v2/chats/users/u-1/messages', 'chat'],
  ['/api/v2/users/me', 'user'],
  ['/api/v2/users', 'users'],
  ['/api/v2/routing/queues', 'queues'],
  ['/api/v2/tokens/me', 'sign-in'],
  ['/api/v2/authorization/subjects/me', 'sign-in'],
])('a 404 of %s is about the %s, and has a sentence of its own', (path, subject) => {
  expect(askedFor(path)).toBe(subject);
  const { title } = describeFailure({ code: 'not-found', subject });
  const isConversation = subject === 'conversation';
  expect(title === describeFailure({ code: 'not-found' }).title).toBe(isConversation);
});

it('a path that nobody named has no subject', () => {
  expect(askedFor('/api/v2/things/1')).toBeUndefined();
});
